"""The addresses of coaching. Names never stand in them."""

from caseway.coaching.urls import feeds, planner, quality, records

app_name = "coaching"
urlpatterns = [
    *records.urlpatterns,
    *feeds.urlpatterns,
    *planner.urlpatterns,
    *quality.urlpatterns,
]
