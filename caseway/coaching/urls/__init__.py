"""The addresses of coaching. Names never stand in them."""

from caseway.coaching.urls import records

app_name = "coaching"
urlpatterns = [*records.urlpatterns]
