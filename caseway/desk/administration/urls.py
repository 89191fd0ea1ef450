"""Addresses of the pages for administrators and privacy officers."""

from django.urls import path

from caseway.desk.administration import emergencies, operations, posts
from caseway.desk.administration.audit import views as audit

app_name = "administration"

urlpatterns = [
    path("staff/<int:pk>/posts/<int:post_pk>/end/", posts.end_post, name="end_post"),
    path("emergency-access/", emergencies.emergency_access, name="emergency_access"),
    path("administration/break-glass/", emergencies.break_glass, name="break_glass"),
    path("administration/break-glass/<int:pk>/", emergencies.review, name="review"),
    path("administration/audit/", audit.audit, name="audit"),
    path("administration/audit/find/", audit.find, name="audit_find"),
    path("administration/audit/head/", audit.head, name="audit_head"),
    path("administration/operations/", operations.operations, name="operations"),
    path("administration/operations/<uuid:pk>/retry/", operations.retry, name="retry"),
    path("administration/operations/<uuid:pk>/discard/", operations.discard, name="discard"),
    path("administration/alarms/<int:pk>/rework/", operations.rework, name="rework"),
]
