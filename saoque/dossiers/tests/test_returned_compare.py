"""A returned dossier: what to mend, in order, and what changed at each place since, for producer and officer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions import intake
from saoque.dossiers.actions.writing import answer_item, hand_back, put_new_paper, save_answer, save_field
from saoque.dossiers.actions.writing.fields import token_of
from saoque.dossiers.changes import changes_between, in_order, mended_since, now_as_filing
from saoque.dossiers.forms.stations import station_of
from saoque.dossiers.models import Dossier, Filing, ReturnItem
from saoque.dossiers.queries_writing import filings_of, kept_of
from saoque.dossiers.tests.factories import filed, officer, person, picture
from saoque.dossiers.tests.help_factories import consented, helper, unit_of
from saoque.kernel.calendar import today
from saoque.people.actors import actor_for
from saoque.people.roles import Role, UnitKind

pytestmark = pytest.mark.django_db
FIELD = "M02.history"
DAYS = {"1.4": 9, "E05": 3, FIELD: 6}


def returned() -> tuple[Any, Dossier, Any]:
    here, dossier, _filing = filed()
    commune = actor_for(officer(here))
    intake.receive_at_commune(dossier, commune)
    asked = [("criterion", "1.4"), ("paper", "E05"), ("field", FIELD)]
    items = [intake.NewItem(t, k, f"Sửa {k}", today() + timedelta(days=DAYS[k])) for t, k in asked]
    intake.return_from_commune(dossier, items, commune)
    return here, dossier, commune


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mend(here: Any, dossier: Dossier, by: Any) -> None:
    """Mend the criterion by a paper it cites, the kind by another paper, and the blank by its text."""
    put_new_paper(dossier, picture("a.png", 10), {"title": "Hợp đồng mới", "kind": "E03"}, "1.4", by)
    put_new_paper(dossier, picture("b.png", 20), {"title": "Phiếu đủ trang", "kind": "E05"}, None, by)
    station = station_of(dossier.scorecard, dossier.kind, FIELD)
    assert station is not None
    save_field(dossier, station, FIELD, ["Lịch sử mới"], token_of(station, kept_of(dossier, station.paths)), by)


def test_the_order_is_of_the_deadline_or_of_the_form() -> None:
    _here, dossier, _commune = returned()
    items = list(ReturnItem.objects.filter(dossier=dossier))
    assert [item.key for item in in_order(dossier, items)] == ["E05", FIELD, "1.4"]
    assert [item.key for item in in_order(dossier, items, "form")] == [FIELD, "1.4", "E05"]
    next(item for item in items if item.key == "E05").state = ReturnItem.State.ANSWERED
    assert [item.key for item in in_order(dossier, items)] == [FIELD, "1.4", "E05"]


def test_each_returned_thing_stands_beside_its_own_changes() -> None:
    here, dossier, _commune = returned()
    mend(here, dossier, here.actor)
    older = filings_of(dossier)[-1]
    newer = now_as_filing(dossier)
    changes = changes_between(dossier, older, newer)
    rows, others = mended_since(dossier, older, dossier.state_since + timedelta(days=1), changes)
    found = {row.item.key: [(c.kind, c.where) for c in row.changes] for row in rows}
    assert found["1.4"] == [("paper", "Hợp đồng mới")]
    assert found["E05"] == [("paper", "Phiếu đủ trang")]
    assert [kind for kind, _where in found[FIELD]] == ["field"]
    assert others == []
    field = next(row for row in rows if row.item.key == FIELD)
    assert (field.changes[0].before, field.changes[0].after) == ("Vài chữ", "Lịch sử mới")


def test_producer_and_officer_see_before_and_after_per_thing_and_everything_else() -> None:
    here, dossier, commune = returned()
    who = helper(here)
    consented(here, who, dossier)
    address = reverse("dossiers:compare", args=[dossier.pk])
    own, office = client_of(here.user), client_of(commune.user)
    assert own.get(address).content.decode().count("Chỗ này chưa đổi gì.") == 3
    mend(here, dossier, who)
    for page in (own.get(address), client_of(who.user).get(address)):
        text = page.content.decode()
        assert ("Lịch sử mới" in text, "Chỗ này chưa đổi gì." in text) == (True, False)
    assert "Lịch sử mới" not in office.get(address).content.decode()  # offices see filings only
    returns = own.get(reverse("dossiers:returns", args=[dossier.pk])).content.decode()
    assert ("Đã đổi từ lúc trả lại" in returns, "Hạn sửa: hết ngày" in returns) == (True, True)
    assert returns.index("Sửa E05") < returns.index("Sửa 1.4")
    by_form = own.get(reverse("dossiers:returns", args=[dossier.pk]) + "?theo=mau").content.decode()
    assert by_form.index("Sửa 1.4") < by_form.index("Sửa E05")
    for item in ReturnItem.objects.filter(dossier=dossier):
        answer_item(item, "Đã sửa", who if item.key == FIELD else here.actor)
    assert "Cán bộ Đoàn" in own.get(reverse("dossiers:returns", args=[dossier.pk])).content.decode()
    theirs = client_of(who.user).get(reverse("dossiers:returns", args=[dossier.pk])).content.decode()
    assert "Nộp lại</button>" not in theirs
    assert client_of(who.user).post(reverse("dossiers:hand_back", args=[dossier.pk])).status_code == 403
    hand_back(dossier, here.actor)
    text = office.get(address).content.decode()
    assert ("Lịch sử mới" in text, "Những chỗ đã yêu cầu sửa" in text) == (True, True)
    assert Filing.objects.filter(dossier=dossier).count() == 2


def test_who_may_not_see_personal_data_sees_only_that_it_changed() -> None:
    here, dossier, _commune = returned()
    older = filings_of(dossier)[-1]
    older.snapshot["fields"]["M02.representative_residence"] = "Ấp Một"
    newer = now_as_filing(dossier)
    newer.snapshot["fields"]["M02.representative_residence"] = "Ấp Hai"
    open_eyes = changes_between(dossier, older, newer)
    veiled = changes_between(dossier, older, newer, with_sensitive=False)
    assert [(c.before, c.after) for c in open_eyes] == [("Ấp Một", "Ấp Hai")]
    assert [(c.before, c.after) for c in veiled] == [("Thông tin riêng, không hiện ở đây",) * 2]
    Dossier.objects.filter(pk=dossier.pk).update(state="agency_received")
    signer = person(Role.SIGNER, unit_of(UnitKind.PROVINCE_COMMITTEE, here.province))
    assert client_of(signer).get(reverse("dossiers:compare", args=[dossier.pk])).status_code == 200


def test_a_locked_criterion_stays_locked_for_a_helper_too() -> None:
    here, dossier, _commune = returned()
    who = helper(here)
    consented(here, who)
    answer = dossier.answers.get(criterion="1.1")
    from saoque.kernel.errors import DomainError

    with pytest.raises(DomainError):
        save_answer(dossier, "1.1", "a", None, answer.version, who)
