"""The words around the functions: sites, employers, who holds what, and parts on a case.

The codes are those that the tables store. A caller may hand in its own string
enumeration of the same codes; rules compare by value.
"""

from __future__ import annotations

from enum import StrEnum


class EmployerKind(StrEnum):
    """Who employs a worker."""

    PUBLIC = "public"
    CONTRACTOR = "contractor"


class Group(StrEnum):
    """The parts of the table, and the two functions that federal law reserves."""

    CASE = "case"
    PROCESSING = "processing"
    RESERVED = "reserved"


class SiteCode(StrEnum):
    """The six sites of the study."""

    DE = "DE"
    HENN = "HENN"
    LRGV = "LRGV"
    PBC = "PBC"
    SD = "SD"
    WI = "WI"


class RegionKind(StrEnum):
    """Whether a region follows the site's column or is run by the public agency alone."""

    CONTRACTED = "contracted"
    PUBLIC = "public"


class Model(StrEnum):
    """How a site divides a case between workers."""

    TWO_WORKER = "two_worker"
    SINGLE_PRIVATE = "single_private"
    SINGLE_WORKER = "single_worker"


class Holders(StrEnum):
    """Which kinds of agency may perform a function: a cell of the table."""

    PUBLIC = "P"
    CONTRACTOR = "C"
    BOTH = "CP"
    NOBODY = ""

    @classmethod
    def of(cls, kinds: frozenset[str]) -> Holders:
        """The cell that admits exactly these kinds of employer."""
        return cls(
            ("C" if EmployerKind.CONTRACTOR in kinds else "")
            + ("P" if EmployerKind.PUBLIC in kinds else "")
        )

    @property
    def kinds(self) -> frozenset[EmployerKind]:
        """The employers it admits."""
        return frozenset(kind for kind in EmployerKind if self.admits(kind))

    def admits(self, kind: str) -> bool:
        """Whether a worker of that employer may perform the function."""
        return ("C" if kind == EmployerKind.CONTRACTOR else "P") in self


class Part(StrEnum):
    """The part a worker plays on a case. Every required part has one holder."""

    CASE_MANAGER = "case_manager"
    PUBLIC_WORKER = "public_worker"
    CONTRACTOR_WORKER = "contractor_worker"
    JOB_COACH = "job_coach"
    SPECIALIST = "specialist"
    TEAM_MEMBER = "team_member"


class Act(StrEnum):
    """What a worker wants to do about a function."""

    PERFORM = "perform"
    COLLECT = "collect"  # take the application, gather documents, help the person
