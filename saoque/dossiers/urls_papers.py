"""Addresses of the official papers, the whole dossier in one file, and the pages of evidence as pictures."""

from django.urls import URLPattern, URLResolver, path

from saoque.dossiers.views import printing, viewing, wording

urlpatterns: list[URLPattern | URLResolver] = [
    path("tiep-nhan/cau-chu/", wording.wordings, name="wordings"),
    path("<int:pk>/ban-in/", printing.official_papers, name="official_papers"),
    path("<int:pk>/ban-in/goi/", printing.ask, name="ask_bundle"),
    path("<int:pk>/ban-in/goi/<int:bundle>/tep/", printing.download, name="bundle_file"),
    path("<int:pk>/ban-in/<slug:code>.<slug:suffix>", printing.form_file, name="form_file"),
    path("<int:pk>/xem/<int:evidence>/", viewing.viewer, name="viewer"),
    path("<int:pk>/xem/<int:evidence>/anh/", viewing.photo, name="viewer_photo"),
    path("<int:pk>/xem/<int:evidence>/<int:page>/<int:width>.webp", viewing.page_picture, name="page_picture"),
]
