"""Whatever is sent wrongly gets a clear Vietnamese sentence, and nothing changes: no row, no file, no record."""

import html
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from saoque.certificates.models import Certificate
from saoque.councils.actions.rounds import close_round
from saoque.councils.models import Assessment, Round, ScoreSheet
from saoque.dossiers.models import Dossier, Evidence
from saoque.kernel.models import AuditRecord
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.producers.models import Paper, Producer
from saoque.site.tests.house import DOMAIN, PASSWORD, House
from saoque.site.tests.pages import read

pytestmark = pytest.mark.xdist_group("house")
HUGE = "9" * 30
UPLOADS = (
    "dossiers:papers",
    "dossiers:criterion_papers",
    "producers:paper_add",
    "producers:photo_add",
    "producers:label_photo",
)


def _pdf(script: bool = False) -> bytes:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.save(out)
    return out.getvalue()


def _picture(side: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((side, side), 90).save(out, "PNG")
    return out.getvalue()


WRONG_FILES = {
    "a page named as a picture": ("anh.jpg", b"<html><script>alert(1)</script></html>", "không phải PDF hay ảnh"),
    "a program": ("bao-cao.exe", b"MZ\x90\x00\x03", "không phải PDF hay ảnh"),
    "a table": ("so-lieu.csv", b"a,b\n1,2\n", "không phải PDF hay ảnh"),
    "nothing inside": ("rong.pdf", b"", "rỗng (0 byte)"),
    "over the limit": ("to.png", _picture(300), "Hãy chụp hoặc quét nhẹ hơn"),
    "a script in a PDF": ("co-ma.pdf", _pdf(script=True), "có chứa đoạn mã"),
    "a cut PDF": ("cut.pdf", _pdf()[:120], "bị hỏng"),
    "another ending": ("anh.webp", _picture(40), "không khớp với nội dung"),
}
LIMIT = 20_000


def _client(name: str) -> Client:
    client = Client(raise_request_exception=False)
    user = User.objects.get(email=f"{name}@{DOMAIN}")
    if name == "signer":  # typed just now, because signing asks for the password again otherwise
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        return client
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _kept(house: House) -> dict[str, Any]:
    """Everything that could have changed: rows per table, the newest record, the states, the files on the disk."""
    rows = {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("saoque.")
    }
    newest = AuditRecord.objects.order_by("-pk").values_list("hash", flat=True).first()
    states = list(Dossier.objects.order_by("pk").values_list("pk", "state", "version"))
    return {
        **rows,
        "newest": newest,
        "states": states,
        "files": len([p for p in Path(house.files).rglob("*") if p.is_file()]),
    }


def _told(client: Client, address: str, sent: dict[str, Any]) -> tuple[int, str]:
    """Send, follow to the page that answers; return its status and words."""
    answer = client.post(address, sent, follow=True)
    return answer.status_code, html.unescape(answer.content.decode())


def _words(page: str) -> str:
    """What stands in the middle of a page, for a failure that can be read."""
    return " ".join(text for _language, text in read(page.split("<main", 1)[-1]).texts)[:600]


def _upload_address(name: str, house: House) -> tuple[str, str]:
    """Return the address and the persona who may send files there."""
    draft = house.thing("dossier.draft")
    return {
        "dossiers:papers": (reverse(name, args=[draft]), "mam") if name == "dossiers:papers" else ("", ""),
        "dossiers:criterion_papers": (reverse("dossiers:criterion_papers", args=[draft, "1.1"]), "mam"),
        "producers:paper_add": (reverse("producers:paper_add", args=[house.thing("producer")]), "dau"),
        "producers:photo_add": (reverse("producers:photo_add", args=[house.thing("product")]), "dau"),
        "producers:label_photo": (reverse("producers:label_photo", args=[house.thing("product")]), "dau"),
    }[name]


@pytest.mark.django_db  # has the test database made, for this module alone too
def test_the_wrong_files_are_what_they_say() -> None:
    assert len(WRONG_FILES["over the limit"][1]) > LIMIT > max(len(_pdf()), len(_pdf(script=True)))


@pytest.mark.parametrize("kind", WRONG_FILES)
@pytest.mark.parametrize("name", UPLOADS)
def test_a_wrong_file_is_refused_with_its_reason(in_house: House, settings: Any, name: str, kind: str) -> None:
    settings.UPLOAD_LIMIT = LIMIT
    address, persona = _upload_address(name, in_house)
    file_name, content, reason = WRONG_FILES[kind]
    client, before = _client(persona), _kept(in_house)
    status, page = _told(client, address, {"file": SimpleUploadedFile(file_name, content)})
    assert (status, reason in page, file_name in page) == (200, True, True)
    answer = client.post(address, {"file": SimpleUploadedFile(file_name, content)}, headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert reason in answer.json()["error"]
    assert _kept(in_house) == before


@pytest.mark.parametrize("name", UPLOADS)
def test_no_file_at_all_is_said_so(in_house: House, name: str) -> None:
    address, persona = _upload_address(name, in_house)
    before = _kept(in_house)
    _status, page = _told(_client(persona), address, {})
    assert "Hãy chụp ảnh hoặc chọn tệp" in page
    assert _kept(in_house) == before


def _strange(house: House) -> list[tuple[str, str, dict[str, Any]]]:
    """(persona, address, body) that names what does not exist."""
    draft, product = house.thing("dossier.draft"), house.thing("product")
    session, assessment = house.thing("session"), house.thing("assessment")
    waiting = Dossier.objects.get(state="commune_received").pk
    return [
        ("mam", reverse("dossiers:submit", args=[999_999]), {}),
        ("mam", f"/ho-so/{HUGE}/nop/", {}),
        ("mam", reverse("dossiers:save_answer", args=[draft, "9.9"]), {"option": "a", "version": "0"}),
        ("mam", reverse("dossiers:save_answer", args=[draft, "1.1"]), {"option": "zz", "version": "1"}),
        (
            "mam",
            reverse("dossiers:save_answer", args=[draft, "1.1"]),
            {"field": "option", "value": "a", "version": HUGE},
        ),
        ("mam", reverse("dossiers:criterion_papers", args=[draft, "1.1"]), {"paper": "999999"}),
        ("mam", reverse("dossiers:criterion_papers", args=[draft, "1.1"]), {"paper": HUGE}),
        ("mam", reverse("dossiers:citation", args=[draft, "1.1", 999_999]), {}),
        ("mam", reverse("dossiers:put_back_paper", args=[draft, 999_999]), {}),
        (
            "mam",
            reverse("dossiers:save_field", args=[draft, "M02", "part_1"]),
            {"field": "khong_co", "value": "x", "version": "0"},
        ),
        (
            "mam",
            reverse("dossiers:save_field", args=[draft, "M99", "part_1"]),
            {"field": "x", "value": "x", "version": "0"},
        ),
        ("dau", reverse("producers:choose_set", args=[product]), {"scorecard": "QD26-99"}),
        ("dau", reverse("dossiers:begin", args=[product]), {"kind": "khong-co"}),
        (
            "officer-truong-long",
            reverse("dossiers:office_report_save", args=[waiting]),
            {"field": "khong_co", "value": "x", "version": "2"},
        ),
        ("officer-truong-long", reverse("dossiers:office_judge", args=[waiting, 999_999]), {"verdict": "accept"}),
        ("clerk", reverse("councils:put", args=[session]), {"dossier": "999999"}),
        ("clerk", reverse("councils:put", args=[session]), {"dossier": HUGE}),
        ("secretary", reverse("councils:roll", args=[session]), {"present": [HUGE, "999999"]}),
        ("member-1", reverse("councils:mark", args=[assessment, 1, "9.9"]), {"option": "a", "version": "0"}),
        ("member-1", reverse("councils:mark", args=[assessment, 1, "1.1"]), {"option": "zz", "version": "0"}),
        ("member-1", reverse("councils:mark", args=[assessment, 1, "1.1"]), {"option": "a", "version": HUGE}),
        ("chair", reverse("councils:recuse", args=[assessment]), {"member": HUGE, "reason": "vì"}),
        ("chair", reverse("councils:presider", args=[assessment]), {"member": "999999"}),
        (
            "signer",
            reverse("certificates:sign"),
            {
                "dossiers": [HUGE, "999999"],
                "outcome": "recognise",
                "number": "1/QĐ",
                "signed_on": "20/11/2026",
                "step": "sign",
            },
        ),
        (
            "signer",
            reverse("certificates:revoke", args=["khong-co-ma"]),
            {"ground": "x", "number": "1/QĐ", "signed_on": "20/11/2026"},
        ),
        ("head", reverse("councils:end_member", args=[house.thing("council"), 999_999]), {}),
        (
            "head",
            reverse("councils:add_member", args=[house.thing("council")]),
            {"email": f"khong-co@{DOMAIN}", "role": "council_member"},
        ),
        ("admin", reverse("people:end_membership", args=[999_999]), {}),
        ("visitor", reverse("sighting", args=["khong-co-ma"]), {"looks_same": "False"}),
    ]


def test_what_does_not_exist_changes_nothing(in_house: House) -> None:
    before = _kept(in_house)
    for persona, address, sent in _strange(in_house):
        client = Client(raise_request_exception=False) if persona == "visitor" else _client(persona)
        status, page = _told(client, address, sent)
        assert status in {200, 403, 404, 409, 422}, (address, sent, status)
        assert 'lang="vi"' in page or '"error"' in page, (address, status, page)
        assert _kept(in_house) == before, (address, sent)


def test_wrong_days_and_empty_reasons_are_named(in_house: House) -> None:
    """Each wrong input with a piece of the sentence that is shown for it."""
    waiting = Dossier.objects.get(state="commune_received")
    code = Certificate.objects.values_list("code", flat=True).first()
    session, assessment = in_house.thing("session"), in_house.thing("assessment")
    product = {"name": "", "summary": "x"}
    cases: list[tuple[str, str, dict[str, Any], str]] = [
        (
            "officer-truong-long",
            reverse("dossiers:office_return", args=[waiting.pk]),
            {"muc-TOTAL_FORMS": "0", "muc-INITIAL_FORMS": "0", "version": str(waiting.version)},
            "Hãy ghi ít nhất một mục",
        ),
        (
            "chair",
            reverse("councils:recuse", args=[assessment]),
            {"member": str(User.objects.get(email=f"member-3@{DOMAIN}").pk), "reason": " "},
            "Hãy ghi",
        ),
        ("clerk", reverse("councils:take", args=[assessment]), {"reason": ""}, "Hãy"),
        ("chair", reverse("councils:close", args=[assessment]), {}, "phiếu"),
        ("chair", reverse("councils:close_session", args=[session]), {}, "kết luận"),
        (
            "signer",
            reverse("certificates:revoke", args=[code]),
            {"ground": "khong-co", "number": "", "signed_on": "31/02/2026"},
            "Hãy chọn",
        ),
        ("dau", reverse("producers:edit_product", args=[in_house.thing("product")]), product, "Chỗ này cần điền"),
        ("dau", reverse("dossiers:withdraw", args=[in_house.thing("dossier.before_council")]), {"reason": ""}, "Hãy"),
        (
            "clerk",
            reverse("councils:plan", args=[in_house.thing("council")]),
            {"round": HUGE, "held_on": "31/02/2026"},
            "",
        ),
    ]
    before, unsaid = _kept(in_house), []
    for persona, address, sent, words in cases:
        _status, page = _told(_client(persona), address, sent)
        unsaid += [] if words in page else [f"{address}: {words} | {_words(page)}"]
        assert _kept(in_house) == before, address
    assert "\n".join(unsaid) == ""


def _of_another(house: House) -> list[tuple[str, dict[str, Any]]]:
    """What the owner of one producer may send for it, to be sent by another producer."""
    mine = house.thing("dossier.before_council")
    draft = Dossier.objects.get(state="draft")
    item = house.thing("item")
    producer, product = house.thing("producer"), house.thing("product")
    evidence = Evidence.objects.filter(dossier=draft).first()
    assert evidence is not None
    file = {"file": SimpleUploadedFile("giay.pdf", _pdf())}
    return [
        (reverse("dossiers:save_answer", args=[draft.pk, "1.1"]), {"option": "a", "version": "1"}),
        (
            reverse("dossiers:save_field", args=[draft.pk, "M02", "part_1"]),
            {"field": "history", "value": "x", "version": "1"},
        ),
        (reverse("dossiers:papers", args=[draft.pk]), file),
        (reverse("dossiers:criterion_papers", args=[draft.pk, "1.1"]), {"paper": str(evidence.paper_id)}),
        (reverse("dossiers:detach_paper", args=[draft.pk, evidence.pk]), {}),
        (reverse("dossiers:citation", args=[draft.pk, "1.1", evidence.pk]), {"off": "1"}),
        (reverse("dossiers:submit", args=[draft.pk]), {}),
        (reverse("dossiers:withdraw", args=[mine]), {"reason": "đổi ý"}),
        (reverse("dossiers:answer_item", args=[house.thing("dossier.returned"), item]), {"answer": "xong"}),
        (reverse("dossiers:hand_back", args=[house.thing("dossier.returned")]), {}),
        (reverse("dossiers:begin", args=[product]), {"kind": "first"}),
        (reverse("producers:edit", args=[producer]), {"name": "Của tôi"}),
        (reverse("producers:add_product", args=[producer]), {"name": "Của tôi", "scorecard": "QD26-08"}),
        (reverse("producers:paper_add", args=[producer]), file),
        (reverse("producers:paper_edit", args=[house.thing("paper")]), {"title": "Của tôi"}),
        (reverse("producers:paper_remove", args=[house.thing("paper")]), {}),
        (reverse("producers:edit_product", args=[product]), {"name": "Của tôi"}),
        (reverse("producers:choose_set", args=[product]), {"scorecard": "QD26-08"}),
        (reverse("producers:story", args=[product]), {"story": "Của tôi"}),
        (reverse("producers:publish", args=[product]), {}),
        (reverse("producers:photo_add", args=[product]), file),
        (reverse("producers:photo_remove", args=[house.thing("photo")]), {}),
    ]


def test_another_producers_ids_are_not_there(in_house: House) -> None:
    stranger, before = _client("ong"), _kept(in_house)
    for address, sent in _of_another(in_house):
        status, page = _told(stranger, address, sent)
        assert (address, status) == (address, 404)
        assert "Không" in page
        assert _kept(in_house) == before, address


def test_a_paper_of_another_producer_is_not_cited(in_house: House) -> None:
    """The dossier is one's own, the paper is not."""
    draft = Dossier.objects.get(state="draft")
    strange = Paper.objects.exclude(producer=draft.producer_id).first()
    assert strange is not None
    before = _kept(in_house)
    for address in (
        reverse("dossiers:criterion_papers", args=[draft.pk, "1.1"]),
        reverse("dossiers:papers", args=[draft.pk]),
    ):
        assert _told(_client("mam"), address, {"paper": str(strange.pk)})[0] == 404
    assert _told(_client("mam"), reverse("dossiers:put_back_paper", args=[draft.pk, strange.pk]), {})[0] == 404
    assert _kept(in_house) == before
    assert Producer.objects.filter(pk=strange.producer_id).exists()


def test_a_closed_round_takes_nothing_more(in_house: House) -> None:
    """Neither a mark nor a sheet nor a dossier nor a session; each answer says that the round is closed."""
    assessment = Assessment.objects.get(pk=in_house.thing("assessment"))  # type: ignore[misc]
    round_ = Round.objects.get(pk=assessment.session.round_id)
    close_round(round_, actor=actor_for(User.objects.get(email=f"head@{DOMAIN}")))
    council, session = in_house.thing("council"), in_house.thing("session")
    before, said = _kept(in_house), f"Đợt {round_.number} năm {round_.year} đã đóng"
    mark = reverse("councils:mark", args=[assessment.pk, 1, "1.1"])
    sheet = ScoreSheet.objects.get(pk=in_house.thing("sheet"))  # type: ignore[misc]
    unsaid = []
    for persona, address, sent, words in [
        ("member-1", mark, {"option": "a", "version": "0"}, said),
        ("member-1", reverse("councils:hand_in", args=[assessment.pk, 1]), {"version": str(sheet.version)}, said),
        ("chair", reverse("councils:close", args=[assessment.pk]), {}, "phiếu"),
        ("clerk", reverse("councils:plan", args=[council]), {"round": str(round_.pk), "held_on": "24/11/2026"}, "đợt"),
        ("clerk", reverse("councils:put", args=[session]), {"dossier": "1"}, "Không"),
    ]:
        _status, page = _told(_client(persona), address, sent)
        unsaid += [] if words in page else [f"{address}: {words} | {_words(page)}"]
        assert _kept(in_house) == before, address
    assert "\n".join(unsaid) == ""
