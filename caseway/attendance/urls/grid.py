from django.urls import path

from caseway.attendance.views import grid, month, paste, saving

urlpatterns = [
    path("attendance/", grid.show, name="grid"),
    path("attendance/save/", saving.save, name="save"),
    path("attendance/paste/", paste.paste, name="paste"),
    path("attendance/people/<int:pk>/", month.show, name="month"),
]
