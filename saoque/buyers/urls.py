from django.urls import path

from saoque.buyers.views import figures, requests, threads

app_name = "buyers"
urlpatterns = [
    path("", requests.home, name="home"),
    path("moi/", requests.new, name="new"),
    path("<int:pk>/", requests.show, name="request"),
    path("<int:pk>/sua/", requests.change, name="change"),
    path("<int:pk>/buoc/<slug:act>/", requests.move, name="move"),
    path("<int:pk>/chep/", requests.copy, name="copy"),
    path("<int:pk>/tinh-lai/", requests.rematch, name="rematch"),
    path("<int:pk>/hoi-gia/", requests.ask, name="ask"),
    path("<int:pk>/gio-gap/", requests.add_slot, name="add_slot"),
    path("dang-tim/", requests.wanted, name="wanted"),
    path("dang-tim/<int:pk>/", requests.wanted_one, name="wanted_one"),
    path("trao-doi/", threads.index, name="threads"),
    path("trao-doi/<int:pk>/", threads.thread, name="thread"),
    path("trao-doi/<int:pk>/<slug:act>/", threads.act, name="act"),
    path("mau/<int:pk>/<slug:act>/", threads.sample, name="sample"),
    path("gio-gap/<int:pk>.ics", threads.slot_ical, name="slot_ical"),
    path("gio-gap/<int:pk>/<slug:act>/", threads.slot, name="slot"),
    path("thoa-thuan/", threads.my_agreements, name="agreements"),
    path("thoa-thuan/<int:pk>/tep/", threads.agreement_file, name="agreement_file"),
    path("thoa-thuan/<int:pk>/<slug:act>/", threads.agreement, name="agreement"),
    path("tra-loi/", figures.figures, name="figures"),
    path("tra-loi/bang.csv", figures.figures_csv, name="figures_csv"),
    path("im-lang/", figures.silences, name="silences"),
]
