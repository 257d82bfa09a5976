from django.urls import URLPattern, URLResolver, include, path

from saoque.certificates.views import public, signing

_signing: list[URLPattern | URLResolver] = [
    path("", signing.sign_list, name="sign_list"),
    path("ky/", signing.sign, name="sign"),
    path("thu-hoi/<str:code>/", signing.revoke, name="revoke"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("xac-minh/", public.verify, name="verify"),
    path("xac-minh/<str:code>/", public.certificate, name="certificate"),
    path("xac-minh/<str:code>/bao/", public.sighting, name="sighting"),
    path("xac-minh/<str:code>/giay-chung-nhan.pdf", public.pdf, name="certificate_pdf"),
    path("xac-minh/<str:code>/qr.svg", public.qr, name="certificate_qr"),
    path("quyet-dinh/", include((_signing, "certificates"))),
]
