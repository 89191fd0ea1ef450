"""The addresses of attendance. Names never stand in them."""

from caseway.attendance.urls import case, grid, months

app_name = "attendance"
urlpatterns = [*grid.urlpatterns, *months.urlpatterns, *case.urlpatterns]
