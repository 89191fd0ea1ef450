"""Why a worker may not perform a function, and who can."""

from __future__ import annotations

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.table import FUNCTIONS
from caseway.rules.functions.words import Act, EmployerKind, Holders
from caseway.rules.reasons import Reason, Sentence, Term, _, because

RESERVED = Sentence(
    "function.reserved",
    _(
        "%(function)s: only an employee of a public agency can do this, by federal law"
        " (%(law)s). Ask the public worker on this case. You may still collect the"
        " application and documents."
    ),
)
PUBLIC_ONLY = Sentence(
    "function.public_only",
    _("%(function)s: the public agency does this here. Ask the public worker on this case."),
)
CONTRACTOR_ONLY = Sentence(
    "function.contractor_only",
    _(
        "%(function)s: the contractor agency does this here. Ask the contractor's worker on"
        " this case, or an administrator to allow public agencies too."
    ),
)
NOBODY = Sentence(
    "function.nobody",
    _(
        "%(function)s: no agency does this here. Ask an administrator to say which agency"
        " does it in this region."
    ),
)
NO_OVERRIDE = Sentence(
    "function.no_override",
    _(
        "%(function)s stays with public agencies at every site, by federal law (%(law)s)."
        " No setting changes that."
    ),
)

_WHO_INSTEAD = {
    Holders.PUBLIC: PUBLIC_ONLY,
    Holders.CONTRACTOR: CONTRACTOR_ONLY,
    Holders.NOBODY: NOBODY,
}


def why_not_hold(
    function: FunctionCode, employer_kind: EmployerKind, holders: Holders, act: Act = Act.PERFORM
) -> Reason | None:
    """Why a worker of `employer_kind` may not perform `function`; None when they may.

    `holders` is what the site and region allow. The two reserved functions are
    public whatever `holders` says; collecting for them is open to everyone.
    Source: 7 USC 2020(e)(6)(B); 7 CFR 272.4(a); 42 CFR 431.10.
    """
    about = FUNCTIONS[function]
    if about.reserved:
        if act == Act.COLLECT or employer_kind == EmployerKind.PUBLIC:
            return None
        return because(RESERVED, about.source, function=Term(about.label), law=about.source)
    if holders.admits(employer_kind):
        return None
    return because(_WHO_INSTEAD[holders], function=Term(about.label))


def why_not_set(function: FunctionCode, holders: Holders) -> Reason | None:
    """Why a site's table may not give `function` to `holders`; None when it may."""
    about = FUNCTIONS[function]
    if about.reserved and holders is not Holders.PUBLIC:
        return because(NO_OVERRIDE, about.source, function=Term(about.label), law=about.source)
    return None
