"""A double click, a retry or a reload makes one record.

The form carries `{% submission_key %}`. The view makes the effect inside `once`:

    with once(request.POST.get("submission_key"), user=request.user, path=request.path,
              at=timezone.now()) as submission:
        if submission.first:
            note = actions.add_note(...)
            submission.leads_to(reverse("cases:note", args=[note.pk]))
    return redirect(submission.result_url)
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from caseway.kernel.models.submissions import Submission
from caseway.kernel.models.users import User
from caseway.kernel.refusals import NotAllowed

KEPT_FOR = timedelta(days=2)  # longer than a form left open overnight


@dataclass
class Once:
    """Whether this is the first sending, and where the first one led."""

    first: bool
    result_url: str = ""

    def leads_to(self, url: str) -> None:
        """Say where the effect can be seen; a second sending is sent there too."""
        self.result_url = url


@contextmanager
def once(key: str | None, *, user: User, path: str, at: datetime) -> Iterator[Once]:
    """A transaction that knows whether this form was sent before.

    The key is stored with the effect: if the effect fails, so does the key, and
    the form can be sent again. A second sending that comes while the first is
    at work waits for it. Raises NotAllowed when the form carries no key, or one
    that was used for another page.
    """
    form_key = _parsed(key)
    with transaction.atomic():
        kept = _claimed(form_key, user, path, at)
        answer = Once(first=True) if kept else _second(form_key, user, path)
        yield answer
        if kept:
            answer.result_url = kept.result_url = answer.result_url or path
            kept.save(update_fields=["result_url"])


def led_to(key: str | None, *, user: User, path: str) -> str | None:
    """Where the first sending of this form led; None when it was not sent, or led nowhere.

    For a form whose own effect would now stand in its way, such as a search that
    finds the record just made. `once` still decides. Raises NotAllowed without a key.
    """
    kept = Submission.objects.filter(key=_parsed(key), user=user, path=path).first()
    return kept.result_url or None if kept else None


def sent_key(request: HttpRequest | None) -> str | None:
    """The key that came with this request, if it is one: a refused form keeps its key."""
    key = request.POST.get("submission_key", "") if request is not None else ""
    try:
        return str(uuid.UUID(key))
    except ValueError:
        return None


def purge_submissions(*, at: datetime) -> int:
    """Forget keys older than two days. Returns how many."""
    return Submission.objects.filter(made_at__lt=at - KEPT_FOR).delete()[0]


def _claimed(key: uuid.UUID, user: User, path: str, at: datetime) -> Submission | None:
    """The key stored as ours; None when it was sent before."""
    try:
        with transaction.atomic():
            return Submission.objects.create(key=key, user=user, path=path, made_at=at)
    except IntegrityError:
        return None


def _second(key: uuid.UUID, user: User, path: str) -> Once:
    kept = Submission.objects.get(key=key, user=user)
    if kept.path != path:
        raise NotAllowed(_("This form was used for another page. Open it again and send it."))
    return Once(first=False, result_url=kept.result_url)


def _parsed(key: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(key or "")
    except ValueError:
        raise NotAllowed(
            _("This form is incomplete. Reload the page, then send it again.")
        ) from None
