"""The desk's addresses. Names never stand in them: people are found by POST, cases by number."""

from django.urls import path

from caseway.desk.help import views as help_pages
from caseway.desk.views import acts, case_page, caseload, find, today, together, undoing

app_name = "desk"

urlpatterns = [
    path("", today.today, name="today"),
    path("next/", today.next_case, name="next_case"),
    path("together/", together.together, name="together"),
    path("together/back/", undoing.take_back_hand_offs, name="take_back_hand_offs"),
    path("together/tasks/back/", undoing.take_back_tasks, name="take_back_tasks"),
    path("together/put-off/back/", undoing.wake_together, name="wake_together"),
    path("caseload/", caseload.show, name="caseload"),
    path("team/", caseload.team, name="team"),
    path("find/", find.find, name="find"),
    path("help/", help_pages.index, name="help"),
    path("help/keyboard/", help_pages.page, {"slug": "keyboard"}, name="keyboard"),
    path("help/<slug:slug>/", help_pages.page, name="help_page"),
    path("cases/<int:pk>/", case_page.case, name="case"),
    path("cases/<int:pk>/words/", case_page.search_words, name="search_words"),
    path("cases/<int:pk>/why/", today.why, name="why"),
    path("cases/<int:pk>/who/", case_page.who, name="who"),
    path("cases/<int:pk>/stage/", case_page.change_stage, name="change_stage"),
    path("cases/<int:pk>/hand-off/", case_page.hand_off, name="hand_off"),
    path("cases/<int:pk>/log/", acts.log_contact, name="log_contact"),
    path("cases/<int:pk>/brief/", acts.brief_contact, name="brief_contact"),
    path("cases/<int:pk>/log/<int:contact_pk>/", acts.correct_contact, name="correct_contact"),
    path(
        "cases/<int:pk>/log/<int:contact_pk>/back/",
        undoing.take_back_contact,
        name="take_back_contact",
    ),
    path("cases/<int:pk>/tasks/<int:task_pk>/close/", acts.close_task, name="close_task"),
    path("cases/<int:pk>/tasks/<int:task_pk>/reopen/", acts.reopen_task, name="reopen_task"),
    path(
        "cases/<int:pk>/hand-offs/<int:hand_off_pk>/take-up/",
        acts.accept_hand_off,
        name="accept_hand_off",
    ),
    path("cases/<int:pk>/parts/<int:assignment_pk>/take/", acts.take, name="take"),
    path("cases/<int:pk>/wake/", acts.wake, name="wake"),
]
