from django.urls import path

from caseway.coaching.views import feeds

urlpatterns = [
    path("coaching/calendars/", feeds.feeds, name="feeds"),
    path("coaching/calendars/<int:pk>/close/", feeds.close, name="close_feed"),
]
