"""What is known of a producer. Whatever is None is not known, which is never the same as no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from saoque.knowledge.policies.sentences import Sentence, sentence

# What a policy answers to, as one says it of the producer.
TRIGGERS: Mapping[str, Sentence] = {
    "recognition": sentence("có sản phẩm được công nhận hạng sao"),
    "first_recognition": sentence("có sản phẩm được công nhận lần đầu"),
    "kept_star": sentence("có sản phẩm giữ được sao khi đánh giá lại"),
    "raised_star": sentence("có sản phẩm được nâng hạng sao"),
    "raised_3_to_4": sentence("có sản phẩm nâng từ 3 lên 4 sao"),
    "raised_to_5": sentence("có sản phẩm nâng từ 3 hoặc 4 lên 5 sao"),
    "first_5_or_from_below_3": sentence("có sản phẩm đạt 5 sao ngay hoặc từ dưới 3 sao"),
    "first_recognition_packaging": sentence("làm công bố, bao bì, tem cho sản phẩm được công nhận lần đầu"),
    "mark": sentence("xây dựng, đăng ký nhãn hiệu"),
    "ocop_point": sentence("làm điểm giới thiệu và bán sản phẩm OCOP"),
    "cert_gmp": sentence("làm chứng nhận GMP"),
    "cert_organic_globalgap": sentence("làm chứng nhận hữu cơ hoặc GlobalGAP"),
    "cert_vietgap": sentence("làm chứng nhận VietGAP"),
    "machine": sentence("mua máy móc, dây chuyền, kho lạnh"),
    "machine_transfer": sentence("mua máy móc, nhận chuyển giao công nghệ"),
    "packaging_story": sentence("làm bao bì, nhãn, câu chuyện sản phẩm"),
    "shop": sentence("mở cửa hàng OCOP"),
    "fair": sentence("trưng bày ở hội chợ"),
    "young_worker_at_htx": sentence("nhận lao động trẻ về làm tại hợp tác xã"),
}
RECOGNITIONS = frozenset(
    {
        "recognition",
        "first_recognition",
        "kept_star",
        "raised_star",
        "raised_3_to_4",
        "raised_to_5",
        "first_5_or_from_below_3",
    }
)
# A policy for the first is also met by the second.
ALSO: Mapping[str, frozenset[str]] = {
    "machine_transfer": frozenset({"machine"}),
    "first_recognition_packaging": frozenset({"packaging_story"}),
}
WORKS = frozenset(TRIGGERS) - RECOGNITIONS


@dataclass(frozen=True, slots=True)
class Event:
    """Something done or reached. `trigger` is "recognition" or one of `WORKS`; amounts in VND.

    `star_before` is 0 for a first recognition. `cost` is what invoices prove. `on` None: on the day that is asked about.
    """

    trigger: str
    product: str | None = None
    on: date | None = None
    star: int | None = None
    star_before: int | None = None
    cost: int | None = None
    area_m2: int | None = None
    persons: int | None = None
    months: int | None = None
    minimum_wage: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came under a policy before. `product` None: for the producer as a whole; `amount` in VND."""

    policy: str
    product: str | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A producer on a day.

    `place` and `former_place` are official codes of the commune or province now and before 1 July 2025. `events` None:
    nobody has said what was done; empty: nothing was. `works_known` False: recognitions are known, what else was done is
    told in part only. `received` None: not known; `received_known` False: this much came, and more may have come.
    `commune_counts`: products of the commune that a policy (by id) has supported already; one missing there is not known.
    """

    on: date
    place: str | None = None
    former_place: str | None = None
    legal_form: str | None = None
    events: tuple[Event, ...] | None = None
    received: tuple[Received, ...] | None = None
    commune_counts: Mapping[str, int] = field(default_factory=dict)
    papers: frozenset[str] | None = None
    works_known: bool = True
    received_known: bool = True
