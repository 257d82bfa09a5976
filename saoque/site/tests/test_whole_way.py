"""One product's whole way in a real browser, through every pair of hands, to the star that a stranger checks by QR."""

import io
import re
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Response, expect

from saoque.certificates.models import Certificate
from saoque.certificates.paper import verify_address
from saoque.councils.models import Assessment, Session
from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel import audit
from saoque.kernel.calendar import today
from saoque.kernel.calendar.load import load_special_days
from saoque.kernel.files import open_stored
from saoque.kernel.tests.patience import send, until
from saoque.people.models import User
from saoque.places.actions import load_register
from saoque.rulebook import scorecard
from saoque.site.demo import offices
from saoque.site.demo.cast import Cast, assemble
from saoque.site.demo.filling import answers_for
from saoque.site.tests.offline_hands import waiting
from saoque.site.tests.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRODUCT = "Khô cá lóc Trường Xuân"
STAR, POINTS = 4, 76
# What a page looks like does not depend on the engine: the narrow way is walked on SQLite alone.
SIZES = ["phone", "desk"] if connection.vendor == "sqlite" else ["desk"]


@pytest.fixture
def cast() -> Cast:
    """The offices of the city, their people, and a council; no producer yet."""
    load_register()
    load_special_days()
    people = assemble()
    offices.set_up_council(people)
    return people


@pytest.mark.usefixtures("consistent_data")
@pytest.mark.parametrize("size", SIZES)
def test_one_product_goes_the_whole_way(
    browser: Browser, live_server: Any, cast: Cast, size: str, tmp_path: Path
) -> None:
    walker = Walker(browser, live_server.url, size)
    _sign_up(walker)
    _register(walker)
    _fill_in(walker, tmp_path)
    _file(walker)
    _commune(walker)
    _agency(walker)
    _council(walker, cast)
    _sign(walker)
    _verify(walker)
    assert walker.complaints == []
    assert list(audit.broken_chains()) == []


def _sign_up(walker: Walker) -> None:
    page = walker.page
    walker.go("/")
    walker.look("home")
    walker.go("/tai-khoan/dang-ky/")
    page.locator("input[name=full_name]").fill("Người Đi Thử")
    page.locator("input[name=phone]").fill("0912 345 678")
    page.locator("input[type=password]").nth(0).fill("mua-nuoc-noi-2026")
    page.locator("input[type=password]").nth(1).fill("mua-nuoc-noi-2026")
    walker.look("sign-up")
    page.get_by_role("main").get_by_role("button", name="Mở tài khoản").click()
    # Known and unknown people get the same answer, so a new one signs in like everybody.
    expect(page.locator("input[name=password]")).to_be_visible()
    page.locator("input[name=login]").fill("0912345678")
    page.locator("input[name=password]").fill("mua-nuoc-noi-2026")
    send(page.get_by_role("main").get_by_role("button", name="Đăng nhập").first)
    expect(page.locator("h1")).not_to_contain_text("Mời vào")
    walker.look("who-am-i")
    assert User.objects.get(phone="+84912345678").full_name == "Người Đi Thử"


def _next(walker: Walker) -> None:
    """On a phone each question is a step; on a desk they stand together."""
    button = walker.page.get_by_role("button", name="Tiếp", exact=True)
    if walker.size == "phone":
        button.click()


def _register(walker: Walker) -> None:
    page = walker.page
    walker.go("/chu-the/dang-ky/")
    page.get_by_text("Hộ gia đình có đăng ký kinh doanh", exact=True).click()
    _next(walker)
    page.get_by_label("Tên chủ thể").fill("Cơ sở Khô cá Trường Xuân")
    page.get_by_label("Ngày thành lập").fill("05/03/2019")
    _next(walker)
    page.get_by_label("Xã, phường nơi làm ra sản phẩm").fill("truong xuan, thoi lai")
    page.get_by_role("radio", name="Xã Trường Xuân, Huyện Thới Lai").check()
    walker.look("register-place")
    _next(walker)
    page.get_by_role("textbox", name="Điện thoại").fill("0912345678")
    _next(walker)
    page.get_by_label("Họ tên người đại diện").fill("Người Đi Thử")
    page.get_by_role("radio", name="Nữ").check()
    page.get_by_role("button", name="Đăng ký").click()
    expect(page.get_by_role("heading", level=1, name="Cơ sở Khô cá Trường Xuân")).to_be_visible()
    walker.look("producer")
    page.get_by_role("link", name="Thêm sản phẩm").first.click()
    page.get_by_label("Tên sản phẩm").fill(PRODUCT)
    _next(walker)
    page.get_by_label("Gõ tên thường gọi").fill("kho ca")
    page.locator("#sets-found").get_by_role("radio").first.check()
    walker.look("choose-set")
    page.get_by_role("button", name="Thêm sản phẩm").click()
    expect(page.get_by_role("heading", level=1, name=PRODUCT)).to_be_visible()
    page.get_by_role("link", name="Viết câu chuyện").click()
    page.get_by_role("textbox", name="Câu chuyện sản phẩm").fill("Cá lóc đồng phơi một nắng, ướp muối ớt của má.")
    send(page.get_by_role("button", name="Lưu câu chuyện"))
    send(page.get_by_role("button", name=re.compile("Đưa lên|Cho mọi người")).first)
    walker.look("product-own")


