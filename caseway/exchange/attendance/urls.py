from django.urls import path

from caseway.exchange.attendance import views

urlpatterns = [
    path("attendance/lists/", views.index, name="rosters"),
    path("attendance/lists/new/", views.new, name="roster_new"),
    path("attendance/lists/<int:pk>/", views.roster, name="roster"),
    path("attendance/lists/<int:pk>/load/", views.load, name="roster_load"),
    path("attendance/lists/<int:pk>/undo/", views.undo, name="roster_undo"),
]
