"""The addresses of the fair's days and of what came of them."""

from django.urls import path

from saoque.fairs.views import days, outcomes, report

urlpatterns = [
    path("nhat-ky/<int:pk>/", days.days, name="days"),
    path("nhat-ky/<int:pk>/mang-theo/", days.carry, name="carry"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/", days.day, name="day"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/luu/", days.save_day, name="save_day"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/ban/", days.sell, name="sell"),
    path("nhat-ky/<int:pk>/ngay/<slug:on>/hoi-mua/", days.lead, name="lead"),
    path("nhat-ky/<int:pk>/ban/<int:sale_pk>/gach/", days.unsell, name="unsell"),
    path("nhat-ky/<int:pk>/ban-ky/", outcomes.sign, name="sign"),
    path("nhat-ky/<int:pk>/chuyen-hang/", outcomes.add_load, name="add_load"),
    path("nhat-ky/<int:pk>/sau/<int:months>/", outcomes.tell_later, name="tell_later"),
    path("hoi-mua/<int:lead_pk>/", days.share_lead, name="share_lead"),
    path("ban-ky/<int:deal_pk>/", outcomes.move_deal, name="move_deal"),
    path("ban-ky/<int:deal_pk>/tep/", outcomes.deal_file, name="deal_file"),
    path("chuyen-hang/<int:load_pk>/", outcomes.tick_load, name="tick_load"),
    path("chuyen-hang/<int:load_pk>/xe/", outcomes.name_driver, name="name_driver"),
    path("<slug:slug>/cac-ngay/", outcomes.board, name="board"),
    path("<slug:slug>/co-mat/", outcomes.mark_logged, name="mark_logged"),
    path("<slug:slug>/co-mat/<int:pk>/", outcomes.mark, name="mark"),
    path("<slug:slug>/ban-ky/", outcomes.deal_list, name="deals"),
    path("<slug:slug>/ban-ky.xlsx", outcomes.deals_xlsx, name="deals_xlsx"),
    path("<slug:slug>/chi-phi/", outcomes.cost_list, name="costs"),
    path("<slug:slug>/chi-phi/<int:pk>/", outcomes.write_spent, name="write_spent"),
    path("<slug:slug>/chi-phi.xlsx", outcomes.costs_xlsx, name="costs_xlsx"),
    path("<slug:slug>/chuyen-hang/", outcomes.load_list, name="loads"),
    path("<slug:slug>/chuyen-hang/in/", outcomes.loads_print, name="loads_print"),
    path("<slug:slug>/chuyen-hang.xlsx", outcomes.loads_xlsx, name="loads_xlsx"),
    path("<slug:slug>/bao-cao/", report.report, name="report"),
    path("<slug:slug>/bao-cao/<slug:kind>/tai/", report.report_file, name="report_file"),
    path("<slug:slug>/bao-cao/<uuid:job>/", report.report_made, name="report_made"),
    path("<slug:slug>/sau-hoi-cho/", outcomes.later, name="later"),
]
