from django.urls import URLPattern, URLResolver, include, path

app_name = "dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("saoque.dossiers.urls_help")),
    path("", include("saoque.dossiers.urls_papers")),
    path("", include("saoque.dossiers.urls_writing")),
    path("", include("saoque.dossiers.urls_office")),
]
