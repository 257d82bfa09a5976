from django.urls import path

from saoque.technology import views, views_checks, views_library

app_name = "technology"
urlpatterns = [
    path("", views_library.library, name="library"),
    path("goi/<slug:slug>/", views_library.technique, name="technique"),
    path("chuyen-giao/", views.transfers, name="transfers"),
    path("chuyen-giao/bang.csv", views.transfers_csv, name="transfers_csv"),
    path("chuyen-giao/moi/<int:producer_pk>/", views.open_transfer, name="open"),
    path("chuyen-giao/<int:pk>/", views.transfer, name="transfer"),
    path("chuyen-giao/<int:pk>/sua/", views.change, name="change"),
    path("chuyen-giao/<int:pk>/bat-dau/", views.begin, name="begin"),
    path("chuyen-giao/<int:pk>/xong/", views.finish, name="finish"),
    path("chuyen-giao/<int:pk>/dung/", views.drop, name="drop"),
    path("chuyen-giao/<int:pk>/mo-lai/", views.resume, name="resume"),
    path("chuyen-giao/<int:pk>/so-do/", views.add_measure, name="add_measure"),
    path("chuyen-giao/<int:pk>/so-do/<int:measure_pk>/", views.write_figures, name="write_figures"),
    path("chuyen-giao/<int:pk>/anh/", views.add_proof, name="add_proof"),
    path("chuyen-giao/<int:pk>/anh/<int:proof_pk>/", views.proof, name="proof"),
    path("so-hoa/", views_checks.producers, name="checks"),
    path("so-hoa/<int:producer_pk>/", views_checks.results, name="results"),
    path("so-hoa/<int:producer_pk>/tra-loi/", views_checks.answer, name="answer"),
]
