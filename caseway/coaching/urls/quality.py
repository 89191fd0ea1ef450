from django.urls import path

from caseway.coaching.views import quality

urlpatterns = [
    path("coaching/quality/", quality.team, name="quality"),
    path("coaching/quality/<int:pk>/", quality.coach, name="coach_quality"),
]
