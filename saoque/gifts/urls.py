from django.urls import path

from saoque.gifts.views import composing, public

app_name = "gifts"
urlpatterns = [
    path("", public.home, name="home"),
    path("bo/<int:pk>/", public.gift, name="gift"),
    path("bang.xlsx", public.office_xlsx, name="office_xlsx"),
    path("danh-sach/", public.mine, name="mine"),
    path("danh-sach/ghi/", public.put_down, name="put_down"),
    path("danh-sach/bang.xlsx", public.mine_xlsx, name="mine_xlsx"),
    path("in/", public.papers, name="papers"),
    path("in/<slug:season>/", public.one_paper, name="paper"),
    path("in/<slug:season>/lam/", public.make_paper, name="make_paper"),
    path("in/<slug:season>/catalogue.pdf", public.paper_file, name="paper_file"),
    path("soan/", composing.sets, name="sets"),
    path("soan/moi/", composing.new, name="new"),
    path("soan/<int:pk>/", composing.edit, name="edit"),
    path("soan/<int:pk>/mon/", composing.put_in, name="put_in"),
    path("soan/<int:pk>/mon/<int:item_pk>/bo/", composing.take_out, name="take_out"),
    path("soan/<int:pk>/gioi-thieu/", composing.show, name="show"),
    path("soan/<int:pk>/cat/", composing.hide, name="hide"),
]
