"""Every address of the field app. The page is served below one folder, which its worker keeps."""

from django.urls import path

from caseway.coaching.views.field import data, page

app_name = "field"

urlpatterns = [
    path("field/", page.app, name="app"),
    path("field/worker.js", page.worker, name="worker"),
    path("field/manifest.webmanifest", page.manifest, name="manifest"),
    path("field/day/", data.day, name="day"),
    path("field/send/", data.send, name="send"),
    path("field/stop/", data.stop, name="stop"),
]
