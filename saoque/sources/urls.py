from django.urls import URLPattern, path

from saoque.sources.views import records

app_name = "sources"
urlpatterns: list[URLPattern] = [
    path("", records.index, name="list"),
    path("so-lieu-goc.csv", records.export, name="export"),
    path("<slug:shelf>/<slug:ident>/", records.detail, name="record"),
    path("<slug:shelf>/<slug:ident>/sua/", records.correct, name="correct"),
]
