"""Addresses of checklists, monthly summaries, months and bills."""

from django.urls import path

from caseway.coaching.views import billing, checklist, months, photos, summaries, templates

urlpatterns = [
    path("visits/<int:pk>/record/", checklist.record, name="record"),
    path("visits/<int:pk>/record/sign/", checklist.sign, name="sign_record"),
    path("visits/<int:pk>/record/add/", checklist.add, name="add_to_record"),
    path("visits/<int:pk>/record/photos/", photos.add, name="add_photo"),
    path("visits/photos/<int:pk>/remove/", photos.remove, name="remove_photo"),
    path("visits/sent/<int:pk>/settle/", checklist.settle, name="settle_sending"),
    path("visits/records/", months.now, name="records"),
    path("visits/records/<int:period>/", months.month, name="record_month"),
    path("visits/records/<int:period>/close/", months.close, name="close_record_month"),
    path("visits/records/<int:period>/reopen/", months.reopen, name="reopen_record_month"),
    path("visits/records/<int:period>/billing/", billing.page, name="visit_billing"),
    path(
        "visits/records/<int:period>/billing.<slug:format>",
        billing.download,
        name="visit_billing_file",
    ),
    path("visits/people/<int:pk>/<int:period>/", summaries.summary, name="summary"),
    path("visits/people/<int:pk>/<int:period>/draft/", summaries.draft, name="draft_summary"),
    path("visits/people/<int:pk>/<int:period>/sign/", summaries.sign, name="sign_summary"),
    path("visits/people/<int:pk>/<int:period>/add/", summaries.add, name="add_to_summary"),
    path("visits/people/<int:pk>/number/", summaries.number, name="funder_number"),
    path("visits/checklists/", templates.index, name="checklists"),
    path("visits/checklists/<int:pk>/<slug:program>/", templates.edit, name="checklist"),
    path(
        "visits/checklists/<int:pk>/<slug:program>/begin/",
        templates.begin,
        name="begin_checklist",
    ),
    path(
        "visits/checklists/<int:pk>/<slug:program>/preview/",
        templates.preview,
        name="preview_checklist",
    ),
    path(
        "visits/checklists/<int:pk>/<slug:program>/publish/",
        templates.publish,
        name="publish_checklist",
    ),
    path(
        "visits/checklists/<int:pk>/<slug:program>/discard/",
        templates.discard,
        name="discard_checklist",
    ),
]
