"""All addresses. Vietnamese ones without prefix, the same pages in English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from saoque.kernel.files import tus
from saoque.site import views, views_offline
from saoque.site.views_style import style_guide

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("gui-tep/", tus.create, name="uploads"),
    path("gui-tep/<uuid:pk>/", tus.piece, name="upload"),
    path("sw.js", views_offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", views_offline.manifest, name="manifest"),
]

urlpatterns += i18n_patterns(
    path("phong-cach/", style_guide, name="style_guide"),
    path("", include("saoque.catalogue.urls")),
    path("", include("saoque.certificates.urls")),
    path("mat-mang/", views_offline.away, name="away"),
    path("hom-nay/", views.today, name="today"),
    path("ho-tro/", views.help_page, name="help"),
    path("tai-khoan/", include("saoque.people.urls")),
    path("dia-chi/", include("saoque.places.urls")),
    path("chu-the/", include("saoque.producers.urls")),
    path("ho-so/", include("saoque.dossiers.urls")),
    path("hoi-dong/", include("saoque.councils.urls")),
    path("cam-nang/", include("saoque.guidance.urls")),
    path("vu-viec/", include("saoque.support.urls")),
    path("so-lieu-goc/", include("saoque.sources.urls")),
    path("von/", include("saoque.capital.urls")),
    path("hop-tac-xa/", include("saoque.cooperatives.urls")),
    path("khoi-nghiep/", include("saoque.startups.urls")),
    path("thi-truong/", views.market_page, name="market"),
    path("ban-hang/", include("saoque.selling.urls")),
    path("kenh-ban/", include("saoque.channels.urls")),
    path("so-ban-hang/", include("saoque.ledger.urls")),
    path("hoi-cho/", include("saoque.fairs.urls")),
    path("nhu-cau-mua/", include("saoque.buyers.urls")),
    path("gui-hang/", include("saoque.feeds.urls")),
    path("qua-tang/", include("saoque.gifts.urls")),
    path("ky-thuat/", include("saoque.technology.urls")),
    path("so-lieu/", include("saoque.figures.urls")),
    path("nhac-viec/", include("saoque.reminders.urls")),
    prefix_default_language=False,
)
