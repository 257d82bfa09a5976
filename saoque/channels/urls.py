from django.urls import path

from saoque.channels.views import checks, desk, listings, public

app_name = "channels"
urlpatterns = [
    path("", desk.channel_list, name="list"),
    path("bang.csv", desk.table_csv, name="table_csv"),
    path("bang.xlsx", desk.table_xlsx, name="table_xlsx"),
    path("moi/", desk.add_channel, name="add"),
    path("mua-o-dau/", public.where, name="where"),
    path("dang-ban/", listings.listings, name="listings"),
    path("dang-ban/bang.csv", listings.listings_csv, name="listings_csv"),
    path("dang-ban/<int:pk>/", listings.listing, name="listing"),
    path("dang-ban/<int:pk>/xem-lai/", listings.look, name="look"),
    path("dang-ban/<int:pk>/sua/", listings.change_listing, name="change_listing"),
    path("dang-ban/<int:pk>/thoi/", listings.end_listing, name="end_listing"),
    path("dang-ban/<int:pk>/anh/<int:check_pk>/", listings.check_photo, name="check_photo"),
    path("san-pham/<int:pk>/", listings.product, name="product"),
    path("san-pham/<int:pk>/dua-len/", listings.choose_place, name="choose"),
    path("san-pham/<int:pk>/dua-len/<int:channel_pk>/", listings.put_on_sale, name="put"),
    path("san-pham/<int:pk>/dua-len/<int:channel_pk>/<int:point_pk>/", listings.put_on_sale, name="put_at"),
    path("diem/<int:pk>/", desk.point, name="point"),
    path("diem/<int:pk>/sua/", desk.change_point, name="change_point"),
    path("diem/<int:pk>/dong/", desk.close_point, name="close_point"),
    path("diem/<int:pk>/mo-lai/", desk.reopen_point, name="reopen_point"),
    path("diem/<int:pk>/kiem/", checks.check_point, name="check_point"),
    path("kiem/<int:pk>/", checks.check, name="check"),
    path("kiem/<int:pk>/anh/<int:answer_pk>/", checks.answer_photo, name="answer_photo"),
    path("<int:pk>/", desk.channel, name="channel"),
    path("<int:pk>/sua/", desk.change_channel, name="change"),
    path("<int:pk>/dong/", desk.close_channel, name="close"),
    path("<int:pk>/mo-lai/", desk.reopen_channel, name="reopen"),
    path("<int:pk>/diem-moi/", desk.add_point, name="add_point"),
]
