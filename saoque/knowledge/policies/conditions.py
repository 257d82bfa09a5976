"""Each condition of a policy as a question with three answers: met, not met, not known."""

from __future__ import annotations

from dataclasses import dataclass

from saoque.knowledge.policies.facts import ALSO, RECOGNITIONS, TRIGGERS, Event, Facts
from saoque.knowledge.policies.places import Council, Places
from saoque.knowledge.policies.policy import Policy
from saoque.knowledge.policies.sentences import listed, sentence
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
        return Said(
            False,
            sentence("văn bản đã hết hạn từ sau ngày {day}", day=day(text.until)),
            sentence("Chờ hoặc tìm chính sách mới thay thế"),
        )
    if text.since is not None and facts.on < text.since:
        return Said(
            False,
            sentence("văn bản chỉ áp dụng từ ngày {day}", day=day(text.since)),
            sentence("Chờ đến ngày {day}", day=day(text.since)),
        )
    if text.until is None and text.verify:
        return Said(
            None,
            sentence("chưa ai xác nhận văn bản còn áp dụng đến khi nào"),
            sentence("Hỏi nơi ban hành: văn bản còn áp dụng không"),
        )
    return Said(True, sentence("văn bản đang áp dụng"))


def place(policy: Policy, facts: Facts, council: Council | None, places: Places) -> Said:
    """Whether the producer's place lies where the text holds."""
    if policy.council is None:
        return Said(True, sentence("chính sách của cả nước"))
    if council is None:
        return Said(None, sentence("không rõ hội đồng nào đã ban hành"), sentence("Tên hội đồng đã ban hành văn bản"))
    asked = [code for code in (facts.former_place, facts.place) if code]
    found = next(
        (got for got in (places.inside(one, *policy.council, facts.on) for one in asked) if got is not None), None
    )
    if found is False:
        return Said(
            False,
            sentence("chỉ dành cho nơi thuộc {council}", council=council.name),
            sentence("Cơ sở ở {council}", council=council.name),
        )
    if found is None:
        return Said(
            None,
            sentence("chưa rõ cơ sở có thuộc {council} không", council=council.name),
            sentence("Mã xã của cơ sở, hoặc xã cũ trước 1/7/2025"),
        )
    if council.until is not None:
        after = listed(council.after) or sentence("đơn vị khác")
        return Said(
            None,
            sentence("{council} không còn, nay là {after}", council=council.name, after=after),
            sentence("Hỏi {after}: văn bản cũ còn áp dụng cho nơi mình không", after=after),
        )
    return Said(True, sentence("cơ sở ở {council}", council=council.name))


def who(policy: Policy, facts: Facts) -> Said:
    """Whether the producer's legal form is among those of the text."""
    if not policy.who:
        return Said(True, "")
    if facts.legal_form is None:
        return Said(None, sentence("chưa rõ loại hình của cơ sở"), sentence("Loại hình của cơ sở"))
    if facts.legal_form in policy.who:
        return Said(True, sentence("cơ sở là {form}", form=LEGAL_FORMS.get(facts.legal_form, facts.legal_form)))
    return Said(
        False,
        sentence("chỉ dành cho {forms}", forms=forms(policy.who)),
        sentence("Loại hình phù hợp: {forms}", forms=forms(policy.who)),
    )


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
    if event.trigger != "recognition":
        work = TRIGGERS[event.trigger]
        if event.product:
            return sentence("cơ sở {work} ({product})", work=work, product=event.product)
        return sentence("cơ sở {work}", work=work)
    before = _before(event.star_before)
    if event.product:
        return sentence(
            "có sản phẩm ({product}) được công nhận {star} sao, {before}",
            product=event.product,
            star=event.star,
            before=before,
        )
    return sentence("có sản phẩm được công nhận {star} sao, {before}", star=event.star, before=before)


def _before(star: int | None) -> str:
    if star is None:
        return sentence("chưa rõ trước đó mấy sao")
    return sentence("trước đó {star} sao", star=star) if star else sentence("lần đầu")


def _trigger(wanted: str, event: Event) -> Said:
    asked = TRIGGERS.get(wanted, wanted)
    no = Said(False, sentence("chính sách dành cho nơi {work}", work=asked), sentence("Cơ sở {work}", work=asked))
    if wanted in RECOGNITIONS:
        if event.trigger != "recognition":
            return no
        met = _recognised(wanted, event)
        return Said(met, "", "") if met else no if met is False else Said(
            None, sentence("chưa rõ sản phẩm trước đó mấy sao"), sentence("Số sao bây giờ và số sao trước đó (0 khi là lần đầu)")
        )  # fmt: skip
    if event.trigger != wanted and event.trigger not in ALSO.get(wanted, ()):
        return no
    if wanted == "first_recognition_packaging":
        if event.star_before is None:
            return Said(
                None,
                sentence("chưa rõ sản phẩm có phải được công nhận lần đầu không"),
                sentence("Sản phẩm trước đó mấy sao"),
            )
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
        return Said(
            False,
            sentence("việc này đến ngày {day} mới có", day=day(event.on)),
            sentence("Chờ đến ngày {day}", day=day(event.on)),
        )
    if text.since is not None and event.on < text.since:
        return Said(
            False,
            sentence("việc làm ngày {day}, trước khi văn bản áp dụng", day=day(event.on)),
            sentence("Việc làm từ ngày {day}", day=day(text.since)),
        )
    return Said(True, "")


