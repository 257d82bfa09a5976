"""The addresses of the room. Slugs of fairs end in their year, so that no word below is one."""

from django.urls import path

from saoque.fairs.urls_days import urlpatterns as days
from saoque.fairs.views import applications, choosing, fairs, plan

app_name = "fairs"
urlpatterns = [
    path("", fairs.home, name="home"),
    path("lich.ics", fairs.feed, name="feed"),
    path("ghi-moi/", fairs.new, name="new"),
    path("dang-ky/", applications.mine, name="mine"),
    path("dang-ky/<int:pk>/", applications.application, name="application"),
    path("dang-ky/<int:pk>/sua/", applications.change, name="change_application"),
    path("dang-ky/<int:pk>/rut/", applications.withdraw, name="withdraw"),
    path("dang-ky/<int:pk>/quyet/", choosing.decide, name="decide"),
    path("dang-ky/<int:pk>/goi/", choosing.move_up, name="move_up"),
    path("dang-ky/<int:pk>/co-mat/", choosing.attendance, name="attendance"),
    *days,
    path("<slug:slug>/", fairs.fair, name="fair"),
    path("<slug:slug>/lich.ics", fairs.event, name="event"),
    path("<slug:slug>/sua/", fairs.change, name="change"),
    path("<slug:slug>/giay-moi/", fairs.invitation, name="invitation"),
    path("<slug:slug>/buoc/<slug:step>/", fairs.step, name="step"),
    path("<slug:slug>/nhan-lai/", fairs.call_again, name="call_again"),
    path("<slug:slug>/huy/", fairs.cancel, name="cancel"),
    path("<slug:slug>/dang-ky/", applications.apply, name="apply"),
    path("<slug:slug>/danh-sach/", choosing.exhibitors, name="exhibitors"),
    path("<slug:slug>/danh-sach.csv", choosing.exhibitors_csv, name="exhibitors_csv"),
    path("<slug:slug>/xet-chon/", choosing.propose, name="propose"),
    path("<slug:slug>/cong-bo/", choosing.publish, name="publish"),
    path("<slug:slug>/khach/", choosing.guests, name="guests"),
    path("<slug:slug>/khach/mau.xlsx", choosing.guests_template, name="guests_template"),
    path("<slug:slug>/khach/ghi/", choosing.write_guests, name="write_guests"),
    path("<slug:slug>/so-do/", plan.plan, name="plan"),
    path("<slug:slug>/so-do/in/", plan.printed, name="plan_print"),
    path("<slug:slug>/so-do/ve/", plan.draw, name="draw"),
    path("<slug:slug>/so-do/tu-dong/", plan.seat_all, name="seat_all"),
    path("<slug:slug>/so-do/<str:code>/", plan.place, name="place"),
    path("<slug:slug>/gian/<str:code>/", plan.booth, name="booth"),
    path("<slug:slug>/ma-qr/", plan.cards, name="cards"),
    path("<slug:slug>/ma-qr/<uuid:job_id>/", plan.cards_state, name="cards_state"),
    path("<slug:slug>/ma-qr/<uuid:job_id>/tep.pdf", plan.cards_file, name="cards_file"),
]
