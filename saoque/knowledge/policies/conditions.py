"""Each condition of a policy as a question with three answers: met, not met, not known."""

from __future__ import annotations

from dataclasses import dataclass

from saoque.knowledge.policies.facts import ALSO, RECOGNITIONS, TRIGGERS, Event, Facts
from saoque.knowledge.policies.places import Council, Places
from saoque.knowledge.policies.policy import Policy
from saoque.knowledge.policies.words import LEGAL_FORMS, day, forms


@dataclass(frozen=True, slots=True)
class Said:
    """`met` None: not known. `words` is a clause without a full stop; `missing` what to tell or reach, when not met."""

    met: bool | None
    words: str
    missing: str = ""


def council_of(policy: Policy, facts: Facts, places: Places) -> Council | None:
    """Return the council that made the text; None for the nation's."""
    return places.council(*policy.council, facts.on) if policy.council else None


def period(policy: Policy, facts: Facts) -> Said:
    """The text's own dates. An end that nobody confirmed leaves the answer open."""
    text = policy.record
    if text.until is not None and facts.on > text.until:
        return Said(False, f"văn bản đã hết hạn từ sau ngày {day(text.until)}", "Chờ hoặc tìm chính sách mới thay thế")
    if text.since is not None and facts.on < text.since:
        return Said(False, f"văn bản chỉ áp dụng từ ngày {day(text.since)}", f"Chờ đến ngày {day(text.since)}")
    if text.until is None and text.verify:
        return Said(
            None, "chưa ai xác nhận văn bản còn áp dụng đến khi nào", "Hỏi nơi ban hành: văn bản còn áp dụng không"
        )
    return Said(True, "văn bản đang áp dụng")


def place(policy: Policy, facts: Facts, council: Council | None, places: Places) -> Said:
    """Whether the producer's place lies where the text holds."""
    if policy.council is None:
        return Said(True, "chính sách của cả nước")
    if council is None:
        return Said(None, "không rõ hội đồng nào đã ban hành", "Tên hội đồng đã ban hành văn bản")
    asked = [code for code in (facts.former_place, facts.place) if code]
    found = next(
        (got for got in (places.inside(one, *policy.council, facts.on) for one in asked) if got is not None), None
    )
    if found is False:
        return Said(False, f"chỉ dành cho nơi thuộc {council.name}", f"Cơ sở ở {council.name}")
    if found is None:
        return Said(None, f"chưa rõ cơ sở có thuộc {council.name} không", "Mã xã của cơ sở, hoặc xã cũ trước 1/7/2025")
    if council.until is not None:
        after = ", ".join(council.after) or "đơn vị khác"
        return Said(
            None, f"{council.name} không còn, nay là {after}", f"Hỏi {after}: văn bản cũ còn áp dụng cho nơi mình không"
        )
    return Said(True, f"cơ sở ở {council.name}")


def who(policy: Policy, facts: Facts) -> Said:
    """Whether the producer's legal form is among those of the text."""
    if not policy.who:
        return Said(True, "")
    if facts.legal_form is None:
        return Said(None, "chưa rõ loại hình của cơ sở", "Loại hình của cơ sở")
    if facts.legal_form in policy.who:
        return Said(True, f"cơ sở là {LEGAL_FORMS.get(facts.legal_form, facts.legal_form)}")
    return Said(False, f"chỉ dành cho {forms(policy.who)}", f"Loại hình phù hợp: {forms(policy.who)}")


def event_meets(policy: Policy, event: Event, facts: Facts) -> Said:
    """Whether one event is what the policy is for, with everything that its figures must be."""
    wanted = policy.trigger or ""
    checks = [
        _trigger(wanted, event),
        _day(policy, event, facts),
        _figures(policy, event),
        _earlier(policy, event, facts),
    ]
    for answer in (False, None):
        first = next((check for check in checks if check.met is answer), None)
        if first is not None:
            return first
    return Said(True, event_words(event))


def event_words(event: Event) -> str:
    """Return the event in words."""
    product = f" ({event.product})" if event.product else ""
    if event.trigger != "recognition":
        return f"cơ sở {TRIGGERS[event.trigger]}{product}"
    before = "lần đầu" if event.star_before == 0 else f"trước đó {event.star_before} sao"
    return f"có sản phẩm{product} được công nhận {event.star} sao, {before}"


def _trigger(wanted: str, event: Event) -> Said:
    no = Said(False, f"chính sách dành cho nơi {TRIGGERS.get(wanted, wanted)}", f"Cơ sở {TRIGGERS.get(wanted, wanted)}")
    if wanted in RECOGNITIONS:
        if event.trigger != "recognition":
            return no
        met = _recognised(wanted, event)
        return Said(met, "", "") if met else no if met is False else Said(
            None, "chưa rõ sản phẩm trước đó mấy sao", "Số sao bây giờ và số sao trước đó (0 khi là lần đầu)"
        )  # fmt: skip
    if event.trigger != wanted and event.trigger not in ALSO.get(wanted, ()):
        return no
    if wanted == "first_recognition_packaging":
        if event.star_before is None:
            return Said(None, "chưa rõ sản phẩm có phải được công nhận lần đầu không", "Sản phẩm trước đó mấy sao")
        return Said(True, "") if event.star_before == 0 else no
    return Said(True, "")


