"""Functions as data: who may perform what, where, and who owns it on a case."""

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.difference import Difference, Membership, difference
from caseway.rules.functions.moves import Move, move
from caseway.rules.functions.ownership import (
    Assignment,
    Owner,
    Vacant,
    owner_of,
    required_parts,
    uncovered,
)
from caseway.rules.functions.permission import why_not_hold, why_not_set
from caseway.rules.functions.presets import PRESETS, IntakeFlow, SitePreset
from caseway.rules.functions.table import (
    FUNCTIONS,
    REGION_KINDS,
    TABLE,
    Cell,
    Function,
    Mark,
    allowed_holders,
    cells,
    site_holders,
    totals,
)
from caseway.rules.functions.words import (
    Act,
    EmployerKind,
    Group,
    Holders,
    Model,
    Part,
    RegionKind,
    SiteCode,
)

__all__ = [
    "FUNCTIONS",
    "PRESETS",
    "REGION_KINDS",
    "TABLE",
    "Act",
    "Assignment",
    "Cell",
    "Difference",
    "EmployerKind",
    "Function",
    "FunctionCode",
    "Group",
    "Holders",
    "IntakeFlow",
    "Mark",
    "Membership",
    "Model",
    "Move",
    "Owner",
    "Part",
    "RegionKind",
    "SiteCode",
    "SitePreset",
    "Vacant",
    "allowed_holders",
    "cells",
    "difference",
    "move",
    "owner_of",
    "required_parts",
    "site_holders",
    "totals",
    "uncovered",
    "why_not_hold",
    "why_not_set",
]
