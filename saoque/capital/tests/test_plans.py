"""A business plan: saved field by field, its cash-flow, on paper."""

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from saoque.capital.actions.plans import begin_plan, save_field
from saoque.capital.papers.plan import plan_paper
from saoque.capital.plans import cashflow_of, initial_of, schedule_of
from saoque.capital.queries.plans import find_plans, get_plan
from saoque.capital.tests.factories import MILLION, Scene, scene
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.word import draw_word
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.producers.tests.factories import owner

pytestmark = pytest.mark.django_db
TYPED = {
    "own_money": "20.000.000", "investment": "80 000 000", "revenue": "40000000", "ramp_months": "2",
    "variable_percent": "50", "fixed_costs": "5.000.000", "loan": "60.000.000", "loan_rate": "8,38", "loan_months": "6",
    "idea": "Làm quanh năm",
}  # fmt: skip


@pytest.fixture
def s() -> Scene:
    return scene()


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_each_field_is_kept_as_typed_and_the_months_follow(s: Scene) -> None:
    plan = begin_plan(s.producer, "Mở xưởng", actor=s.owner)
    for field, value in TYPED.items():
        save_field(plan, field, value, plan.version, actor=s.owner)
    plan.refresh_from_db()
    assert (plan.numbers["investment"], plan.numbers["loan_rate"], plan.words) == (
        80 * MILLION, "8.38", {"idea": "Làm quanh năm"},
    )  # fmt: skip
    loan = schedule_of(plan)
    assert loan is not None
    assert loan.rows[0].total == 10_419_000
    assert (cashflow_of(plan).rows[0].balance, cashflow_of(plan).even_revenue) == (5 * MILLION, 10 * MILLION)
    assert str(initial_of(plan)["loan_rate"]) == "8.38"


@pytest.mark.parametrize(
    ("field", "value"), [("months", "0"), ("revenue", "nhiều"), ("version", "1"), ("title", ""), ("loan_method", "x")]
)
def test_a_wrong_value_is_refused(s: Scene, field: str, value: str) -> None:
    plan = begin_plan(s.producer, "Mở xưởng", actor=s.owner)
    with pytest.raises(DomainError):
        save_field(plan, field, value, plan.version, actor=s.owner)
    assert get_plan(s.owner, plan.pk).version == 1


def test_the_area_reads_and_only_the_producer_writes(s: Scene) -> None:
    plan = begin_plan(s.producer, "Mở xưởng", actor=s.owner)
    assert list(find_plans(s.city)) == [plan]
    with pytest.raises(NotAllowed):
        save_field(plan, "title", "Khác", 1, actor=s.city)
    with pytest.raises(Stale):
        save_field(plan, "title", "Khác", 7, actor=s.owner)
    stranger, _producer = owner(name="Khác")
    with pytest.raises(NotFound):
        get_plan(stranger, plan.pk)


def test_the_page_saves_answers_and_clashes(s: Scene) -> None:
    plan = begin_plan(s.producer, "Mở xưởng", actor=s.owner)
    client, url = client_of(s.owner), reverse("capital:plan_save", args=[plan.pk])
    told = client.post(url, {"field": "revenue", "value": "1.000.000", "version": "1"}).json()
    assert (told["version"], "1.000.000" in told["html"]["#cashflow"]) == (2, True)
    late = client.post(url, {"field": "revenue", "value": "5", "version": "1"})
    assert (late.status_code, late.json()["current"]) == (409, "1000000")
    assert client.post(url, {"field": "revenue", "value": "x", "version": "2"}).status_code == 422


def test_the_plan_reads_back_as_word_and_pdf(s: Scene) -> None:
    plan = begin_plan(s.producer, "Mở xưởng", actor=s.owner)
    for field, value in TYPED.items():
        save_field(plan, field, value, plan.version, actor=s.owner)
    word = Document(io.BytesIO(draw_word(plan_paper(plan), today())))
    said = "\n".join(p.text for p in word.paragraphs)
    for words in ("Mở xưởng", "Làm quanh năm", "Lấy lại vốn đầu tư: tháng 6.", "doanh thu đạt 10.000.000"):
        assert words in said
    assert len(word.tables[0].rows) == 25
    with pikepdf.open(io.BytesIO(draw_pdf(plan_paper(plan), today()))) as pdf:
        assert len(pdf.pages) >= 1
