"""Form 03 and the proposal: kept by version, signed only when whole, printed with the words of the form."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions import reporting
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, ReturnItem
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.errors import DomainError, NotAllowed, Stale

pytestmark = pytest.mark.django_db
S = DossierState


def at_commune(**fields: Any) -> tuple[make.Office, Dossier]:
    return make.office(), make.dossier(state=S.COMMUNE_RECEIVED, **fields)


def test_fields_are_kept_one_by_one_by_version() -> None:
    office, dossier = at_commune()
    first = reporting.save_report(dossier, "local_materials", " Cá linh\r\ntrong xã ", 1, office.officer)
    assert (first.local_materials, first.version, first.written_by_id) == (
        "Cá linh\ntrong xã", 2, office.officer.user_id,
    )  # fmt: skip
    assert reporting.save_report(dossier, "samples", "5", 2, office.leader).samples == 5
    with pytest.raises(Stale):
        reporting.save_report(dossier, "local_materials", "Chữ cũ", 1, office.officer)
    kept = CommuneReport.objects.get()
    assert (kept.local_materials, kept.samples, kept.version) == ("Cá linh\ntrong xã", 5, 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [("samples", "năm"), ("samples", "-1"), ("samples", "1000"), ("samples", "٥"), ("report_number", "x" * 61),
     ("local_labour", "x" * 20_001), ("proposed_at", "2026-01-01"), ("dossier", "2"), ("", "x")],
)  # fmt: skip
def test_what_is_no_answer_is_refused(field: str, value: str) -> None:
    office, dossier = at_commune()
    with pytest.raises(DomainError):
        reporting.save_report(dossier, field, value, 1, office.officer)
    assert CommuneReport.objects.count() == 0


def test_the_report_closes_with_the_step() -> None:
    office = make.office()
    for state in S:
        if state == S.COMMUNE_RECEIVED:
            continue
        dossier = make.dossier(state, state=state)
        with pytest.raises((Stale, NotAllowed)):
            reporting.save_report(dossier, "local_materials", "x", 1, office.officer)
    assert CommuneReport.objects.count() == 0


@pytest.mark.parametrize("lacking", [*reporting.CONTENTS, *reporting.LINES, "samples"])
def test_a_report_that_lacks_anything_is_not_proposed(lacking: str) -> None:
    office, dossier = at_commune()
    make.report(dossier, **{lacking: 4 if lacking == "samples" else "  "})
    with pytest.raises(DomainError, match=str(reporting.NAMES[lacking])):
        reporting.propose(dossier, office.leader)
    assert (Dossier.objects.get().state, AuditRecord.objects.count()) == (S.COMMUNE_RECEIVED, 0)


def test_set_26_needs_no_samples() -> None:
    office, dossier = at_commune(scorecard="QD26-26")
    make.report(dossier, samples=None)
    reporting.propose(dossier, office.leader)
    assert Dossier.objects.get().state == S.PROPOSED


def test_the_leader_proposes_and_the_chain_tells_which_words() -> None:
    office, dossier = at_commune()
    report = make.report(dossier)
    with pytest.raises(NotAllowed):
        reporting.propose(dossier, office.officer)
    with pytest.raises(Stale):
        reporting.propose(dossier, office.leader, report_version=9)
    reporting.propose(dossier, office.leader, report_version=1)
    stored, record = Dossier.objects.get(), AuditRecord.objects.get()
    assert (stored.state, CommuneReport.objects.get().proposed_at == stored.state_since) == (S.PROPOSED, True)
    assert record.data == {
        "report_number": "15/BC-UBND",
        "signer": "Chủ tịch Trần Văn Chủ Tịch",
        "samples": 5,
        "report_sha256": reporting.digest_of(report),
    }
    with pytest.raises(Stale):
        reporting.propose(dossier, office.leader)


@pytest.mark.parametrize("state", [ReturnItem.State.OPEN, ReturnItem.State.ANSWERED])
def test_nothing_is_proposed_while_an_item_is_unsettled(state: str) -> None:
    office, dossier = at_commune()
    make.report(dossier)
    item = make.item(dossier, office.officer, state)
    with pytest.raises(DomainError, match="chưa được chấp nhận"):
        reporting.propose(dossier, office.leader)
    ReturnItem.objects.filter(pk=item.pk).update(state=ReturnItem.State.ACCEPTED)
    reporting.propose(dossier, office.leader)
    assert Dossier.objects.get().state == S.PROPOSED


def test_autosave_speaks_the_contract(client: Client) -> None:
    office, dossier = at_commune()
    client.force_login(office.officer.user)
    url = reverse("dossiers:office_report_save", args=[dossier.pk])
    saved = client.post(url, {"field": "local_labour", "value": "Sáu người", "version": "1"})
    assert (saved.status_code, saved.json()["version"], set(saved.json())) == (200, 2, {"version", "saved_at"})
    clash = client.post(url, {"field": "local_labour", "value": "Khác", "version": "1"})
    assert (clash.status_code, clash.json()["version"], clash.json()["current"]) == (409, 2, "Sáu người")
    wrong = client.post(url, {"field": "samples", "value": "nhiều", "version": "2"})
    assert (wrong.status_code, "0 đến 999" in wrong.json()["error"]) == (422, True)
    unknown = client.post(url, {"field": "delete", "value": "x", "version": "2"})
    assert unknown.status_code == 422


def test_each_content_stands_beside_the_claim_it_speaks_of(client: Client) -> None:
    office, dossier = at_commune()
    make.fill(dossier)
    client.force_login(office.officer.user)
    contents = client.get(reverse("dossiers:office_report", args=[dossier.pk])).context["contents"]
    beside = {c["field"].key: [claim.criterion.code for claim in c["claims"]] for c in contents}
    assert beside == {
        "local_materials": ["1.1"], "local_labour": ["3.3"], "idea_origin": ["2.1"], "local_identity": ["5.3"],
    }  # fmt: skip


def test_the_printed_form_has_the_forms_labels_and_what_was_written(client: Client) -> None:
    office, dossier = at_commune()
    make.report(dossier)
    client.force_login(office.leader.user)
    page = client.get(reverse("dossiers:office_report_print", args=[dossier.pk])).content.decode()
    for words in (
        "Về sử dụng nguyên liệu địa phương", "Bản sắc/trí tuệ địa phương", "Cá linh mua của bà con trong xã.",
        "Câu chữ chính thức:", "15/BC-UBND", "XÃ TRUNG HƯNG", "Kinh",
    ):  # fmt: skip
        assert words in page, words


def test_a_signer_reads_the_dossier_but_not_the_form_with_personal_data(client: Client) -> None:
    make.office()
    dossier = make.dossier(state=S.PROPOSED)
    make.report(dossier)
    client.force_login(make.person("signer", make.agency_unit()).user)
    assert client.get(reverse("dossiers:office_dossier", args=[dossier.pk])).status_code == 200
    assert client.get(reverse("dossiers:office_report_print", args=[dossier.pk])).status_code == 403
