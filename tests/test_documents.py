"""The documents are complete: every part, every setting and every link is there."""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PARTS = (ROOT / "docs" / "adr" / "0002-parts.md").read_text()

# How each family of licences shows in what a package declares, or in its text.
LICENCES = {
    "Apache": ["Apache"],
    "BSD": ["BSD"],
    "LGPL": ["LGPL"],
    "MIT": ["MIT", "Permission is hereby granted, free of charge"],
    "MPL": ["MPL"],
}


_LISTS = ("run.in", "whatif.in", "planner.in", "dev.in")


def wanted_parts():
    lists = [(ROOT / "requirements" / name).read_text() for name in _LISTS]
    return set(re.findall(r"^([A-Za-z][\w.-]*)", "\n".join(lists), flags=re.MULTILINE))


def described_parts():
    """Each part's licence, from the table's rows: part, reason, licence, upkeep."""
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \| (.+) \| (.+) \|$", PARTS, flags=re.MULTILINE)
    return {name: licence for name, _why, licence, _upkeep in rows if name != "Part"}


def test_every_part_has_its_reason_licence_and_upkeep():
    assert {p.lower() for p in described_parts()} == {p.lower() for p in wanted_parts()}


@pytest.mark.parametrize(("part", "licence"), described_parts().items())
def test_a_part_is_under_the_licence_the_table_says(part, licence):
    said = metadata(part)
    declared = " ".join(
        [
            said.get("License-Expression") or "",
            said.get("License") or "",
            *(line for line in said.get_all("Classifier") or [] if line.startswith("License")),
        ]
    )

    for alternative in licence.split(" OR "):
        family = alternative.split("-")[0]
        assert any(sign in declared for sign in LICENCES[family]), declared


def test_every_setting_is_told():
    sources = [*(ROOT / "caseway").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    read = {
        name.removesuffix("_FILE")
        for source in sources
        for name in re.findall(r"\bCASEWAY_[A-Z]+(?:_[A-Z]+)*\b", source.read_text())
    }
    told = (ROOT / "docs" / "settings.md").read_text()

    assert "CASEWAY_SECRET_KEY" in read
    assert [name for name in sorted(read) if name not in told] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)", document.read_text())
    here = [link for link in links if "://" not in link]

    assert [link for link in here if not (document.parent / link).exists()] == []
