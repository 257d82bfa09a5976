from django.urls import URLPattern, URLResolver, path

from saoque.dossiers.views import lists
from saoque.dossiers.views.writing import assessment, filing, forms, pages, papers, planning, returns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.list_dossiers, name="list"),
    path("moi/<int:product>/", pages.begin, name="begin"),
    path("<int:pk>/", pages.home, name="home"),
    path("<int:pk>/mang-theo/", pages.carry, name="carry"),
    path("<int:pk>/mau/<slug:form>/<slug:station>/", forms.station, name="station"),
    path("<int:pk>/mau/<slug:form>/<slug:station>/luu/", forms.save, name="save_field"),
    path("<int:pk>/len-sao/", planning.next_star, name="next_star"),
    path("<int:pk>/tu-cham/", assessment.overview, name="assessment"),
    path("<int:pk>/tu-cham/nhom/<slug:part>/<str:group>/", assessment.group, name="assessment_group"),
    path("<int:pk>/tu-cham/<str:code>/", assessment.criterion, name="criterion"),
    path("<int:pk>/tu-cham/<str:code>/luu/", assessment.save, name="save_answer"),
    path("<int:pk>/tu-cham/<str:code>/giay/", papers.add_to_criterion, name="criterion_papers"),
    path("<int:pk>/tu-cham/<str:code>/giay/<int:evidence>/", papers.set_citation, name="citation"),
    path("<int:pk>/giay-to/", papers.papers, name="papers"),
    path("<int:pk>/giay-to/<int:evidence>/bo/", papers.detach, name="detach_paper"),
    path("<int:pk>/giay-to/lay-lai/<int:paper>/", papers.put_back, name="put_back_paper"),
    path("<int:pk>/tep/<int:evidence>/", papers.file, name="file"),
    path("<int:pk>/kiem-tra/", filing.check, name="check"),
    path("<int:pk>/nop/", filing.submit, name="submit"),
    path("<int:pk>/rut/", filing.withdraw, name="withdraw"),
    path("<int:pk>/bien-nhan/<int:sequence>/", filing.filing_receipt, name="filing"),
    path("<int:pk>/so-sanh/", filing.compare, name="compare"),
    path("<int:pk>/bo-sung/", returns.returns, name="returns"),
    path("<int:pk>/bo-sung/<int:item>/", returns.answer, name="answer_item"),
    path("<int:pk>/nop-lai/", returns.hand_back, name="hand_back"),
]
