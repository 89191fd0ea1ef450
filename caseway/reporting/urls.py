"""The addresses of the rates. What was chosen stands in the query: a copied address agrees."""

from django.urls import path

from caseway.reporting.views import fairness, families, filings, months, rates, targets

app_name = "reporting"
urlpatterns = [
    path("rates/", rates.rates, name="rates"),
    path("fairness/", fairness.compare, name="fairness"),
    path("rates/families/", families.listing, name="families"),
    path("rates/families/<int:pk>/<int:period>/", families.why, name="why"),
    path("rates/months/close/", months.close, name="close"),
    path("rates/months/reopen/", months.reopen, name="reopen"),
    path("rates/filings/", filings.listing, name="filings"),
    path("rates/filings/new/", filings.file, name="file"),
    path("rates/filings/<int:pk>/", filings.filing, name="filing"),
    path("rates/target/", targets.target, name="target"),
]
