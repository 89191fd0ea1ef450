from django.urls import path

from caseway.exchange.hsds import views

urlpatterns = [
    path("directory/", views.index, name="directories"),
    path("directory/new/", views.new, name="directory_new"),
    path("directory/held/", views.held, name="directory_held"),
    path("directory/held/<int:pk>/", views.mend, name="directory_mend"),
    path("directory/held/<int:pk>/leave/", views.leave_out, name="directory_leave_out"),
    path("directory/export.json", views.export, {"kind": "json"}, name="directory_json"),
    path("directory/export.zip", views.export, {"kind": "zip"}, name="directory_zip"),
    path("directory/<int:pk>/", views.directory, name="directory"),
    path("directory/<int:pk>/progress/", views.progress, name="directory_progress"),
    path("directory/<int:pk>/load/", views.load, name="directory_load"),
    path("directory/<int:pk>/undo/", views.undo, name="directory_undo"),
]