def _fill_in(walker: Walker, tmp_path: Path) -> None:
    """Open the dossier, type into every blank, answer every criterion, send one paper."""
    page = walker.page
    walker.go("/ho-so/")
    page.get_by_role("link", name=re.compile(PRODUCT)).or_(page.get_by_role("link", name="Lập hồ sơ")).first.click()
    walker.look("begin")
    send(page.get_by_role("main").get_by_role("button").last)
    expect(page.locator("h1")).to_contain_text(PRODUCT)
    walker.look("dossier")
    dossier = Dossier.objects.get(product__name=PRODUCT)
    for number, station in enumerate(stations(dossier.scorecard, dossier.kind)):
        walker.go(f"/ho-so/{dossier.pk}/mau/{station.form}/{station.key}/")
        _type_all(walker)
        if number in {0, 2}:
            walker.look(f"form-{station.form}-{station.key}")
        send(page.get_by_role("button", name="Tiếp", exact=True))
    card = scorecard(dossier.scorecard)
    chosen = answers_for(card, STAR, POINTS, "registered_household")
    if walker.size == "phone":
        _answer_one_by_one(walker, dossier, chosen, tmp_path)
    else:
        _answer_by_groups(walker, dossier, chosen, tmp_path)
    walker.go(f"/ho-so/{dossier.pk}/tu-cham/")
    # What was typed last on each page may still be on the way.
    until(lambda: waiting(page) == 0, page)
    page.reload()
    walker.look("self-assessment")
    dossier.refresh_from_db()
    assert (dossier.answered, dossier.self_stars) == (len(card.criteria), STAR)


def _answer_one_by_one(walker: Walker, dossier: Dossier, chosen: dict[str, str], tmp_path: Path) -> None:
    """One question a page, from each to the next by its own button."""
    page, codes = walker.page, [line.code for line in scorecard(dossier.scorecard).criteria]
    start = f"/ho-so/{dossier.pk}/tu-cham/"
    walker.go(f"{start}{codes[0]}/")
    for number, (code, after) in enumerate(zip(codes, [*codes[1:], ""], strict=True)):
        page.locator(f"#answer input[type=radio][value='{chosen[code]}']").check(force=True)
        if number == 4:
            _send_paper(walker, tmp_path)
            walker.look("criterion")
        page.get_by_role("button", name=re.compile("^(Tiếp|Xem tất cả)$")).click()
        page.wait_for_url(f"**{start}{after}{'/' if after else ''}")


def _answer_by_groups(walker: Walker, dossier: Dossier, chosen: dict[str, str], tmp_path: Path) -> None:
    """On a wide screen a group stands on one page, and each answer is kept by itself."""
    page, card = walker.page, scorecard(dossier.scorecard)
    walker.go(f"/ho-so/{dossier.pk}/tu-cham/{card.criteria[4].code}/")
    _send_paper(walker, tmp_path)
    walker.look("criterion")
    for number, group in enumerate(one for part in card.parts for one in part.groups):
        walker.go(f"/ho-so/{dossier.pk}/tu-cham/nhom/{group.criteria[0].part}/{group.code}/")
        waiting = {line.code for line in group.criteria}
        with page.expect_response(partial(_all_kept, waiting)):
            for line in group.criteria:
                page.locator(f"[id='tc-{line.code}'] input[type=radio][value='{chosen[line.code]}']").check(force=True)
        if number == 0:
            walker.look("group")


def _all_kept(waiting: set[str], answer: Response) -> bool:
    """Strike out the criterion that the server has just acknowledged; true when none is left."""
    kept = re.search(r"/tu-cham/([^/]+)/luu/$", answer.url)
    if kept and answer.status == 200:
        waiting.discard(kept[1])
    return not waiting


