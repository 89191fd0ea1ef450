"""Making two records of one person one, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act, Relation
from caseway.cases.actions.moves import every_move, tell
from caseway.cases.actions.people import rewrite_keys
from caseway.cases.models import Merge, Person, PersonName
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def merge_people(*, kept: Person, gone: Person, reason: str, by: User, at: datetime) -> Merge:
    """Let everything of `gone` belong to `kept`. What moved is written down, for the undoing.

    Raises NotAllowed for two sites, a person merged before, no reason, or
    somebody who may not.
    """
    access.require(by, Act.MERGE_PEOPLE, Where(kept.site_id, None, _near(by, kept, gone)))
    people = Person.objects.select_for_update().in_bulk([kept.pk, gone.pk])
    if sentence := why_not_merge(people[kept.pk], people[gone.pk], reason):
        raise NotAllowed(sentence)
    used = PersonName.objects.filter(person=gone, is_used=True).first()
    moved: dict[str, list[int]] = {"name_used": [used.pk] if used else []}
    PersonName.objects.filter(person=gone).update(is_used=False)
    for move in every_move():
        moved[move.name] = move.repoint(gone.pk, kept.pk)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    rewrite_keys(kept)
    rewrite_keys(gone)
    tell({kept.pk, gone.pk}, at)
    return Merge.objects.create(
        site_id=kept.site_id, kept=kept, gone=gone, moved=moved, reason=reason.strip(), by=by, at=at
    )


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Give back what moved and still belongs to the kept person. Undoing twice is one act."""
    row = Merge.objects.select_for_update().select_related("kept", "gone").get(pk=merge.pk)
    access.require(by, Act.MERGE_PEOPLE, Where(row.site_id, None, _near(by, row.kept, row.gone)))
    if row.undone_at is not None:
        return row
    for move in every_move():
        move.back(row.moved.get(move.name, []), row.gone_id, row.kept_id)
    used = PersonName.objects.filter(pk__in=row.moved["name_used"], person=row.gone_id)
    used.update(is_used=True)
    Person.objects.filter(pk=row.gone_id).update(merged_into=None)
    rewrite_keys(row.kept)
    rewrite_keys(row.gone)
    tell({row.kept_id, row.gone_id}, at)
    row.undone_at, row.undone_by = at, by
    row.save(update_fields=["undone_at", "undone_by"])
    return row


def why_not_merge(kept: Person, gone: Person, reason: str) -> str | None:
    """Why these two cannot be made one; None when they can."""
    if kept.pk == gone.pk:
        return _("Choose two records.")
    if kept.site_id != gone.site_id:
        return _("The two records belong to different sites.")
    if kept.merged_into_id or gone.merged_into_id:
        return _("One of these records was merged before. Reload the page.")
    if not reason.strip():
        return _("Say how you know that this is one person.")
    return None


def _near(by: User, *people: Person) -> Relation:
    """As near as she is to a case when she sees each of them; a record merged away has no case."""
    ids = {person.pk for person in people}
    alive = set(Person.objects.filter(pk__in=ids, merged_into=None).values_list("pk", flat=True))
    seen = set(Person.objects.visible_to(by).filter(pk__in=alive).values_list("pk", flat=True))
    return Relation.OVERSEEN if seen == alive else Relation.OTHER
