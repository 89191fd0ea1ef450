from django.urls import path

from caseway.attendance.views import activity, case, lists, modules, proof

urlpatterns = [
    path("attendance/cases/<int:pk>/", case.case_hours, name="case"),
    path("attendance/cases/<int:pk>/add/", case.enrol, name="enrol"),
    path("attendance/cases/<int:pk>/people/<int:person_pk>/hours/", case.agree, name="agree"),
    path(
        "attendance/cases/<int:pk>/agreed/<int:agreed_pk>/end/", case.end_agreed, name="end_agreed"
    ),
    path("attendance/activities/<int:pk>/", activity.activity, name="activity"),
    path("attendance/activities/<int:pk>/week/", activity.schedule, name="schedule"),
    path("attendance/activities/<int:pk>/end/", activity.end, name="end"),
    path("attendance/activities/<int:pk>/reopen/", activity.reopen, name="reopen"),
    path("attendance/activities/<int:pk>/proof/", proof.add, name="add_proof"),
    path("attendance/activities/<int:pk>/modules/", modules.finish, name="finish_module"),
    path(
        "attendance/activities/<int:pk>/modules/<int:done_pk>/take-back/",
        modules.take_back,
        name="take_module_back",
    ),
    path("attendance/proof/<int:pk>/", proof.proof, name="proof"),
    path("attendance/proof/<int:pk>/accept/", proof.accept, name="accept_proof"),
    path("attendance/proof/<int:pk>/reject/", proof.reject, name="reject_proof"),
    path("attendance/proof/<int:pk>/undo/", proof.undo, name="undo_proof"),
    path("attendance/proof/<int:pk>/cover/", proof.cover, name="cover_later"),
    path("attendance/proof/<int:pk>/withdraw/", proof.withdraw, name="withdraw_proof"),
    path("attendance/proof/<int:pk>/ahead/", proof.project, name="project"),
    path("attendance/ahead/<int:pk>/change/", proof.change, name="report_change"),
    path("attendance/modules/", modules.taught, name="modules"),
    path("attendance/modules/<int:pk>/end/", modules.end, name="end_module"),
    path("attendance/unproven/", lists.unproven, name="unproven"),
    path("attendance/rosters/", lists.rosters, name="rosters"),
]
