from django.urls import path

from caseway.exchange import views
from caseway.exchange.attendance import urls as rosters
from caseway.exchange.hsds import urls as directory
from caseway.exchange.travel import urls as travel

app_name = "exchange"
urlpatterns = [
    path("files/", views.index, name="index"),
    path("files/new/", views.upload, name="upload"),
    path("files/<int:pk>/", views.batch, name="batch"),
    path("files/<int:pk>/progress/", views.progress, name="progress"),
    path("files/<int:pk>/columns/", views.columns, name="columns"),
    path("files/<int:pk>/words/", views.explain, name="words"),
    path("files/<int:pk>/sheet/", views.sheet, name="sheet"),
    path("files/<int:pk>/lines/<str:fate>/", views.lines, name="lines"),
    path("files/<int:pk>/line/<int:line>/", views.line, name="line"),
    path("files/<int:pk>/check/", views.check, name="check"),
    path("files/<int:pk>/agree/", views.agree, name="agree"),
    path("files/<int:pk>/undo/", views.undo, name="undo"),
    path("files/<int:pk>/mend.<str:kind>", views.mend, name="mend"),
    *rosters.urlpatterns,
    *directory.urlpatterns,
    *travel.urlpatterns,
]
