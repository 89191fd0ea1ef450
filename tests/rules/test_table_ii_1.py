"""Table II.1 of "Privatization in Practice" (2003), cell by cell, and the site presets."""

import pytest

from caseway.rules.functions import (
    FUNCTIONS,
    PRESETS,
    TABLE,
    EmployerKind,
    FunctionCode,
    Group,
    Holders,
    Mark,
    Model,
    RegionKind,
    SiteCode,
    allowed_holders,
    cells,
    site_holders,
    totals,
)
from caseway.rules.functions.labels import (
    CELL_NOTES,
    EMPLOYER_LABELS,
    FUNCTION_LABELS,
    GROUP_LABELS,
    HOLDER_LABELS,
    NOTES,
    PART_LABELS,
    PART_WORDS,
)
from caseway.rules.functions.words import Part

# As printed: x a mark, xb a mark with note b, . an empty cell.
PRINTED = """
Initial contact with client                                  | .   .  .   x  .   x
Assessments                                                  | xb  x  x   x  x   x
Developing a personal responsibility plan                    | .   .  .   x  .   x
Developing an employment plan                                | x   x  x   x  x   x
Referrals for supportive services                            | xb  x  x   x  x   x
Job search, placement, and retention support                 | x   x  x   x  x   x
Monitoring compliance with the employment plan               | xb  x  xb  x  xb  x
Recommendation for sanctions                                 | xb  x  x   x  x   x
TANF eligibility determination                               | .   .  .   x  .   x
Monitoring ongoing eligibility                               | .   .  .   x  .   x
Monitoring compliance with nonemployment aspects of the personal responsibility plan | . . . x xb x
Imposition of sanctions                                      | .   .  .   x  .   x
"""
SIGNS = {"x": Mark.CONTRACTOR, "xb": Mark.SHARED, ".": Mark.BLANK}


def test_the_table_is_drawn_as_printed_in_all_72_cells():
    printed = [line.split("|") for line in PRINTED.strip().splitlines()]

    drawn = cells()

    assert [FUNCTION_LABELS[row[0].function] for row in drawn] == [
        label.strip() for label, _ in printed
    ]
    assert [[cell.mark for cell in row] for row in drawn] == [
        [SIGNS[sign] for sign in signs.split()] for _, signs in printed
    ]
    assert [cell.site for cell in drawn[0]] == ["DE", "HENN", "LRGV", "PBC", "SD", "WI"]
    assert sum(len(row) for row in drawn) == 72


def test_the_totals_are_those_of_the_report():
    counted = totals()

    assert counted.by_site == {"DE": 6, "HENN": 6, "LRGV": 6, "PBC": 12, "SD": 7, "WI": 12}
    assert (counted.marks, counted.shared) == (49, 7)


def test_shared_marks_stand_in_delaware_the_valley_and_san_diego_only():
    shared = [cell.site for row in cells() for cell in row if cell.mark is Mark.SHARED]

    assert {site: shared.count(site) for site in shared} == {"DE": 4, "LRGV": 1, "SD": 2}


def test_an_edited_table_draws_its_own_marks_and_counts():
    code = (FunctionCode.SANCTION_IMPOSITION, SiteCode.LRGV)

    edited = {**TABLE, code: Holders.BOTH}

    assert totals(edited).by_site[SiteCode.LRGV] == 7
    assert (totals(edited).marks, totals(edited).shared) == (50, 8)
    assert totals().marks == 49


def test_san_diegos_shared_cell_explains_that_text_and_table_differ():
    noted = [cell for row in cells() for cell in row if cell.note]

    assert [(cell.function, cell.site) for cell in noted] == [
        (FunctionCode.NONEMPLOYMENT_MONITORING, SiteCode.SD)
    ]
    assert noted[0].holders is Holders.BOTH


def test_every_function_has_a_cell_for_every_site_and_its_group():
    assert set(TABLE) == {(code, site) for code in FunctionCode for site in SiteCode}
    assert [function.group for function in FUNCTIONS.values()] == (
        [Group.CASE] * 8 + [Group.PROCESSING] * 4 + [Group.RESERVED] * 2
    )
    assert list(FUNCTIONS) == list(FunctionCode)


@pytest.mark.parametrize("site", SiteCode)
def test_snap_and_medicaid_are_public_at_every_site_with_the_law_named(site):
    for code in (FunctionCode.FOOD_STAMP_ELIGIBILITY, FunctionCode.MEDICAID_ELIGIBILITY):
        assert allowed_holders(code, site) is Holders.PUBLIC
        assert FUNCTIONS[code].reserved
        assert "USC" in FUNCTIONS[code].source or "CFR" in FUNCTIONS[code].source


@pytest.mark.parametrize("site", [SiteCode.SD, SiteCode.WI])
def test_in_a_public_region_of_the_two_sites_of_note_a_every_function_is_public(site):
    assert set(site_holders(site, RegionKind.PUBLIC).values()) == {Holders.PUBLIC}
    assert site_holders(site)[FunctionCode.EP_DEVELOPMENT] is Holders.CONTRACTOR


@pytest.mark.parametrize("site", [SiteCode.DE, SiteCode.HENN, SiteCode.LRGV, SiteCode.PBC])
def test_the_other_sites_have_no_public_regions(site):
    with pytest.raises(ValueError, match="no public regions"):
        allowed_holders(FunctionCode.ASSESSMENT, site, RegionKind.PUBLIC)


@pytest.mark.parametrize("holders", Holders)
def test_holders_and_kinds_of_employer_convert_both_ways(holders):
    assert Holders.of(holders.kinds) is holders


def test_presets_carry_the_models_caseloads_and_payers_of_the_report():
    models = {site: PRESETS[site].model for site in SiteCode}
    tiers = PRESETS[SiteCode.HENN].caseloads[EmployerKind.CONTRACTOR]

    assert {site for site, model in models.items() if model is Model.SINGLE_PRIVATE} == {
        "PBC",
        "WI",
    }
    assert [(one.low, one.high) for one in tiers] == [(70, 90), (25, 25)]
    assert PRESETS[SiteCode.SD].titles[EmployerKind.PUBLIC] == "eligibility technician"
    assert PRESETS[SiteCode.WI].benefit_payment == "Contractor, in some counties"
    assert PRESETS[SiteCode.LRGV].contact_promises == ("public_review", "job_search_weekly")
    assert PRESETS[SiteCode.WI].region_kinds == (RegionKind.CONTRACTED, RegionKind.PUBLIC)


@pytest.mark.parametrize("site", [SiteCode.DE, SiteCode.HENN, SiteCode.LRGV, SiteCode.SD])
def test_contractor_caseloads_were_lower_than_public_ones_at_two_worker_sites(site):
    seen = PRESETS[site].caseloads
    highest = {kind: max(one.high for one in seen[kind]) for kind in EmployerKind}

    assert highest[EmployerKind.CONTRACTOR] < highest[EmployerKind.PUBLIC]


def test_every_word_of_the_table_has_its_label():
    assert set(FUNCTION_LABELS) == set(FunctionCode)
    assert set(GROUP_LABELS) == set(Group)
    assert set(HOLDER_LABELS) == set(Holders)
    assert set(EMPLOYER_LABELS) == set(EmployerKind)
    assert set(PART_LABELS) == set(PART_WORDS) == set(Part)
    assert set(NOTES) == {"a", "b"}
    assert set(CELL_NOTES) <= set(TABLE)
