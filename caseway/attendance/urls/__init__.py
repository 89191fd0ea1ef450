"""The addresses of attendance. Names never stand in them."""

from caseway.attendance.urls import months

app_name = "attendance"
urlpatterns = [*months.urlpatterns]
