"""Provider staff see the people enrolled with them, and no case at all."""

import pytest

from caseway.agencies.models import Agency, EmployerKind, Role
from caseway.agencies.policy import Act, Relation
from caseway.attendance.models import ActivityEnrolment
from caseway.cases import access
from caseway.cases.models import Case, Person
from tests.factories import make_case, make_enrolment, make_provider, make_worker, make_world

pytestmark = pytest.mark.django_db


def school_of(world, name="LaGuardia Works"):
    agency = Agency.objects.create(name=name, employer_kind=EmployerKind.CONTRACTOR)
    return make_provider(world, name, agency=agency)


def test_provider_staff_see_enrolments_at_their_own_place_only():
    world = make_world()
    ours, theirs = school_of(world), school_of(world, "Riverside Pantry")
    here = make_enrolment(make_case(world, "Ana Rivera"), provider=ours)
    make_enrolment(make_case(world, "Luz Ortega"), provider=theirs)
    make_enrolment(make_case(world, "Kim Tran"))
    teacher = make_worker(world, Role.PROVIDER, agency=ours.agency)

    assert list(ActivityEnrolment.objects.visible_to(teacher)) == [here]
    assert list(ActivityEnrolment.objects.hosted_by(teacher)) == [here]


def test_provider_staff_never_open_a_case_even_when_their_agency_holds_a_part():
    world = make_world()
    provider = make_provider(world, agency=world.contractor)
    case = make_case(world, worker=make_worker(world))
    make_enrolment(case, provider=provider)
    teacher = make_worker(world, Role.PROVIDER, agency=world.contractor)

    assert not Case.objects.visible_to(teacher).exists()
    assert not Person.objects.visible_to(teacher).exists()
    assert access.relation_to(teacher, case) == Relation.OTHER
    assert access.why_not(teacher, Act.READ_CASE, case)


def test_a_provider_of_another_site_with_the_same_agency_sees_nothing_there():
    world, elsewhere = make_world(), make_world("Elsewhere")
    provider = school_of(world)
    make_enrolment(make_case(world), provider=provider)
    teacher = make_worker(elsewhere, Role.PROVIDER, agency=provider.agency)

    assert not ActivityEnrolment.objects.visible_to(teacher).exists()


def test_case_workers_see_the_enrolments_of_the_cases_they_see():
    world = make_world()
    worker, stranger = make_worker(world), make_worker(make_world("Elsewhere"))
    enrolment = make_enrolment(make_case(world, worker=worker))

    assert list(ActivityEnrolment.objects.visible_to(worker)) == [enrolment]
    assert not ActivityEnrolment.objects.hosted_by(worker).exists()
    assert not ActivityEnrolment.objects.visible_to(stranger).exists()
