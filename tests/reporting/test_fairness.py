"""Whether groups get as much: counted by group, small ones hidden, nobody's secret told."""

from datetime import date

import pytest

from caseway.cases.models import Characteristic
from caseway.network.models import Provider, Referral
from caseway.plans.models import PlanKind
from caseway.reporting.queries.fairness import Asked, Measure, fairness
from tests.attendance.book import NOW
from tests.factories import make_case, make_provider, make_worker
from tests.plans.rows import make_goal, make_plan
from tests.reporting.rows import LEFT, MET, OUT, result
from tests.reporting.test_pages import read, words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 2)


@pytest.fixture
def workers(world):
    return [make_worker(world, name=name) for name in ("Dana Reyes", "Sam Ortiz")]


def family(world, worker, number, language="en"):
    case = make_case(world, f"Person {number}", worker=worker, opened_on=date(2025, 1, 6))
    case.participant.language = language
    case.participant.save(update_fields=["language"])
    return case


def families(world, worker, count, **more):
    return [family(world, worker, f"{worker.pk}.{n}", **more) for n in range(count)]


def referred(case, by, *, guarded=False, at=NOW):
    return Referral.objects.create(
        site=case.site,
        case=case,
        provider=Provider.objects.first() or make_provider(case),
        need="child_care",
        shares="nothing",
        state="made",
        state_since=at,
        due_on=TODAY,
        is_guarded=guarded,
        made_by=by,
        made_at=at,
    )


def told(found):
    return {
        line.group: (line.tally.yes, line.tally.of) if line.tally else None
        for line in found.comparison.lines
    }


def test_people_referred_are_counted_by_who_leads_their_case(world, leader, workers):
    one, other = workers
    for case in families(world, one, 12)[:9]:
        referred(case, one)
        referred(case, one)  # a second referral of one person counts her once
    families(world, other, 10)

    found = fairness(leader, Asked(Measure.REFERRED, "worker"), TODAY)

    assert told(found) == {"Dana Reyes": (9, 12), "Sam Ortiz": (0, 10)}
    assert found.comparison.lines[1].apart is not None


def test_a_guarded_referral_and_one_of_last_year_are_not_counted(world, leader, workers):
    cases = families(world, workers[0], 10)
    referred(cases[0], workers[0], guarded=True)
    referred(cases[1], workers[0], at=NOW.replace(year=2025, month=4, day=1))

    found = fairness(leader, Asked(Measure.REFERRED, "worker"), TODAY)

    assert told(found) == {"Dana Reyes": (0, 10)}


def test_a_language_of_nine_people_is_hidden_with_one_more(world, leader, workers):
    families(world, workers[0], 9, language="ht")
    families(world, workers[1], 12)

    found = fairness(leader, Asked(Measure.REFERRED, "language"), TODAY)

    assert told(found) == {"English": None, "Haitian Creole": None}


def test_goals_are_hidden_by_people_and_shared_by_goals(world, leader, workers):
    for case in families(world, workers[0], 10):
        plan = make_plan(case, workers[0], kind=PlanKind.EP, whole=False)
        make_goal(plan, workers[0], "Mine", proposed_by="participant")
        make_goal(plan, workers[0], "Ours", proposed_by="joint")

    found = fairness(leader, Asked(Measure.OWN_GOALS, "worker"), TODAY)

    assert told(found) == {"Dana Reyes": (10, 20)}


def test_families_excused_are_those_left_out_of_the_last_month_that_is_over(world, leader, workers):
    cases = families(world, workers[0], 14)
    for n, case in enumerate(cases[:11]):
        result(world, "", LEFT if n < 3 else MET, case=case, period=202603)
    result(world, "", OUT, case=cases[11], period=202603)
    result(world, "", LEFT, case=cases[12], period=202603, has_violence_waiver=True)
    result(world, "", LEFT, case=cases[13], period=202604)

    found = fairness(leader, Asked(Measure.EXCUSED, "worker"), TODAY)

    assert found.period == 202603
    assert told(found) == {"Dana Reyes": (3, 11)}


def test_who_has_a_characteristic_now_stands_beside_who_has_not(world, leader, workers):
    for n, case in enumerate(families(world, workers[0], 22)):
        if n < 12:
            Characteristic.objects.create(
                site=world.site,
                person=case.participant,
                kind="teen_parent",
                starts_on=date(2025, 1, 6),
                ends_on=TODAY if n < 2 else None,
            )

    found = fairness(leader, Asked(Measure.REFERRED, "teen_parent"), TODAY)

    assert told(found) == {"with": (0, 10), "without": (0, 12)}


def test_the_page_says_the_whole_each_group_and_where_to_look_closer(
    world, leader, workers, signed_in
):
    for case in families(world, workers[0], 12)[:11]:
        referred(case, workers[0])
    families(world, workers[1], 10)

    page = words(read(signed_in(leader), "/fairness/?measure=referred&between=worker"))

    assert "Everybody: 11 of 22: 50 percent" in page
    assert "2 groups differ more than chance explains." in page
    assert "92 percent here, 0 percent for everybody else." in page


def test_of_goals_nothing_is_said_about_chance(world, leader, workers, signed_in):
    for case in families(world, workers[0], 10):
        make_goal(make_plan(case, workers[0], whole=False), workers[0], "Mine")

    page = words(read(signed_in(leader), "/fairness/?measure=own_goals"))

    assert "Everybody: 10 of 10: 100 percent" in page
    assert "chance" not in page


def test_a_page_without_enough_people_shows_no_number(world, leader, workers, signed_in):
    families(world, workers[0], 9)

    page = words(read(signed_in(leader), "/fairness/?measure=referred&between=nonsense"))

    assert "Too few people to compare" in page
    assert "percent" not in page


def test_whoever_leads_nobody_finds_no_such_page(world, workers, signed_in):
    read(signed_in(workers[0]), "/fairness/", status=404)


@pytest.mark.parametrize("measure", list(Measure))
def test_the_number_of_questions_does_not_grow(
    world, leader, workers, measure, django_assert_max_num_queries
):
    def grow(count):
        for case in families(world, workers[0], count):
            result(world, "", MET, case=case, period=202603)

    grow(2)
    with django_assert_max_num_queries(6) as few:
        fairness(leader, Asked(measure, "worker"), TODAY)
    grow(38)
    with django_assert_max_num_queries(6) as many:
        fairness(leader, Asked(measure, "worker"), TODAY)
    assert len(few) == len(many)