def _figures(policy: Policy, event: Event) -> Said:
    if policy.least_area is not None:
        if event.area_m2 is None:
            return Said(None, sentence("chưa rõ diện tích cửa hàng"), sentence("Diện tích cửa hàng, mét vuông"))
        if event.area_m2 < policy.least_area:
            wanted = sentence("Cửa hàng từ {least} m²", least=policy.least_area)
            words = sentence("cửa hàng {area} m², cần từ {least} m²", area=event.area_m2, least=policy.least_area)
            return Said(False, words, wanted)
    if policy.measure in ("percent", "percent_invoice"):
        if event.cost is None:
            return Said(
                None, sentence("chưa rõ đã chi bao nhiêu theo hóa đơn"), sentence("Số tiền đã chi theo hóa đơn")
            )
        if event.cost == 0:
            return Said(False, sentence("chưa chi đồng nào"), sentence("Hóa đơn của khoản đã chi"))
    if policy.measure == "monthly":
        return _workers(event)
    if policy.by_star and policy.amount is None:
        return _star_in_table(policy, event)
    return Said(True, "")


def _workers(event: Event) -> Said:
    if event.persons is None or event.months is None or event.minimum_wage is None:
        return Said(
            None,
            sentence("chưa rõ số lao động, số tháng, lương tối thiểu vùng"),
            sentence("Số lao động trẻ, số tháng, lương tối thiểu vùng"),
        )
    if event.persons == 0 or event.months == 0:
        return Said(False, sentence("chưa có lao động trẻ nào"), sentence("Hợp đồng với lao động trẻ"))
    return Said(True, "")


def _star_in_table(policy: Policy, event: Event) -> Said:
    if event.star is None:
        return Said(None, sentence("chưa rõ sản phẩm mấy sao"), sentence("Số sao của sản phẩm"))
    if event.star not in policy.by_star:
        stars = ", ".join(str(star) for star in sorted(policy.by_star))
        return Said(
            False,
            sentence("văn bản không có mức cho {star} sao", star=event.star),
            sentence("Sản phẩm đạt {stars} sao", stars=stars),
        )
    return Said(True, "")


def _earlier(policy: Policy, event: Event, facts: Facts) -> Said:
    """What was paid before: once for each product, a cap that is used up, the commune's share."""
    key = policy.record.id
    limited = policy.once or policy.cap is not None or policy.cap_subject is not None
    mine = [one for one in facts.received or () if one.policy == key]
    if policy.once and any(one.product in (None, event.product) or event.product is None for one in mine):
        return Said(False, sentence("đã nhận rồi, chính sách chỉ cho một lần"), sentence("Sản phẩm chưa nhận lần nào"))
    used = sum(one.amount or 0 for one in mine if not policy.per or one.product in (None, event.product))
    if policy.cap is not None and used >= policy.cap > 0:
        return Said(False, sentence("đã nhận đủ mức trần"), sentence("Không còn phần nào được nhận thêm"))
    if policy.cap_subject is not None and sum(one.amount or 0 for one in mine) >= policy.cap_subject:
        return Said(
            False, sentence("đã nhận đủ mức trần của một chủ thể"), sentence("Không còn phần nào được nhận thêm")
        )
    if limited and (facts.received is None or not facts.received_known):
        return Said(
            None,
            sentence("chưa rõ đã nhận theo chính sách này chưa"),
            sentence("Đã nhận tiền theo chính sách này chưa, bao nhiêu"),
        )
    if limited and any(one.amount is None for one in mine):
        return Said(None, sentence("chưa rõ đã nhận bao nhiêu theo chính sách này"), sentence("Số tiền đã nhận"))
    return _in_commune(policy, facts)


def _in_commune(policy: Policy, facts: Facts) -> Said:
    most = policy.most_products_in_commune
    if most is None:
        return Said(True, "")
    used = facts.commune_counts.get(policy.record.id)
    if used is None:
        return Said(
            None, sentence("chưa rõ xã đã có mấy sản phẩm được hỗ trợ"), sentence("Số sản phẩm trong xã đã được hỗ trợ")
        )
    if used >= most:
        return Said(
            False,
            sentence("xã đã có đủ {most} sản phẩm được hỗ trợ", most=most),
            sentence("Hỏi xã xem năm sau còn phần không"),
        )
    return Said(True, "")
