from django.urls import path

from caseway.exchange.travel import views

urlpatterns = [
    path("travel/tables/", views.index, name="travel_tables"),
    path("travel/tables/new/", views.new, name="travel_table_new"),
    path("travel/tables/<int:pk>/", views.table, name="travel_table"),
    path("travel/tables/<int:pk>/withdraw/", views.withdraw, name="withdraw_travel_table"),
]
