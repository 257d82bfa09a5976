"""Addresses of help: consents on both sides, what helpers filled in, and talk beside the parts of a dossier."""

from django.urls import URLPattern, URLResolver, path

from saoque.dossiers.views import consents, talking
from saoque.dossiers.views.writing import helped

urlpatterns: list[URLPattern | URLResolver] = [
    path("toi-giup/", consents.helping, name="helping"),
    path("toi-giup/xin/", consents.ask_list, name="ask_list"),
    path("toi-giup/xin/<int:producer>/", consents.ask, name="ask_consent"),
    path("nguoi-giup/", consents.helpers, name="helpers"),
    path("nguoi-giup/<int:producer>/tim/", consents.find, name="find_helper"),
    path("nguoi-giup/<int:producer>/nho/<int:membership>/", consents.give, name="give_consent"),
    path("nguoi-giup/loi-xin/<int:consent>/", consents.accept, name="accept_consent"),
    path("nguoi-giup/loi-xin/<int:consent>/tu-choi/", consents.decline, name="decline_consent"),
    path("nguoi-giup/thoi/<int:consent>/", consents.end, name="end_consent"),
    path("<int:pk>/nguoi-giup-dien/", helped.helped, name="helped"),
    path("<int:pk>/trao-doi/", talking.threads, name="threads"),
    path("<int:pk>/trao-doi/<int:thread>/tra-loi/", talking.reply, name="reply"),
    path("<int:pk>/trao-doi/<int:thread>/xong/", talking.resolve, name="resolve"),
    path("<int:pk>/trao-doi/<int:thread>/mo-lai/", talking.reopen, name="reopen"),
    path("<int:pk>/trao-doi/<slug:target>/<str:key>/", talking.part, name="part_threads"),
]
