"""The addresses of employment. Names never stand in them."""

from django.urls import path

from caseway.employment.views import case, employers, jobs

app_name = "employment"

urlpatterns = [
    path("employers/", employers.employers, name="employers"),
    path("employers/add/", employers.add, name="add_employer"),
    path("employers/<int:pk>/", employers.employer, name="employer"),
    path("employers/<int:pk>/close/", employers.close, name="close_employer"),
    path("employers/<int:pk>/reopen/", employers.reopen, name="reopen_employer"),
    path("employers/<int:pk>/places/add/", employers.add_place, name="add_place"),
    path("employers/places/<int:pk>/", employers.place, name="place"),
    path("employers/places/<int:pk>/close/", employers.close_place, name="close_place"),
    path("work/cases/<int:pk>/", case.work, name="case"),
    path("work/cases/<int:pk>/add/", case.add, name="add_job"),
    path("work/jobs/<int:pk>/", jobs.job, name="job"),
    path("work/jobs/<int:pk>/terms/", jobs.terms, name="set_terms"),
    path("work/jobs/<int:pk>/week/", jobs.week, name="set_week"),
    path("work/jobs/<int:pk>/occupation/", jobs.occupation, name="set_occupation"),
    path("work/jobs/<int:pk>/end/", jobs.end, name="end_job"),
    path("work/jobs/<int:pk>/reopen/", jobs.reopen, name="reopen_job"),
    path("work/jobs/<int:pk>/checks/<int:days>/", jobs.check, name="record_check"),
]
