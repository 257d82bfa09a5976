from django.urls import path

from saoque.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.home, name="home"),
    path("bang.csv", views.as_csv, name="csv"),
    path("bang.xlsx", views.as_xlsx, name="xlsx"),
    path("<slug:key>/", views.by_units, name="by_units"),
    path("<slug:key>/chi-tiet/", views.rows, name="rows"),
    path("<slug:key>/chi-tieu/", views.target, name="target"),
]
