"""Addresses of the offices' side, under /ho-so/tiep-nhan/."""

from django.urls import URLPattern, URLResolver, path

from saoque.dossiers.views import office, office_acts, office_export, office_report

urlpatterns: list[URLPattern | URLResolver] = [
    path("tiep-nhan/", office.office_list, name="office"),
    path("tiep-nhan/quy-uoc/", office_acts.settings, name="office_settings"),
    path("tiep-nhan/xuat.csv", office_export.csv, name="office_csv"),
    path("tiep-nhan/xuat-excel/", office_export.xlsx, name="office_xlsx"),
    path("tiep-nhan/tai-ve/<uuid:job_id>/", office_export.progress, name="office_export"),
    path("tiep-nhan/tai-ve/<uuid:job_id>/tep/", office_export.download, name="office_download"),
    path("tiep-nhan/<int:pk>/", office.dossier_page, name="office_dossier"),
    path("tiep-nhan/<int:pk>/giay-to/<int:evidence_pk>/", office.evidence_file, name="office_file"),
    path("tiep-nhan/<int:pk>/nhan/", office_acts.receive, name="office_receive"),
    path("tiep-nhan/<int:pk>/kiem-tra/", office_acts.check, name="office_check"),
    path("tiep-nhan/<int:pk>/tra-lai/", office_acts.give_back, name="office_return"),
    path("tiep-nhan/<int:pk>/muc/<int:item_pk>/", office_acts.judge, name="office_judge"),
    path("tiep-nhan/<int:pk>/mau-03/", office_report.report, name="office_report"),
    path("tiep-nhan/<int:pk>/mau-03/luu/", office_report.save, name="office_report_save"),
    path("tiep-nhan/<int:pk>/mau-03/in/", office_report.printed, name="office_report_print"),
    path("tiep-nhan/<int:pk>/de-nghi/", office_report.propose, name="office_propose"),
]
