from django.urls import path

from saoque.selling.views import records, shelf

app_name = "selling"
urlpatterns = [
    path("", records.index, name="home"),
    path("bang.csv", records.export, name="export"),
    path("<int:product_pk>/", records.detail, name="detail"),
    path("<int:product_pk>/sua/", records.edit, name="edit"),
    path("<int:product_pk>/cho-xem/", records.show, name="show"),
    path("<int:product_pk>/thoi-cho-xem/", records.hide, name="hide"),
    path("<int:product_pk>/san-sang/<slug:buyer>/", shelf.ready, name="ready"),
    path("<int:product_pk>/ho-so/", shelf.buyer_file, name="file"),
    path("<int:product_pk>/ho-so/<uuid:pk>/", shelf.fetch, name="fetch"),
    path("<int:product_pk>/ho-so/xem-<slug:language>.pdf", shelf.pdf, name="pdf"),
]
