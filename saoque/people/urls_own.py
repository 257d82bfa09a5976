"""The room's own pages, in the namespace `people`."""

from django.urls import URLPattern, URLResolver, path

from saoque.people.views import account, entrance, records, units

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.account, name="account"),
    path("toi-la-ai/", entrance.who_am_i, name="who"),
    path("vao-thu/<int:pk>/", entrance.demo_sign_in, name="demo"),
    path("dien-thoai/", account.change_phone, name="phone"),
    path("thu-dien-tu/xac-nhan/<str:token>/", account.confirm_email, name="confirm_email"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/lap/", units.create_unit, name="create_unit"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/them/", units.appoint, name="appoint"),
    path("vai-tro/<int:pk>/thoi/", units.end_membership, name="end_membership"),
    path("vai-tro/<int:pk>/cap-mat-khau/", units.help_reset, name="help_reset"),
    path("nhat-ky/", records.audit_records, name="audit"),
]
