from django.urls import URLPattern, path

from saoque.feeds import public, views

app_name = "feeds"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("san-pham.xml", public.google_feed, name="google"),
    path("san-pham.jsonld", public.schema_feed, name="schema"),
    path("san-pham/<slug:slug>.jsonld", public.product, name="product"),
    path("kenh/<slug:code>/", views.channel, name="channel"),
    path("kenh/<slug:code>/lam/", views.make, name="make"),
    path("tep/<int:pk>/", views.dispatch, name="dispatch"),
    path("tep/<int:pk>/tai/", views.download, name="download"),
]
