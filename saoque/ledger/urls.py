from django.urls import path

from saoque.ledger.views import book, evidence, imports, sums

app_name = "ledger"
urlpatterns = [
    path("", book.home, name="home"),
    path("dia-ban/", sums.area, name="area"),
    path("dia-ban/bang.csv", sums.area_csv, name="area_csv"),
    path("dia-ban/bang.xlsx", sums.area_xlsx, name="area_xlsx"),
    path("<int:pk>/", book.book, name="book"),
    path("<int:pk>/gui/", book.send, name="send"),
    path("<int:pk>/dong/", book.lines, name="lines"),
    path("<int:pk>/dong/bang.csv", book.lines_csv, name="lines_csv"),
    path("<int:pk>/dong/bang.xlsx", book.lines_xlsx, name="lines_xlsx"),
    path("<int:pk>/tong/", sums.sums, name="sums"),
    path("<int:pk>/neu-ten/", book.named, name="named"),
    path("<int:pk>/nhap/", imports.imports, name="imports"),
    path("<int:pk>/nhap/bang-mau.xlsx", imports.template, name="template"),
    path("dong/<int:pk>/gach/", book.strike, name="strike"),
    path("dong/<int:pk>/bo/", book.undo, name="undo"),
    path("tep/<int:pk>/", imports.one, name="import"),
    path("tep/<int:pk>/ghi/", imports.write, name="import_write"),
    path("tep/<int:pk>/bo/", imports.undo, name="import_undo"),
    path("minh-chung/<int:pk>/<str:code>/", evidence.evidence, name="evidence"),
    path("minh-chung/<int:pk>/<str:code>/lap/", evidence.make, name="make_evidence"),
]
