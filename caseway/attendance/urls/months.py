from django.urls import path

from caseway.attendance.views import family_months

urlpatterns = [
    path(
        "attendance/cases/<int:pk>/month/<int:period>/",
        family_months.family_month,
        name="family_month",
    ),
]
