"""What a funder wants in the record of every visit, and what each thing is called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from caseway.rules.reasons import _


class Element(StrEnum):
    """One thing that a record of a visit may have to hold."""

    NAME = "name"
    MEDICAID_ID = "medicaid_id"
    SERVICE = "service"
    DATE = "date"
    STARTED = "started"
    STOPPED = "stopped"
    SETTING = "setting"
    PLACE = "place"
    MODE = "mode"
    CONTACT = "contact"
    ACTIVITY = "activity"
    GOAL = "goal"
    RESPONSE = "response"
    SIGNER = "signer"
    SIGNATURE = "signature"
    WRITTEN_ON = "written_on"


ELEMENT_LABELS: Mapping[Element, str] = {
    Element.NAME: _("The person’s name"),
    Element.MEDICAID_ID: _("Medicaid ID"),
    Element.SERVICE: _("Service and phase"),
    Element.DATE: _("Date"),
    Element.STARTED: _("Start time"),
    Element.STOPPED: _("Stop time"),
    Element.SETTING: _("Individual or group, and group size"),
    Element.PLACE: _("Place"),
    Element.MODE: _("In person, by video or by phone"),
    Element.CONTACT: _("Direct or indirect"),
    Element.ACTIVITY: _("At least one activity"),
    Element.GOAL: _("A plan goal for each activity"),
    Element.RESPONSE: _("The person’s response"),
    Element.SIGNER: _("Name and title of who signs"),
    Element.SIGNATURE: _("Signature"),
    Element.WRITTEN_ON: _("Date written"),
}

# What signing itself puts down: while a record waits for its signature these are not "missing".
BY_SIGNING = frozenset({Element.SIGNER, Element.SIGNATURE, Element.WRITTEN_ON})

# What the file of a person says, and no answer of a checklist could.
ON_FILE = frozenset({Element.NAME, Element.MEDICAID_ID, Element.SERVICE})


class Topic(StrEnum):
    """What a monthly summary tells of, in order."""

    DONE = "done"
    RESPONSE = "response"
    PROGRESS = "progress"
    WORK = "work"
    PROBLEMS = "problems"
    NEXT = "next"


TOPIC_LABELS: Mapping[Topic, str] = {
    Topic.DONE: _("What was done"),
    Topic.RESPONSE: _("How it went"),
    Topic.PROGRESS: _("Progress toward goals"),
    Topic.WORK: _("Hours and wage"),
    Topic.PROBLEMS: _("Problems and planned changes"),
    Topic.NEXT: _("Next month"),
}
