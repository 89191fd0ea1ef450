from django.urls import path

from caseway.agencies.views import absence, functions, staff

app_name = "agencies"
urlpatterns = [
    path("who-does-what/", functions.who_does_what, name="who_does_what"),
    path("who-does-what/<int:pk>/", functions.region, name="region"),
    path("who-does-what/<int:pk>/change/", functions.change, name="change"),
    path("staff/", staff.staff, name="staff"),
    path("staff/add/", staff.invite, name="invite"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/posts/add/", staff.add_post, name="add_post"),
    path("staff/<int:pk>/posts/<int:post_pk>/", staff.change_post, name="change_post"),
    path("staff/<int:pk>/link/", staff.send_link, name="send_link"),
    path("staff/<int:pk>/second-step/", staff.remove_second_step, name="remove_second_step"),
    path("staff/<int:pk>/languages/", absence.set_languages, name="languages"),
    path("staff/<int:pk>/hours/", absence.set_hours, name="hours"),
    path("staff/<int:pk>/leave/", absence.plan_leave, name="plan_leave"),
    path("staff/<int:pk>/leave/<int:leave_pk>/end/", absence.end_leave, name="end_leave"),
]
