"""What the pages send on to the actions, and what comes back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.capital.models import Claim, Loan, SavingsGroup, Work
from saoque.capital.tests.factories import (
    JOBS,
    MILLION,
    Scene,
    draft_claim,
    draft_loan,
    drawer_paper,
    promised_claim,
    running_loan,
    scene,
)
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.files.models import StoredFile
from saoque.kernel.tests.test_papers import read_sheet
from saoque.producers.tests.factories import pdf, picture

pytestmark = pytest.mark.django_db
DAY = "%d/%m/%Y"


@pytest.fixture
def s() -> Scene:
    return scene()


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def post(actor: Actor, name: str, /, *args: Any, **sent: Any) -> HttpResponse:
    return client_of(actor).post(reverse(f"capital:{name}", args=args), sent)  # type: ignore[return-value]


def get(actor: Actor, name: str, /, *args: Any, **asked: Any) -> HttpResponse:
    return client_of(actor).get(reverse(f"capital:{name}", args=args), asked)  # type: ignore[return-value]


def now() -> str:
    return today().strftime(DAY)


def test_a_claim_goes_its_way_through_the_pages(s: Scene) -> None:
    where = ("policy", s.producer.pk, "support-policies", "can_tho")
    assert post(s.owner, *where, amount="5.000.000", note="").status_code == 302
    claim = Claim.objects.get()
    assert post(s.owner, "claim_need", claim.pk, words="Báo giá").status_code == 302
    need = claim.needs.get()
    assert post(s.owner, "claim_hand_over", claim.pk, to="UBND xã", on=now()).status_code == 422
    post(s.owner, "claim_paper", need.pk, paper=drawer_paper(s).pk)
    assert post(s.owner, "claim_hand_over", claim.pk, to="UBND xã", on=now()).status_code == 302
    sent = {"payer": "Ngân sách", "amount": "5000000", "on": now()}
    assert post(s.city, "claim_promise", claim.pk, **sent).status_code == 302
    assert post(s.owner, "claim_pay", claim.pk, amount="5000000", on=now()).status_code == 422
    assert post(s.owner, "claim_pay", claim.pk, amount="5000000", on=now(), proof=picture()).status_code == 302
    assert post(s.owner, "claim_close", claim.pk, note="").status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.paid_amount) == ("closed", 5 * MILLION)
    proof = get(s.city, "payment_proof", claim.payments.get().pk)
    assert (proof.status_code, proof["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.parametrize(
    ("proof", "why"), [(pdf(script="app.alert(1)"), "đoạn mã"), (SimpleUploadedFile("x.jpg", b"MZ"), "không phải PDF")]
)
def test_a_proof_that_is_none_is_refused_with_its_reason(s: Scene, proof: SimpleUploadedFile, why: str) -> None:
    claim = promised_claim(s)
    kept = StoredFile.objects.count()
    answer = post(s.owner, "claim_pay", claim.pk, amount="1", on=now(), proof=proof)
    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert (StoredFile.objects.count(), claim.payments.count()) == (kept, 0)


def test_refusing_and_withdrawing(s: Scene) -> None:
    claim = promised_claim(s)
    assert post(s.city, "claim_refuse", claim.pk, why="").status_code == 422
    post(s.city, "claim_refuse", claim.pk, why="Hết kinh phí")
    draft = draft_claim(s)
    post(s.owner, "claim_withdraw", draft.pk)
    assert sorted(Claim.objects.values_list("state", flat=True)) == ["refused", "withdrawn"]


def test_works_are_told_and_taken_back(s: Scene) -> None:
    assert post(s.owner, "work_add", s.producer.pk, trigger="mark", done_on=now(), cost="1.000").status_code == 302
    assert post(s.owner, "work_add", s.producer.pk, trigger="dance", done_on="x").status_code == 422
    work = Work.objects.get()
    assert "Xây dựng, đăng ký nhãn hiệu" in get(s.owner, "entitled", s.producer.pk).content.decode()
    post(s.owner, "work_remove", work.pk)
    work.refresh_from_db()
    assert (work.cost, work.removed_at is not None) == (1000, True)


def test_a_loan_goes_its_way_through_the_pages(s: Scene) -> None:
    shelf, ident = JOBS.split("#")
    assert post(s.owner, "loan_begin", s.producer.pk, shelf, ident, amount="1", purpose="").status_code == 422
    assert (
        post(s.owner, "loan_begin", s.producer.pk, shelf, ident, amount="60.000.000", purpose="Máy").status_code == 302
    )
    loan = Loan.objects.get()
    paper = drawer_paper(s)
    for need in loan.needs.all():
        post(s.owner, "loan_paper", need.pk, paper=paper.pk)
    post(s.owner, "loan_hand_over", loan.pk, to="NHCSXH", on=now())
    terms = {
        "principal": "60.000.000", "rate": "8,38", "months": "6", "grace_months": "", "method": "annuity", "on": now(),
        "first_due": "31/12/2027", "check_within": "30",
    }  # fmt: skip
    assert post(s.city, "loan_disburse", loan.pk, **terms | {"months": "0"}).status_code == 422
    assert post(s.city, "loan_disburse", loan.pk, **terms).status_code == 302
    assert post(s.owner, "loan_repay", loan.pk, principal="60000000", interest="0", on=now()).status_code == 302
    assert post(s.city, "loan_check", loan.pk, on=now(), as_planned="1", finding="Tốt").status_code == 302
    loan.refresh_from_db()
    assert (loan.state, str(loan.annual_rate), loan.use_checks.count()) == ("repaid", "0.08380000", 1)


def test_refusing_and_withdrawing_a_loan(s: Scene) -> None:
    first, second = draft_loan(s), draft_loan(s)
    post(s.owner, "loan_withdraw", first.pk)
    post(s.owner, "loan_hand_over", second.pk, to="NHCSXH", on=now())
    post(s.city, "loan_refuse", second.pk, why="Chưa đủ")
    assert sorted(Loan.objects.values_list("state", flat=True)) == ["refused", "withdrawn"]


def test_a_group_goes_its_way_through_the_pages(s: Scene) -> None:
    sent = {"unit": s.commune_unit.pk, "name": "Tổ", "hamlet": "Ấp", "on": now(), "members": "A\nB\n"}
    assert post(s.city, "group_found", **sent).status_code == 422
    assert post(s.city, "group_found", **sent | {"members": "A\n\nB\nC"}).status_code == 302
    group = SavingsGroup.objects.get()
    assert post(s.commune, "group_join", group.pk, name="D", producer=s.producer.pk, on=now()).status_code == 302
    first = group.members.all()[0]
    meeting = {"on": now(), "present": "3", "resolution": "Bình xét", f"saving_{first.pk}": "50.000"}
    assert post(s.commune, "group_meet", group.pk, **meeting).status_code == 302
    post(s.commune, "group_leave", first.pk)
    said = get(s.city, "group", group.pk).content.decode()
    assert ("50.000\u00a0đ" in said, group.members.filter(left_on=None).count()) == (True, 3)


def test_tables_for_excel_hold_the_rows_of_the_list(s: Scene) -> None:
    promised_claim(s)
    running_loan(s)
    for name, words in (("claims_export", "Ngân sách thành phố"), ("loans_export", "Vay hỗ trợ tạo việc làm")):
        rows = read_sheet(get(s.city, name).content)
        assert len(rows) == 2
        assert any(words in str(cell) for cell in rows[1])


def test_the_calculator_answers_everybody(s: Scene) -> None:
    asked = {
        "principal": "120000000", "rate": "8.38", "months": "12", "grace_months": "", "method": "equal_principal",
        "first_due": "31/01/2027",
    }  # fmt: skip
    visitor = Client()
    page = visitor.get(reverse("capital:calculator"), asked)
    assert (page.status_code, "5.447.000" in page.content.decode()) == (200, True)
    assert "28/02/2027" in visitor.get(reverse("capital:calculator_print"), asked).content.decode()
    rows = read_sheet(visitor.get(reverse("capital:calculator_sheet"), asked).content)
    assert (len(rows), rows[1][:4]) == (13, ["1", "31/01/2027", "10000000", "838000"])
    wrong = visitor.get(reverse("capital:calculator"), asked | {"grace_months": "12"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"grace_months"})
    assert visitor.get(reverse("capital:calculator"), asked | {"principal": "x"}).status_code == 422


def test_the_comparison_says_why_a_way_fits(s: Scene) -> None:
    said = get(s.owner, "paths").content.decode()
    assert "Hợp với bạn vì cơ sở là hợp tác xã." in said
    assert "Hợp với bạn khi bạn là thành viên một tổ tiết kiệm và vay vốn trong ấp." in said
    assert "Hợp với bạn" not in Client().get(reverse("capital:paths")).content.decode()


def test_lists_are_filtered_and_cost_the_same_with_one_and_many(s: Scene) -> None:
    counts = []
    for _n in range(2):
        claim = promised_claim(s, 1000)
        Claim.objects.filter(pk=claim.pk).update(state="closed")
        running_loan(s)
        client = client_of(s.city)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("capital:claims"), {"q": "dau", "state": "closed"})
            client.get(reverse("capital:loans"), {"state": "overdue"})
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "Không thấy đề nghị nào" in get(s.city, "claims", state="paid").content.decode()
    assert "Không thấy khoản vay nào" in get(s.city, "loans", q="khong co").content.decode()
