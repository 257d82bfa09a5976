"""The handbook: stocked, written by officers, never overwritten, found, pointed at."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from saoque.guidance import actions, base
from saoque.guidance.models import HandbookRules, Page, PageVersion, SearchEntry
from saoque.guidance.queries import pages
from saoque.guidance.queries.search import find, similar
from saoque.guidance.record_lines import lines_of
from saoque.guidance.settings_of import held_in
from saoque.guidance.tests.factories import Scene, scene, words
from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.kernel.pointers import address_of
from saoque.knowledge import record, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def stocked() -> Scene:
    actions.stock()
    return scene()


def client_of(actor: object) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[attr-defined]
    return client


def test_stocking_twice_changes_nothing(stocked: Scene, consistent_data: None) -> None:
    before = list(PageVersion.objects.order_by("pk").values())
    assert actions.stock() == 0
    assert list(PageVersion.objects.order_by("pk").values()) == before
    assert Page.objects.count() == len(base.pages())
    assert SearchEntry.objects.filter(kind="criterion").count() == 208


def test_an_officer_of_a_city_writes_an_edition_for_the_city(stocked: Scene, consistent_data: None) -> None:
    page = actions.write_page("mau-01", words(), actor=stocked["clerk"], province="92")
    assert (page.province, page.chapter, page.version) == ("92", "ho-so", 1)
    assert pages.get_page("mau-01", ["92"]).current.title == "Phí kiểm nghiệm ở Cần Thơ"
    assert pages.get_page("mau-01", []).province == ""
    assert [record.action for record in history(page)] == ["write_page"]


def test_an_upgrade_never_overwrites_an_officer(stocked: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    page = Page.objects.get(slug="mau-01", province="")
    actions.write_page("mau-01", words(), actor=stocked["admin"], version=page.version)
    newer = {slug: replace(one, version=2) for slug, one in base.pages().items() if slug in ("mau-01", "mau-02")}
    monkeypatch.setattr(base, "pages", lambda: newer)
    assert actions.stock() == 2
    assert pages.get_page("mau-01").current.title == "Phí kiểm nghiệm ở Cần Thơ"
    assert pages.get_page("mau-02").current.number == 2
    assert [one.slug for one in pages.overtaken_pages()] == ["mau-01"]
    assert [one.number for one in pages.versions_of(Page.objects.get(slug="mau-01"))] == [3, 2, 1]


def test_old_versions_stay_readable_and_differences_are_shown(stocked: Scene) -> None:
    for number, body in enumerate(("Một dòng.\n\nHai dòng.", "Một dòng.\n\nBa dòng.")):
        actions.write_page(
            "phi", words(body=body), actor=stocked["helper"], province="92", chapter="giay-to", version=number
        )
    page = pages.get_page("phi", ["92"])
    changes = pages.changes(pages.get_version(page, 1), pages.get_version(page, 2))
    assert [(one.kind, one.words) for one in changes if one.kind != "same"] == [
        ("out", "Hai dòng."),
        ("in", "Ba dòng."),
    ]
    answer = Client().get(reverse("guidance:version", args=["phi", 1]) + "?noi=92").content.decode()
    assert "Hai dòng." in answer
    assert "không phải bản đang áp dụng" in answer


def test_a_version_is_never_changed(stocked: Scene) -> None:
    version = PageVersion.objects.earliest("pk")
    version.title = "Khác"
    with pytest.raises(DomainError):
        version.save()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"body": " "}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"source": ""}, "source"),
        ({"checked_on": date(2999, 1, 1)}, "checked_on"),
        ({"body": "[mất](page:khong-co-bai-nay)"}, "body"),
    ],
)
def test_a_page_with_a_fault_is_not_written(stocked: Scene, told: dict[str, object], field: str) -> None:
    before = PageVersion.objects.count()
    with pytest.raises(DomainError) as refused:
        actions.write_page("mau-01", words(**told), actor=stocked["clerk"], province="92")
    assert (refused.value.field, PageVersion.objects.count()) == (field, before)


def test_two_writers_do_not_overwrite_each_other(stocked: Scene) -> None:
    actions.write_page("mau-01", words(), actor=stocked["clerk"], province="92")
    with pytest.raises(Stale):
        actions.write_page("mau-01", words(body="Khác"), actor=stocked["helper"], province="92")


def test_nobody_writes_for_another_place(stocked: Scene) -> None:
    for name, province in (("clerk", ""), ("clerk", "91"), ("commune_helper", "92"), ("producer", "92")):
        with pytest.raises(NotAllowed):
            actions.write_page("mau-01", words(), actor=stocked[name], province=province)


def test_pages_past_the_term_are_flagged(stocked: Scene) -> None:
    last = max(one.checked_on for one in base.pages().values())
    assert list(pages.stale_pages("92", on=last + timedelta(days=300))) == []
    assert pages.stale_pages("92", on=last + timedelta(days=400)).count() == len(base.pages())
    actions.set_handbook_rules("92", answer_days=3, check_months=6, source="Kế hoạch 5", actor=stocked["leader"])
    assert pages.stale_pages("92", on=last + timedelta(days=300)).count() == len(base.pages())
    assert (held_in("92").answer_days, held_in("91").answer_days) == (3, 5)


def test_settings_are_refused_out_of_bounds_and_when_stale(stocked: Scene) -> None:
    for wrong in ({"answer_days": 0}, {"check_months": 61}, {"source": " "}):
        told = {"answer_days": 3, "check_months": 6, "source": "x", **wrong}
        with pytest.raises(DomainError):
            actions.set_handbook_rules("92", actor=stocked["leader"], **told)
    assert HandbookRules.objects.count() == 0
    told = {"answer_days": 3, "check_months": 6, "source": "x"}
    actions.set_handbook_rules("92", actor=stocked["leader"], **told)
    with pytest.raises(Stale):
        actions.set_handbook_rules("92", actor=stocked["head"], **told)


def test_words_are_found_without_marks_and_by_their_beginnings(stocked: Scene) -> None:
    assert find("dang ky nhan hieu")[0].title == "Đăng ký nhãn hiệu"
    assert find("ĐĂNG ký nhã")[0].title == "Đăng ký nhãn hiệu"
    assert find("chup giay")[0].url == reverse("guidance:page", args=["chup-giay"])
    assert find("") == []
    assert find("khongcochunay") == []
    titles = [hit.title for hit in find("kiem nghiem")]
    assert titles[0] == "Gửi mẫu đi kiểm nghiệm"
    assert len(titles) == len(find("kiem nghiem", limit=100)) <= 100


def test_a_criterion_opens_in_the_readers_own_set(stocked: Scene) -> None:
    hits = {hit.title: hit for hit in find("lien ket chuoi trong san xuat", cards=["QD26-13"])}
    assert hits["Liên kết chuỗi trong sản xuất"].where.endswith("QD26-13")


def test_pages_of_another_place_are_not_in_the_way(stocked: Scene) -> None:
    actions.write_page("gom-mau", words(title="Gom mẫu"), actor=stocked["helper"], province="92", chapter="giay-to")
    assert find("gom mau", provinces=["92"])[0].title == "Gom mẫu"
    assert "Gom mẫu" not in [hit.title for hit in find("gom mau", provinces=["91"])]


def test_a_search_is_one_query(stocked: Scene, django_assert_num_queries: object) -> None:
    for text in ("giay", "dang ky nhan hieu o xa"):
        with django_assert_num_queries(1):  # type: ignore[operator]
            find(text, provinces=["92"])
    with django_assert_num_queries(1):  # type: ignore[operator]
        similar("Mắm làm ở nhà có cần giấy an toàn thực phẩm không?")


def test_similar_questions_come_before_sending(stocked: Scene) -> None:
    question = stocked.ask("Mắm cá lóc ủ ở nhà có phải kiểm nghiệm không?")
    actions.answer_question(question, "Có, theo mẻ.", actor=stocked["helper"])
    actions.publish_question(question, actor=stocked["helper"])
    assert similar("Mắm cá sặc ủ tại nhà phải kiểm nghiệm mấy lần?", provinces=["92"])[0].title == question.text


def test_every_criterion_has_a_page_with_its_points(stocked: Scene) -> None:
    from saoque import rulebook

    client = Client()
    for code in ("QD26-01", "QD26-26"):
        sheet = rulebook.scorecard(code)
        for line in (sheet.criteria[0], sheet.criteria[-1]):
            answer = client.get(reverse("guidance:criterion", args=[code, line.code])).content.decode()
            assert answer.count('<b class="num">') == len(line.options)
            beside = client.get(reverse("guidance:criterion", args=[code, line.code]) + "?ben=1").content.decode()
            assert "<html" not in beside
    assert client.get(reverse("guidance:criterion", args=["QD26-01", "99"])).status_code == 404
    assert client.get(reverse("guidance:criterion", args=["QD99-01", "1.1"])).status_code == 404


def test_an_estimate_is_shown_as_one(stocked: Scene) -> None:
    answer = Client().get(reverse("guidance:criterion", args=["QD26-01", "1.5"])).content.decode()
    assert "ước tính" in answer
    assert "hỏi lại cán bộ trước khi dựa vào" in answer


def test_papers_say_office_fee_and_term_and_how_sure_it_is(stocked: Scene) -> None:
    answer = Client().get(reverse("guidance:paper", args=["food-safety-papers.food_certificate_ct"])).content.decode()
    for said in ("500.000\u00a0đ", "15 ngày làm việc", "3 năm", "cần cán bộ xác nhận"):
        assert said in answer
    assert Client().get(reverse("guidance:paper", args=["support-policies.dn_gap"])).status_code == 404
    assert Client().get(reverse("guidance:paper", args=["food-safety-papers.x"])).status_code == 404


def test_an_officers_value_goes_before_the_base(stocked: Scene) -> None:
    from saoque.sources.actions import correct

    correct(
        "food-safety-papers#food_certificate_nlts", actor=stocked["clerk"], province="92",
        facts={"fee": {**record("food-safety-papers#food_certificate_nlts").facts["fee"], "value": 800_000}}, source="Công văn 3", confidence="O", checked_on=today(),
    )  # fmt: skip
    address = reverse("guidance:paper", args=["food-safety-papers.food_certificate_nlts"])
    assert "800.000\u00a0đ" in client_of(stocked["producer"]).get(address).content.decode()
    assert "700.000\u00a0đ" in Client().get(address).content.decode()


def test_no_fact_is_shown_as_a_code() -> None:
    said = " ".join(line for one in records() for fact in lines_of(one.facts) for line in fact.said)
    assert "{" not in said
    assert "None" not in said


def test_signposts_lead_to_criteria_pages_and_fields() -> None:
    assert address_of("criterion", "QD26-08", "1.5") == reverse("guidance:criterion", args=["QD26-08", "1.5"])
    assert address_of("criterion", "QD26-08", "99") == ""
    assert address_of("criterion", "QD99", "1.5") == ""
    assert address_of("page", "mau-01") == reverse("guidance:page", args=["mau-01"])
    assert address_of("page", "khong-co") == ""
    assert address_of("topic", "M02", "part_4") == reverse("guidance:page", args=["mau-02"])
    assert address_of("topic", "M01", "title") == reverse("guidance:page", args=["mau-01"])
    assert address_of("topic", "E12") == reverse("guidance:page", args=["phieu-kiem-nghiem"])
    assert address_of("field", "M02.profit") == reverse("guidance:page", args=["viet-phuong-an"])
    assert address_of("field", "M02.founded_on") == ""
    assert address_of("nothing", "x") == ""


@pytest.mark.parametrize("name", ["home", "contents", "chapter", "page"])
def test_pages_take_a_fixed_number_of_queries(stocked: Scene, name: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse(f"guidance:{name}", args={"chapter": ["giay-to"], "page": ["tu-cong-bo"]}.get(name, []))
    client = client_of(stocked["producer"])

    def grow(number: int) -> None:
        title = words(title=f"Bài thêm {number}")
        actions.write_page(f"them-{number}", title, actor=stocked["helper"], province="92", chapter="giay-to")
        question = stocked.ask(f"Câu hỏi thứ {number} về giấy", about="page:tu-cong-bo")
        actions.answer_question(question, "Có.", actor=stocked["helper"])
        actions.publish_question(question, actor=stocked["helper"])
        stocked.plan()

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    grow(1)
    before = count()
    for number in (2, 3, 4):
        grow(number)
    assert count() == before


def test_the_door_of_a_page_leads_into_the_room_or_where_everybody_may_go(stocked: Scene) -> None:
    s = stocked
    page = reverse("guidance:page", args=["chinh-sach-ho-tro"])
    told = {name: client_of(s[name]).get(page).content.decode() for name in ("producer", "helper", "officer")}
    shown = {name: f'btn large" href="{reverse("capital:support")}"' in text for name, text in told.items()}
    assert shown == {"producer": True, "helper": True, "officer": False}
    assert f'btn large" href="{reverse("help")}"' in told["officer"]