def _type_all(walker: Walker) -> None:
    """Fill what is empty on a page of a form, as far as a hand would."""
    page = walker.page
    form = page.locator("#station")
    for box in form.locator("textarea:not([readonly]), input[type=text]:not([readonly])").all():
        if box.is_visible() and not box.input_value():
            name = box.get_attribute("name") or ""
            kind = box.get_attribute("inputmode") or ""
            hint = (box.get_attribute("placeholder") or "") + (box.get_attribute("class") or "")
            if "_on" in name or "date" in hint:
                box.fill("05/11/2026")
            elif kind in {"numeric", "decimal"}:
                box.fill("120.000.000")
            else:
                box.fill("Ghi đúng như đang làm")
    for group in form.locator("fieldset").all():
        options = group.locator("input[type=radio], input[type=checkbox]")
        if options.count() and not group.locator("input:checked").count():
            options.first.check(force=True)


def _send_paper(walker: Walker, tmp_path: Path) -> None:
    paper = tmp_path / "Hợp đồng bao tiêu.pdf"
    document = pikepdf.new()
    document.add_blank_page()
    document.save(paper)
    walker.page.locator("#new-paper").set_input_files(paper)
    expect(walker.page.locator("#papers")).to_contain_text("Hợp đồng bao tiêu")


def _file(walker: Walker) -> None:
    page = walker.page
    dossier = Dossier.objects.get(product__name=PRODUCT)
    walker.go(f"/ho-so/{dossier.pk}/kiem-tra/")
    walker.look("check")
    send(page.get_by_role("button", name="Nộp hồ sơ"))
    walker.look("receipt")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.FILED
    entry = dossier.filings.get().manifest[0]
    expect(page.get_by_role("main")).to_contain_text(entry["sha256"])


def _commune(walker: Walker) -> None:
    page = walker.page
    dossier = Dossier.objects.get(product__name=PRODUCT)
    walker.sign_in_as("UBND xã Trường Xuân", "Cán bộ xã")
    walker.look("commune-today")
    walker.go(f"/ho-so/tiep-nhan/{dossier.pk}/")
    page.get_by_role("button", name="Nhận hồ sơ").first.click()
    expect(page.get_by_role("main")).to_contain_text("/PĐK-92-31294-")
    walker.look("commune-dossier")
    walker.go(f"/ho-so/tiep-nhan/{dossier.pk}/mau-03/")
    for name in ("local_materials", "local_labour", "idea_origin", "local_identity"):
        box = page.locator(f"textarea[name={name}]")
        box.fill("Xã đã xem thực tế, lời khai đúng.")
        box.blur()
        expect(page.locator(f"[data-saved-for={name}]")).to_have_attribute("data-state", "saved")
    for name, value in {
        "report_number": "12/BC-UBND", "signer_name": "Lãnh đạo Mẫu", "signer_position": "Chủ tịch UBND xã", "samples": "5",
    }.items():  # fmt: skip
        box = page.locator(f"[name={name}]")
        box.fill(value)
        box.blur()
        expect(page.locator(f"[data-saved-for={name}]")).to_have_attribute("data-state", "saved")
    walker.look("form-03")
    walker.sign_in_as("UBND xã Trường Xuân", "Lãnh đạo")
    walker.go(f"/ho-so/tiep-nhan/{dossier.pk}/mau-03/")
    send(page.get_by_role("button", name="Đề nghị lên tỉnh").first)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.PROPOSED
    walker.look("proposed")


def _agency(walker: Walker) -> None:
    page = walker.page
    dossier = Dossier.objects.get(product__name=PRODUCT)
    walker.sign_in_as("Văn phòng Điều phối", "Chuyên viên")
    walker.look("agency-today")
    walker.go("/ho-so/")
    walker.look("agency-list")
    walker.go(f"/ho-so/tiep-nhan/{dossier.pk}/")
    send(page.get_by_role("button", name="Nhận hồ sơ").first)
    walker.look("agency-dossier")
    walker.go("/hoi-dong/")
    page.get_by_role("link", name="Xem Hội đồng").first.click()
    page.get_by_text("Lập phiên họp").click()
    page.get_by_label("Ngày họp").fill("24/11/2026")
    walker.look("plan-session")
    send(page.get_by_role("button", name="Lập phiên"))
    send(page.get_by_role("button", name="Đưa vào phiên").first)
    walker.look("session-planned")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.ASSESSING


