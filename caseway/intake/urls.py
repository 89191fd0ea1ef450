"""The addresses of intake. Names never stand in them."""

from django.urls import path

from caseway.intake.views import (
    barriers,
    case,
    first_contacts,
    group_changes,
    groups,
    interests,
    interview,
    proposals,
    questions,
    ways_in,
)

app_name = "intake"

urlpatterns = [
    path("intake/", ways_in.waiting_page, name="waiting"),
    path("intake/first/", first_contacts.first_contacts, name="first_contacts"),
    path("intake/first/<int:pk>/", first_contacts.first_contact, name="first_contact"),
    path("intake/groups/", groups.sessions, name="groups"),
    path("intake/groups/<int:pk>/", groups.session, name="group"),
    path("intake/groups/<int:pk>/invite/", groups.invite, name="invite"),
    path("intake/groups/<int:pk>/attendance/", groups.attendance, name="attendance"),
    path("intake/groups/<int:pk>/change/", group_changes.change, name="change_group"),
    path("intake/groups/<int:pk>/cancel/", groups.cancel, name="cancel_group"),
    path("intake/cases/<int:pk>/", case.case, name="case"),
    path("intake/cases/<int:pk>/invite/", groups.invite_from_case, name="invite_from_case"),
    path("intake/cases/<int:pk>/begin/", ways_in.begin, name="begin"),
    path("intake/cases/<int:pk>/papers/", ways_in.papers, name="papers"),
    path("intake/steps/<int:pk>/", ways_in.step, name="step"),
    path("intake/cases/<int:pk>/interviews/", interview.begin, name="begin_interview"),
    path("intake/interviews/<int:pk>/", interview.interview, name="interview"),
    path("intake/interviews/<int:pk>/finish/", interview.finish, name="finish_interview"),
    path("intake/interviews/<int:pk>/reopen/", interview.reopen, name="reopen_interview"),
    path("intake/interviews/<int:pk>/language/", interview.language, name="interview_language"),
    path(
        "intake/interviews/<int:pk>/answer/<slug:question_key>/<int:about>/",
        interview.answer,
        name="answer",
    ),
    path(
        "intake/interviews/<int:pk>/sections/<slug:section_key>/",
        interview.section,
        name="section",
    ),
    path("intake/interviews/<int:pk>/proposals/", proposals.proposals, name="proposals"),
    path("intake/interviews/<int:pk>/proposals/decide/", proposals.decide, name="decide"),
    path(
        "intake/interviews/<int:pk>/proposals/<int:decision_pk>/again/",
        proposals.take_up,
        name="take_up_again",
    ),
    path("intake/cases/<int:pk>/barriers/", barriers.barriers, name="barriers"),
    path("intake/barriers/<int:pk>/", barriers.barrier, name="barrier"),
    path("intake/barriers/<int:pk>/resolve/", barriers.resolve, name="resolve_barrier"),
    path("intake/barriers/<int:pk>/reopen/", barriers.reopen, name="reopen_barrier"),
    path("intake/cases/<int:pk>/interests/", interests.interests, name="interests"),
    path(
        "intake/cases/<int:pk>/interests/<int:interest_pk>/end/",
        interests.end_interest,
        name="end_interest",
    ),
    path("intake/occupations/", interests.occupation_titles, name="occupations"),
    path("intake/questions/", questions.sets, name="question_sets"),
    path("intake/questions/<int:site_pk>/<slug:slug>/", questions.one_set, name="question_set"),
    path("intake/questions/<int:site_pk>/<slug:slug>/draft/", questions.begin, name="begin_draft"),
    path("intake/question-drafts/<int:pk>/", questions.draft, name="draft"),
    path(
        "intake/question-drafts/<int:pk>/<slug:section_key>/",
        questions.draft_section,
        name="draft_section",
    ),
    path("intake/question-drafts/<int:pk>/do/publish/", questions.publish, name="publish_draft"),
    path("intake/question-drafts/<int:pk>/do/discard/", questions.discard, name="discard_draft"),
    path("intake/question-drafts/<int:pk>/do/preview/", questions.preview, name="preview_draft"),
]
