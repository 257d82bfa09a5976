from django.urls import URLPattern, URLResolver, path

from saoque.places import views

app_name = "places"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tim", views.find_place, name="find"),
]