def _council(walker: Walker, cast: Cast) -> None:
    page = walker.page
    session, assessment = Session.objects.get(), Assessment.objects.get()
    walker.sign_in_as("Hội đồng đánh giá", "Tổ tư vấn")
    walker.go(f"/hoi-dong/ho-so/{assessment.pk}/to-tu-van/")
    for box in page.locator("form.form textarea").all():
        box.fill("Đã xem hồ sơ và cơ sở, đúng như khai.")
    walker.look("advice")
    send(page.get_by_role("button", name="Ghi báo cáo"))
    walker.sign_in_as("Hội đồng đánh giá", "Thư ký")
    walker.go(f"/hoi-dong/phien/{session.pk}/")
    for box in page.locator("input[name=present]").all():
        box.check(force=True)
    send(page.get_by_role("button", name="Ghi người có mặt"))
    walker.sign_in_as("Hội đồng đánh giá", "Chủ tịch")
    walker.go(f"/hoi-dong/phien/{session.pk}/")
    send(page.get_by_role("button", name="Mở phiên").first)
    _score_by_hand(walker, assessment)
    fresh = Assessment.objects.select_related("session", "dossier__producer").get(pk=assessment.pk)
    for number in range(1, 5):
        offices.score_as(cast, f"member_{number}", fresh, STAR, POINTS + number - 2)
    walker.sign_in_as("Hội đồng đánh giá", "Chủ tịch")
    walker.go(f"/hoi-dong/phien/{session.pk}/")
    walker.look("score-table")
    walker.go(f"/hoi-dong/ho-so/{assessment.pk}/")
    walker.look("assessment")
    send(page.get_by_role("button", name="Kết luận hồ sơ"))
    assessment.refresh_from_db()
    assert (assessment.state, assessment.stars, assessment.sheets) == ("closed", STAR, 5)
    walker.go(f"/hoi-dong/phien/{session.pk}/")
    send(page.get_by_role("button", name="Đóng phiên").first)
    walker.go(f"/hoi-dong/phien/{session.pk}/bien-ban/")
    walker.look("minutes")


def _score_by_hand(walker: Walker, assessment: Assessment) -> None:
    """The chair marks every criterion on the sheet and hands it in."""
    page = walker.page
    walker.go(f"/hoi-dong/ho-so/{assessment.pk}/phieu/")
    dossier = Dossier.objects.select_related("producer").get(pk=assessment.dossier_id)
    card = scorecard(dossier.scorecard)
    for code, option in answers_for(card, STAR, POINTS, "registered_household").items():
        line = page.locator(f"form[action$='/{code}/'], form[data-autosave-url$='/{code}/']").first
        line.locator(f"input[type=radio][value='{option}']").check(force=True)
    expect(page.locator("#sheet-sum")).to_contain_text(f"Đã chấm {len(card.criteria)} trên {len(card.criteria)}")
    walker.look("score-sheet")
    send(page.get_by_role("button", name="Nộp phiếu").first)
    walker.look("score-sheet-sealed")


def _sign(walker: Walker) -> None:
    page = walker.page
    walker.sign_in_as("UBND thành phố Cần Thơ", "Người ký")
    walker.look("signer-today")
    walker.go("/quyet-dinh/")
    walker.look("sign-list")
    page.get_by_role("button", name="Sang bước ký").first.click()
    page.get_by_label("Số quyết định").fill("77/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(f"{today():%d/%m/%Y}")
    walker.look("sign")
    send(page.get_by_role("button", name="Ký quyết định"))
    assert Dossier.objects.get(product__name=PRODUCT).state == DossierState.RECOGNISED


def _verify(walker: Walker) -> None:
    """Read the QR out of the certificate's own PDF, and open its address signed out."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    certificate = Certificate.objects.get(product__name=PRODUCT)
    assert certificate.pdf is not None
    with open_stored(certificate.pdf) as content:
        picture = pypdfium2.PdfDocument(io.BytesIO(content.read()))[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == verify_address(certificate)
    walker.sign_out()
    walker.go(code.text.split("8000", 1)[1])
    expect(walker.page.get_by_role("heading", level=1)).to_have_text("Còn hiệu lực")
    walker.look("verify")
    walker.go("/san-pham/?q=kho ca loc")
    walker.look("catalogue")
    walker.page.get_by_role("link", name=PRODUCT).first.click()
    expect(walker.page.get_by_role("main")).to_contain_text(f"{STAR} sao")
    walker.look("product-public")
    walker.go(f"/en/xac-minh/{certificate.code}/")
    expect(walker.page.get_by_role("heading", level=1)).to_have_text("Valid")
    walker.look("verify-en")
