"""The addresses of coaching. Names never stand in them."""

from caseway.coaching.urls import feeds

app_name = "coaching"
urlpatterns = [*feeds.urlpatterns]
