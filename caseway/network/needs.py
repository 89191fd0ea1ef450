"""The needs that services answer: Caseway's own vocabulary, and what others call the same.

Codes of other vocabularies are never translated by guess: only a name that says the same thing
in so many words becomes one of these.
"""

import unicodedata
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

# Everything of ours that has no identifier of its own is named below this one.
NAMESPACE = uuid.UUID("5b1f2c1a-6d0e-5c43-9a4e-0e6a4d1f7c11")
TAXONOMY = uuid.uuid5(NAMESPACE, "taxonomy:needs")


class Need(models.TextChoices):
    CHILD_CARE = "child_care", _("Child care")
    CLOTHING = "clothing", _("Clothing")
    CREDIT = "credit", _("Money and credit")
    DISABILITY = "disability", _("Disability support")
    DOMESTIC_VIOLENCE = "domestic_violence", _("Domestic violence")
    EDUCATION = "education", _("Education")
    ELDER_CARE = "elder_care", _("Care for an older relative")
    ENGLISH = "english", _("English classes")
    FAMILY = "family", _("Parenting and family")
    FOOD = "food", _("Food")
    HEALTH = "health", _("Health")
    HOUSING = "housing", _("Housing")
    IMMIGRATION = "immigration", _("Immigration")
    JOB_SEARCH = "job_search", _("Job search")
    LEGAL = "legal", _("Legal help")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    RECORD = "record", _("A criminal record")
    SUBSTANCE_USE = "substance_use", _("Alcohol and drugs")
    TRAINING = "training", _("Job training")
    TRANSPORT = "transport", _("Transport")
    UTILITIES = "utilities", _("Heat and utilities")
    VETERANS = "veterans", _("Veterans")


# That somebody is sent for these is itself a secret: only trained staff of the case know of it, and
# nobody is told without a signature. Source: 42 CFR 2.31; 34 USC 12291(b)(2).
GUARDED = frozenset({Need.DOMESTIC_VIOLENCE, Need.SUBSTANCE_USE})

# What directories call the same, plainly written.
OTHER_NAMES: dict[str, Need] = {
    "childcare": Need.CHILD_CARE,
    "day care": Need.CHILD_CARE,
    "credit counseling": Need.CREDIT,
    "financial counseling": Need.CREDIT,
    "domestic violence services": Need.DOMESTIC_VIOLENCE,
    "english as a second language": Need.ENGLISH,
    "esl": Need.ENGLISH,
    "food pantry": Need.FOOD,
    "food pantries": Need.FOOD,
    "emergency food": Need.FOOD,
    "health care": Need.HEALTH,
    "housing assistance": Need.HOUSING,
    "job search assistance": Need.JOB_SEARCH,
    "legal": Need.LEGAL,
    "legal aid": Need.LEGAL,
    "legal services": Need.LEGAL,
    "expungement": Need.RECORD,
    "parenting": Need.FAMILY,
    "substance abuse": Need.SUBSTANCE_USE,
    "substance use": Need.SUBSTANCE_USE,
    "substance use disorder": Need.SUBSTANCE_USE,
    "vocational education": Need.TRAINING,
    "vocational training": Need.TRAINING,
    "transportation": Need.TRANSPORT,
    "transit": Need.TRANSPORT,
    "public utilities / energy": Need.UTILITIES,
    "utility assistance": Need.UTILITIES,
    "veterans benefits": Need.VETERANS,
}
_ENGLISH = {
    Need.CHILD_CARE: "Child care",
    Need.CLOTHING: "Clothing",
    Need.CREDIT: "Money and credit",
    Need.DISABILITY: "Disability support",
    Need.DOMESTIC_VIOLENCE: "Domestic violence",
    Need.EDUCATION: "Education",
    Need.ELDER_CARE: "Care for an older relative",
    Need.ENGLISH: "English classes",
    Need.FAMILY: "Parenting and family",
    Need.FOOD: "Food",
    Need.HEALTH: "Health",
    Need.HOUSING: "Housing",
    Need.IMMIGRATION: "Immigration",
    Need.JOB_SEARCH: "Job search",
    Need.LEGAL: "Legal help",
    Need.MENTAL_HEALTH: "Mental health",
    Need.RECORD: "A criminal record",
    Need.SUBSTANCE_USE: "Alcohol and drugs",
    Need.TRAINING: "Job training",
    Need.TRANSPORT: "Transport",
    Need.UTILITIES: "Heat and utilities",
    Need.VETERANS: "Veterans",
}


def term_id(need: str) -> uuid.UUID:
    """The identifier under which a need is published. It never changes."""
    return uuid.uuid5(NAMESPACE, f"term:{need}")


def published_name(need: str) -> str:
    """What a need is called in files for others, whatever language the reader has."""
    return _ENGLISH[Need(need)]


def need_named(name: str) -> Need | None:
    """The need that a foreign term certainly means; None for any other."""
    said = " ".join(name.casefold().split())
    if said in OTHER_NAMES:
        return OTHER_NAMES[said]
    return next((need for need, ours in _ENGLISH.items() if ours.casefold() == said), None)


def plain(text: str) -> str:
    """Text as it is searched: small letters, without accents."""
    spelled = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())
