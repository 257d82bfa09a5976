from django.urls import URLPattern, URLResolver, path

from saoque.catalogue import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("san-pham/", views.catalogue, name="catalogue"),
    path("san-pham/<slug:slug>/", views.product, name="product"),
]
