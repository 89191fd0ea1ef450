"""Who can sign in to the demonstration, and with what."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from caseway.kernel.models import User

FILE_NAME = "demo-sign-ins.txt"


@dataclass(frozen=True)
class SignIn:
    """One person to be tried out: role, name, address and what she does."""

    role: str
    name: str
    email: str
    about: str


def write_passphrase(passphrase: str, var: Path) -> None:
    """Keep the passphrase where only the owner of this installation reads it."""
    var.mkdir(parents=True, exist_ok=True)
    path = var / FILE_NAME
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(passphrase + "\n", encoding="utf-8")


def read_passphrase(var: Path) -> str | None:
    """The passphrase of the last loading; None when nothing was loaded here."""
    path = var / FILE_NAME
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def sign_ins() -> list[SignIn]:
    """One person per role, in the order in which a visitor would want to meet them."""
    addresses = dict(User.objects.filter(is_active=True).values_list("name", "email"))
    return [
        SignIn(role, name, addresses[name], about)
        for role, name, about in _cast()
        if name in addresses
    ]


def _cast() -> list[tuple[str, str, str]]:
    return [
        (_("Case manager"), "Marisol Vega",
         _("Harbor County, contractor: seventy families, and cover for a colleague on leave")),
        (_("Eligibility worker"), "Denise Wardlaw",
         _("Harbor County, public agency: first contact, eligibility and the half-yearly review")),
        (_("Specialist"), "Grace Oduya",
         _("Harbor County: assessments, for her colleagues' cases")),
        (_("Child care specialist"), "Yolande Mondesir",
         _("Harbor County: child care and attendance, for another agency")),
        (_("Supervisor"), "Russell Gaskins",
         _("Harbor County, contractor: the team's work, the vacant post and who covers whom")),
        (_("Public supervisor"), "Carmen Olivares",
         _("Harbor County, public agency: sees every case of the site")),
        (_("Case manager, one worker for all"), "Anthony Ferraro",
         _("Meridian Queens, fully contracted: from first contact to keeping work")),
        (_("Public assistance specialist"), "Farida Khandaker",
         _("Meridian Queens: decides food stamps and Medicaid, which stay public")),
        (_("Job coach"), "Kofi Asante-Reed",
         _("Five Borough Supported Employment: twenty-six people at their workplaces")),
        (_("Provider"), "Delia Marrero",
         _("Concourse Community College: marks who came to its courses, and sees no case")),
        (_("Administrator"), "Miriam Adelstein",
         _("Every site: who does what, staff, files in")),
        (_("Privacy officer"), "Emeka Okoro",
         _("Every site with cases: reads the audit log")),
    ]  # fmt: skip
