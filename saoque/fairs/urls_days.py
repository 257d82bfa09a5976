"""The addresses of the fair's days and of what came of them."""

from django.urls import path

from saoque.fairs.views import board, costs, days, deals, later, loads, report

urlpatterns = [
    path("nhat-ky/<int:pk>/", days.days, name="days"),
    path("nhat-ky/<int:pk>/mang-theo/", days.carry, name="carry"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/", days.day, name="day"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/luu/", days.save_day, name="save_day"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/ban/", days.sell, name="sell"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/hoi-mua/", days.lead, name="lead"),
    path("nhat-ky/<int:pk>/ban/<int:sale_pk>/gach/", days.unsell, name="unsell"),
    path("nhat-ky/<int:pk>/ban-ky/", deals.sign, name="sign"),
    path("nhat-ky/<int:pk>/chuyen-hang/", loads.add_load, name="add_load"),
    path("nhat-ky/<int:pk>/sau/<int:months>/", later.tell_later, name="tell_later"),
    path("hoi-mua/<int:lead_pk>/", days.share_lead, name="share_lead"),
    path("ban-ky/<int:deal_pk>/", deals.move_deal, name="move_deal"),
    path("ban-ky/<int:deal_pk>/tep/", deals.deal_file, name="deal_file"),
    path("chuyen-hang/<int:load_pk>/", loads.tick_load, name="tick_load"),
    path("chuyen-hang/<int:load_pk>/xe/", loads.name_driver, name="name_driver"),
    path("<slug:slug>/cac-ngay/", board.board, name="board"),
    path("<slug:slug>/co-mat/", board.mark_logged, name="mark_logged"),
    path("<slug:slug>/co-mat/<int:pk>/", board.mark, name="mark"),
    path("<slug:slug>/ban-ky/", deals.deal_list, name="deals"),
    path("<slug:slug>/ban-ky.xlsx", deals.deals_xlsx, name="deals_xlsx"),
    path("<slug:slug>/chi-phi/", costs.cost_list, name="costs"),
    path("<slug:slug>/chi-phi/<int:pk>/", costs.write_spent, name="write_spent"),
    path("<slug:slug>/chi-phi.xlsx", costs.costs_xlsx, name="costs_xlsx"),
    path("<slug:slug>/chuyen-hang/", loads.load_list, name="loads"),
    path("<slug:slug>/chuyen-hang/in/", loads.loads_print, name="loads_print"),
    path("<slug:slug>/chuyen-hang.xlsx", loads.loads_xlsx, name="loads_xlsx"),
    path("<slug:slug>/bao-cao/", report.report, name="report"),
    path("<slug:slug>/bao-cao/<slug:kind>/tai/", report.report_file, name="report_file"),
    path("<slug:slug>/bao-cao/<uuid:job>/", report.report_made, name="report_made"),
    path("<slug:slug>/sau-hoi-cho/", later.later, name="later"),
]
