from django.urls import URLPattern, URLResolver, path

from saoque.producers.views import drawer, labels, pages, photos, producers, products, recognition

app_name = "producers"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", producers.index, name="home"),
    path("dang-ky/", producers.register, name="register"),
    path("<int:pk>/", producers.detail, name="detail"),
    path("<int:pk>/sua/", producers.edit, name="edit"),
    path("<int:pk>/san-pham-moi/", products.add, name="add_product"),
    path("<int:pk>/giay-to/", drawer.index, name="drawer"),
    path("<int:pk>/giay-to/them/", drawer.add, name="paper_add"),
    path("<int:pk>/giay-to/chup/", pages.take, name="pages"),
    path("bo/", products.find_sets, name="find_sets"),
    path("bo/<str:code>/", products.set_card, name="set_card"),
    path("san-pham/<int:pk>/", products.detail, name="product"),
    path("san-pham/<int:pk>/sua/", products.edit, name="edit_product"),
    path("san-pham/<int:pk>/bo/", products.choose_set, name="choose_set"),
    path("san-pham/<int:pk>/nhan/", labels.check, name="label"),
    path("san-pham/<int:pk>/nhan/anh/", labels.photo, name="label_photo"),
    path("san-pham/<int:pk>/cau-chuyen/", products.story, name="story"),
    path("san-pham/<int:pk>/dua-len/", products.publish, name="publish"),
    path("san-pham/<int:pk>/anh/", photos.index, name="photos"),
    path("san-pham/<int:pk>/anh/them/", photos.add, name="photo_add"),
    path("anh/<int:pk>/loi-ta/", photos.describe, name="photo_alt"),
    path("anh/<int:pk>/xep/", photos.move, name="photo_move"),
    path("anh/<int:pk>/bo/", photos.remove, name="photo_remove"),
    path("anh/<int:pk>/dat-lai/", photos.restore, name="photo_restore"),
    path("anh/<int:pk>/<slug:size>/", photos.show, name="photo_file"),
    path("giay-to/<int:pk>/sua/", drawer.edit, name="paper_edit"),
    path("giay-to/<int:pk>/bo/", drawer.remove, name="paper_remove"),
    path("giay-to/<int:pk>/dat-lai/", drawer.restore, name="paper_restore"),
    path("giay-to/<int:pk>/tep/", drawer.show, name="paper_file"),
    path("giay-to/<int:pk>/trang/<int:number>/", recognition.page, name="paper_page"),
    path("giay-to/<int:pk>/goc/<int:position>/", pages.original, name="paper_original"),
]
