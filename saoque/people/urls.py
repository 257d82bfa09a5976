"""Addresses of accounts. The sign-in library finds its pages by these names, so they carry no namespace."""

from allauth.account import views as library
from django.urls import URLPattern, URLResolver, include, path, re_path

from saoque.people.views import account, entrance

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", entrance.sign_in, name="account_login"),
    path("dang-ky/", entrance.sign_up, name="account_signup"),
    path("dang-xuat/", library.logout, name="account_logout"),
    path("tam-khoa/", library.account_inactive, name="account_inactive"),
    path("xac-nhan-lai/", library.reauthenticate, name="account_reauthenticate"),
    path("thu-dien-tu/", account.change_email, name="account_email"),
    path("mat-khau/doi/", account.change_password, name="account_change_password"),
    path("mat-khau/quen/", library.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", library.password_reset_done, name="account_reset_password_done"),
    path("mat-khau/dat-lai/xong/", library.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("", include("saoque.people.urls_own")),
]
