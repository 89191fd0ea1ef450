"""Visits on the phone: how to put them there, what is kept, and what happens without a network."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.parts import HelpPage, Step

FIELD = HelpPage(
    "visits",
    _("Visits on the phone"),
    _("Check a visit off in a minute, in a tunnel or a basement, and send it later."),
    (
        Step(
            _("Put it on your Home Screen"),
            (
                _(
                    "Open Visits on the phone while you are connected. On an iPhone tap Share, then"
                    " “Add to Home Screen”. On Android choose “Install” or “Add to Home screen”"
                    " in the browser’s menu."
                ),
                _(
                    "Do it on an iPhone in any case: what a page keeps there is deleted after 7"
                    " days without use, unless the page is on the Home Screen."
                ),
            ),
            to="field:app",
            go=_("Open Visits"),
        ),
        Step(
            _("In the morning"),
            (
                _(
                    "Open Visits once while you are connected. Your visits of the coming days are"
                    " then on the phone, with place, directions and checklist."
                ),
            ),
        ),
        Step(
            _("At the visit"),
            (
                _(
                    "Open the visit. Times, place and how you meet are filled in as planned: change"
                    " what was otherwise. Choose what you did, how it went and how much support was"
                    " needed, then the minutes. Sign and press “Save and send”."
                ),
                _(
                    "Every touch is kept on the phone at once. Closing the page or an empty battery"
                    " loses nothing."
                ),
            ),
        ),
        Step(
            _("Without a connection"),
            (
                _(
                    "Nothing changes. At the bottom you see how many visits wait. They are sent"
                    " when you open Visits, when the phone is connected again, or when you press"
                    " the button. A phone does not send while the page is closed: open it once at"
                    " the end of the day, until it says “Everything is sent”."
                ),
                _("Sending twice makes one record. If you are not sure, press again."),
            ),
        ),
        Step(
            _("When it says “Needs you”"),
            (
                _(
                    "Somebody changed the record while you were on the way. You see both side by"
                    " side and choose each part, or keep yours beside the record."
                ),
                _(
                    "A visit that the office moved or canceled meanwhile says so. If it took place"
                    " all the same, your record decides."
                ),
            ),
        ),
        Step(
            _("What is kept on the phone"),
            (
                _(
                    "First names with an initial, times, places, the goals of the plan in short and"
                    " what you write until it is sent. No last names, no numbers, no phone numbers,"
                    " no notes of others. What was sent is taken off the phone at once, photos"
                    " included."
                ),
                _(
                    "Photos are made small, and where and when they were taken is left out of the"
                    " picture. A list older than three days is taken off by itself."
                ),
            ),
        ),
        Step(
            _("When you hand the phone on, or lose it"),
            (
                _(
                    "“Sign out and clear this phone” in the menu takes everything away. While"
                    " something is not sent it warns you and keeps that, locked: whoever signs in"
                    " next does not see it."
                ),
                _(
                    "A lost phone: tell your administrator, who closes your sign-ins. Lock your"
                    " phone with a code; what waits on it is as safe as that lock."
                ),
            ),
        ),
        Step(
            _("If the phone’s clock is wrong"),
            (
                _(
                    "Times are kept as you wrote them. The record says by how much the phone’s"
                    " clock was off, so that nobody has to guess."
                ),
            ),
        ),
    ),
)