def _recognised(wanted: str, event: Event) -> bool | None:
    star, before = event.star, event.star_before
    if star is None:
        return None
    if wanted == "recognition":
        return star >= 3
    if wanted == "raised_3_to_4" and star != 4:
        return False
    if wanted in ("raised_to_5", "first_5_or_from_below_3") and star != 5:
        return False
    if before is None:
        return None
    return {
        "first_recognition": before == 0 and star >= 3,
        "kept_star": before == star and star >= 3,
        "raised_star": 3 <= before < star,
        "raised_3_to_4": before == 3,
        "raised_to_5": before in (3, 4),
        "first_5_or_from_below_3": before < 3,
    }[wanted]


def _day(policy: Policy, event: Event, facts: Facts) -> Said:
    """What was done before the text began is not paid, nor what is still to come."""
    text = policy.record
    if event.on is None:
        return Said(True, "")
    if event.on > facts.on:
        return Said(False, f"việc này đến ngày {day(event.on)} mới có", f"Chờ đến ngày {day(event.on)}")
    if text.since is not None and event.on < text.since:
        return Said(
            False, f"việc làm ngày {day(event.on)}, trước khi văn bản áp dụng", f"Việc làm từ ngày {day(text.since)}"
        )
    return Said(True, "")


def _figures(policy: Policy, event: Event) -> Said:
    if policy.least_area is not None:
        if event.area_m2 is None:
            return Said(None, "chưa rõ diện tích cửa hàng", "Diện tích cửa hàng, mét vuông")
        if event.area_m2 < policy.least_area:
            wanted = f"Cửa hàng từ {policy.least_area} m²"
            return Said(False, f"cửa hàng {event.area_m2} m², cần từ {policy.least_area} m²", wanted)
    if policy.measure in ("percent", "percent_invoice"):
        if event.cost is None:
            return Said(None, "chưa rõ đã chi bao nhiêu theo hóa đơn", "Số tiền đã chi theo hóa đơn")
        if event.cost == 0:
            return Said(False, "chưa chi đồng nào", "Hóa đơn của khoản đã chi")
    if policy.measure == "monthly":
        return _workers(event)
    if policy.by_star and policy.amount is None:
        return _star_in_table(policy, event)
    return Said(True, "")


def _workers(event: Event) -> Said:
    if event.persons is None or event.months is None or event.minimum_wage is None:
        return Said(
            None,
            "chưa rõ số lao động, số tháng, lương tối thiểu vùng",
            "Số lao động trẻ, số tháng, lương tối thiểu vùng",
        )
    if event.persons == 0 or event.months == 0:
        return Said(False, "chưa có lao động trẻ nào", "Hợp đồng với lao động trẻ")
    return Said(True, "")


def _star_in_table(policy: Policy, event: Event) -> Said:
    if event.star is None:
        return Said(None, "chưa rõ sản phẩm mấy sao", "Số sao của sản phẩm")
    if event.star not in policy.by_star:
        stars = ", ".join(str(star) for star in sorted(policy.by_star))
        return Said(False, f"văn bản không có mức cho {event.star} sao", f"Sản phẩm đạt {stars} sao")
    return Said(True, "")


def _earlier(policy: Policy, event: Event, facts: Facts) -> Said:
    """What was paid before: once for each product, a cap that is used up, the commune's share."""
    key = policy.record.id
    limited = policy.once or policy.cap is not None or policy.cap_subject is not None
    mine = [one for one in facts.received or () if one.policy == key]
    if policy.once and any(one.product in (None, event.product) or event.product is None for one in mine):
        return Said(False, "đã nhận rồi, chính sách chỉ cho một lần", "Sản phẩm chưa nhận lần nào")
    used = sum(one.amount or 0 for one in mine if not policy.per or one.product in (None, event.product))
    if policy.cap is not None and used >= policy.cap > 0:
        return Said(False, "đã nhận đủ mức trần", "Không còn phần nào được nhận thêm")
    if policy.cap_subject is not None and sum(one.amount or 0 for one in mine) >= policy.cap_subject:
        return Said(False, "đã nhận đủ mức trần của một chủ thể", "Không còn phần nào được nhận thêm")
    if limited and (facts.received is None or not facts.received_known):
        return Said(
            None, "chưa rõ đã nhận theo chính sách này chưa", "Đã nhận tiền theo chính sách này chưa, bao nhiêu"
        )
    if limited and any(one.amount is None for one in mine):
        return Said(None, "chưa rõ đã nhận bao nhiêu theo chính sách này", "Số tiền đã nhận")
    return _in_commune(policy, facts)


def _in_commune(policy: Policy, facts: Facts) -> Said:
    most = policy.most_products_in_commune
    if most is None:
        return Said(True, "")
    used = facts.commune_counts.get(policy.record.id)
    if used is None:
        return Said(None, "chưa rõ xã đã có mấy sản phẩm được hỗ trợ", "Số sản phẩm trong xã đã được hỗ trợ")
    if used >= most:
        return Said(False, f"xã đã có đủ {most} sản phẩm được hỗ trợ", "Hỏi xã xem năm sau còn phần không")
    return Said(True, "")
