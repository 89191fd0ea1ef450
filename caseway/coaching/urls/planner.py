"""Addresses of the month planner and of the people coached."""

from django.urls import path

from caseway.coaching.views import appointments, people, planner, sessions, team

urlpatterns = [
    path("months/", planner.months, name="months"),
    path("months/team/<slug:month>/", team.team_months, name="team_months"),
    path("months/team/<slug:month>/plan/", team.plan_all, name="plan_team"),
    path("months/team/<slug:month>/cancel/", team.cancel_all, name="cancel_team"),
    path("months/setup/<int:coach>/", team.setup, name="coach_setup"),
    path("months/searches/<int:pk>/", planner.search, name="search"),
    path("months/searches/<int:pk>/stop/", planner.stop, name="stop_search"),
    path("months/sessions/<int:pk>/", sessions.session, name="session"),
    path("months/sessions/<int:pk>/pin/", sessions.pin, name="pin"),
    path("months/sessions/<int:pk>/move/", sessions.move, name="move"),
    path("months/sessions/<int:pk>/swap/", sessions.swap, name="swap"),
    path("months/plans/<int:pk>/accept/", sessions.accept, name="accept_plan"),
    path("months/plans/<int:pk>/help/", sessions.help_unserved, name="help_unserved"),
    path("months/duties/<int:pk>/remove/", sessions.remove_duty, name="remove_duty"),
    path("months/<slug:month>/", planner.own_month, name="month"),
    path("months/<int:coach>/<slug:month>/", planner.month_of, name="month_of"),
    path("months/<int:coach>/<slug:month>/plan/", planner.plan, name="plan_month"),
    path("months/<int:coach>/<slug:month>/again/", planner.again, name="plan_again"),
    path("months/<int:coach>/<slug:month>/duty/", sessions.add_duty, name="add_duty"),
    path("coaching/cases/<int:pk>/", people.case, name="case"),
    path("coaching/cases/<int:pk>/enroll/", people.enroll, name="enroll"),
    path("coaching/people/<int:pk>/tier/", people.tier, name="set_tier"),
    path("coaching/people/<int:pk>/phase/", people.phase, name="set_phase"),
    path("coaching/people/<int:pk>/about/", people.about, name="about_coaching"),
    path("coaching/people/<int:pk>/place/", people.place, name="set_meeting_place"),
    path("coaching/people/<int:pk>/times/", people.times, name="set_times"),
    path("coaching/people/<int:pk>/away/", people.away, name="add_away"),
    path("coaching/people/<int:pk>/more/", people.more, name="lift_cap"),
    path("coaching/people/<int:pk>/visits/add/", people.add_visit, name="add_visit"),
    path("coaching/visits/<int:pk>/", appointments.visit, name="visit"),
    path("coaching/visits/<int:pk>/move/", appointments.move_visit, name="move_visit"),
    path("coaching/visits/<int:pk>/miss/", appointments.miss_visit, name="miss_visit"),
    path("coaching/visits/<int:pk>/keep/", appointments.keep_visit, name="keep_visit"),
]
