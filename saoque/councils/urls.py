from django.urls import path

from saoque.councils.views import assessments, councils, sessions, sheets

app_name = "councils"
urlpatterns = [
    path("", councils.home, name="home"),
    path("dot/mo/", councils.open_rounds, name="open_rounds"),
    path("dot/them/", councils.extra_round, name="extra_round"),
    path("dot/<int:pk>/dong/", councils.close_round, name="close_round"),
    path("lap/", councils.form_council, name="form"),
    path("<int:pk>/", councils.council, name="council"),
    path("<int:pk>/quy-che/", councils.set_rules, name="rules"),
    path("<int:pk>/thanh-vien/", councils.add_member, name="add_member"),
    path("<int:pk>/thanh-vien/<int:membership>/thoi/", councils.end_member, name="end_member"),
    path("<int:pk>/phien/", sessions.plan, name="plan"),
    path("phien/<int:pk>/", sessions.session, name="session"),
    path("phien/<int:pk>/diem-danh/", sessions.call_roll, name="roll"),
    path("phien/<int:pk>/mo/", sessions.open_, name="open_session"),
    path("phien/<int:pk>/dong/", sessions.close, name="close_session"),
    path("phien/<int:pk>/dua-ho-so/", sessions.put, name="put"),
    path("phien/<int:pk>/bien-ban/", sessions.minutes, name="minutes"),
    path("phien/<int:pk>/bang-cham.csv", sessions.export, name="export"),
    path("ho-so/<int:pk>/", assessments.assessment, name="assessment"),
    path("ho-so/<int:pk>/rut/", assessments.take, name="take"),
    path("ho-so/<int:pk>/vang-mat/", assessments.recuse, name="recuse"),
    path("ho-so/<int:pk>/chu-tri/", assessments.name_presider, name="presider"),
    path("ho-so/<int:pk>/cham-lai/", assessments.score_again, name="again"),
    path("ho-so/<int:pk>/ket-luan/", assessments.close, name="close"),
    path("ho-so/<int:pk>/to-tu-van/", assessments.advice, name="advice"),
    path("ho-so/<int:pk>/minh-chung/<int:evidence>/", sheets.evidence_file, name="evidence"),
    path("ho-so/<int:pk>/phieu/", sheets.sheet, name="sheet"),
    path("ho-so/<int:pk>/phieu/<int:turn>/nop/", sheets.hand_in, name="hand_in"),
    path("ho-so/<int:pk>/phieu/<int:turn>/<str:criterion>/", sheets.mark, name="mark"),
    path("phieu/<int:pk>/in/", sheets.print_sheet, name="print_sheet"),
]
