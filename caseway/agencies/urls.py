from django.urls import path

from caseway.agencies.views import absence, functions, presets, sites, staff

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
    path("sites/", sites.sites, name="sites"),
    path("sites/new/", presets.choose, name="presets"),
    path("sites/new/<slug:code>/", presets.set_up, name="set_up"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/settings/", sites.settings, name="site_settings"),
    path("sites/<int:pk>/regions/add/", sites.add_region, name="add_region"),
    path("sites/<int:pk>/programs/add/", sites.add_program, name="add_program"),
    path(
        "sites/<int:pk>/programs/<int:program_pk>/promise/", sites.add_promise, name="add_promise"
    ),
    path("sites/<int:pk>/promises/<int:row_pk>/end/", sites.end_promise, name="end_promise"),
    path("sites/<int:pk>/agencies/add/", sites.add_agency, name="add_agency"),
    path("sites/<int:pk>/agencies/<int:row_pk>/end/", sites.end_presence, name="end_presence"),
    path("sites/<int:pk>/pieces/add/", sites.add_element, name="add_element"),
    path("sites/<int:pk>/pieces/<int:row_pk>/end/", sites.end_element, name="end_element"),
]
