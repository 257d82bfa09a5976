"""The main places of the house, as each role needs them; the order is that of a day's work."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saoque.kernel.access import Actor
from saoque.people.roles import YOUTH_ROLES, Role

_OFFICES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.INSPECTOR)
_SOURCES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD)
_COUNCILS = (
    Role.AGENCY_CLERK,
    Role.AGENCY_HEAD,
    Role.ADVISER,
    Role.COUNCIL_CHAIR,
    Role.COUNCIL_MEMBER,
    Role.COUNCIL_SECRETARY,
)


@dataclass(frozen=True)
class Place:
    """One entry. `roles` empty: for everybody; `signed_in`: only after signing in; `note`: what one does there, in a line.

    `short` stands in the phone's bar, where two words fit under a sign.
    """

    name: str
    text: Any
    icon: str
    roles: tuple[Role, ...] = ()
    signed_in: bool = False
    note: Any = ""
    short: Any = ""


PLACES = (
    Place("today", _("Hôm nay"), "home", signed_in=True),
    Place("dossiers:list", pgettext_lazy("menu", "Hồ sơ"), "folder", (Role.PRODUCER, *_OFFICES, Role.SIGNER)),
    Place("producers:home", _("Sản phẩm của tôi"), "basket", (Role.PRODUCER,), short=pgettext_lazy("menu", "Sản phẩm")),
    Place("support:home", _("Vụ việc"), "list", YOUTH_ROLES),
    Place("dossiers:helping", _("Hồ sơ tôi giúp"), "folder", YOUTH_ROLES, short=_("Tôi giúp")),
    Place("figures:home", _("Số liệu"), "chart", YOUTH_ROLES),
    Place("help", _("Hỗ trợ"), "users", signed_in=True),
    Place("market", _("Thị trường"), "basket"),
    Place("guidance:home", _("Cẩm nang"), "leaf"),
    Place("councils:home", pgettext_lazy("menu", "Hội đồng"), "users", _COUNCILS),
    Place("certificates:sign_list", _("Chờ ký"), "edit", (Role.SIGNER,)),
    Place("people:units", pgettext_lazy("menu", "Đơn vị"), "users", (Role.ADMIN,)),
    Place("catalogue", pgettext_lazy("menu", "Sản phẩm"), "basket"),
    Place("verify", _("Xác minh"), "qr"),
)


# What stands on the page «Hỗ trợ», in this order: everything beside the dossier that helps a young producer on.
HELP: tuple[Place, ...] = (
    Place(
        "support:ask",
        _("Nêu nhu cầu"),
        "comment",
        (Role.PRODUCER,),
        note=_("Kỹ thuật, vốn, chỗ bán, nhãn hiệu, giấy tờ bị giữ: kể vài câu, có người theo đến cùng."),
    ),
    Place(
        "support:home",
        _("Vụ việc"),
        "list",
        (Role.PRODUCER, Role.PARTNER),
        note=_("Việc đang được giúp: ai làm, tới đâu, hẹn ngày nào, kết quả ra sao."),
    ),
    Place(
        "dossiers:helpers",
        _("Người giúp tôi"),
        "users",
        (Role.PRODUCER,),
        note=_("Nhờ cán bộ Đoàn hoặc cán bộ xã điền hồ sơ cùng, thôi lúc nào cũng được."),
    ),
    Place(
        "capital:support",
        _("Tôi được hỗ trợ gì"),
        "check",
        (Role.PRODUCER,),
        note=_("Chính sách nào hợp với cơ sở, được bao nhiêu, thiếu gì, và lập đề nghị."),
    ),
    Place(
        "capital:loans",
        _("Vay vốn và trả nợ"),
        "basket",
        (Role.PRODUCER, *YOUTH_ROLES),
        note=_("So các đường vay, tính tiền trả, theo dõi kỳ trả và nợ quá hạn."),
    ),
    Place(
        "capital:plans",
        _("Phương án kinh doanh"),
        "edit",
        (Role.PRODUCER, *YOUTH_ROLES),
        note=_("Viết phương án, tính dòng tiền, tải Word và PDF."),
    ),
    Place(
        "cooperatives:home",
        _("Lập tổ hợp tác, hợp tác xã"),
        "users",
        note=_("Cùng nhau đi từ ý tưởng đến giấy chứng nhận, rồi giữ sổ thành viên và vốn."),
    ),
    Place(
        "startups:home",
        _("Dự án khởi nghiệp"),
        "star",
        note=_("Ghi ý tưởng, rủ bạn cùng làm, đặt mốc, mời người cố vấn, đi thi."),
    ),
    Place("technology:library", _("Thư viện kỹ thuật"), "leaf", note=_("Chuyện đang gặp và cách bà con khác đã làm")),
    Place(
        "technology:transfers",
        _("Chuyển giao kỹ thuật"),
        "settings",
        (Role.PRODUCER, *YOUTH_ROLES),
        note=_("Người hướng dẫn tận nơi, có số đo trước và sau"),
    ),
    Place(
        "technology:checks",
        _("Tự kiểm số hóa"),
        "phone",
        (Role.PRODUCER, *YOUTH_ROLES),
        note=_("Mười lăm câu hỏi, biết nên làm gì tiếp"),
    ),
    Place(
        "support:producers",
        _("Bạn trẻ trong địa bàn"),
        "people",
        YOUTH_ROLES,
        note=_("Ai chưa có hồ sơ, ai lâu chưa gặp, giấy tờ nào sắp hết hạn."),
    ),
    Place(
        "producers:home",
        pgettext_lazy("menu", "Chủ thể"),
        "basket",
        YOUTH_ROLES,
        note=_("Mọi chủ thể và sản phẩm trong địa bàn."),
    ),
    Place(
        "dossiers:helping",
        _("Hồ sơ tôi giúp"),
        "folder",
        (*YOUTH_ROLES, Role.COMMUNE_OFFICER),
        note=_("Hồ sơ bà con nhờ điền giúp, và hồ sơ đã nộp trong địa bàn."),
    ),
    Place(
        "support:directives",
        _("Chỉ đạo và đề nghị"),
        "gavel",
        YOUTH_ROLES,
        note=_("Thành đoàn giao chỉ tiêu, xã, phường nhận, làm, báo cáo kèm minh chứng."),
    ),
    Place(
        "support:obstacle_rows",
        _("Vướng mắc với cơ quan"),
        "warning",
        (*YOUTH_ROLES, *_SOURCES),
        note=_("Bà con đang vướng ở đâu, cơ quan nào chưa trả lời."),
    ),
    Place(
        "capital:claims",
        _("Đề nghị hỗ trợ"),
        "folder",
        YOUTH_ROLES,
        note=_("Bà con đang đề nghị gì, ai hứa chi, tiền về tới đâu."),
    ),
    Place(
        "sources:list",
        _("Số liệu gốc"),
        "list",
        (*YOUTH_ROLES, *_SOURCES),
        note=_("Phí, lãi suất, chính sách từ bên ngoài: nguồn, hạn, và chỗ phải sửa."),
    ),
    Place(
        "support:lineage",
        _("Dòng kế tục đơn vị"),
        "clock",
        (Role.ADMIN,),
        note=_("Đơn vị Đoàn cũ đi đâu sau ngày sắp xếp lại, để việc cũ còn đọc được."),
    ),
)


# What stands on the page «Thị trường», in this order: the way from the star to the shelf, and what came of it.
MARKET: tuple[Place, ...] = (
    Place(
        "catalogue",
        pgettext_lazy("menu", "Sản phẩm"),
        "basket",
        note=_("Mọi sản phẩm có sao và đang lên sao, tìm theo tên, ngành, sao."),
    ),
    Place(
        "selling:home",
        _("Hồ sơ bán hàng"),
        "edit",
        (Role.PRODUCER, Role.BUYER, *YOUTH_ROLES, *_OFFICES, Role.SIGNER),
        note=_("Giá, sản lượng, điều kiện bán; còn thiếu gì để lên kệ; hồ sơ chào hàng."),
    ),
    Place(
        "ledger:home",
        _("Sổ bán hàng"),
        "edit",
        (Role.PRODUCER, *YOUTH_ROLES, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD),
        note=_("Ghi mỗi lần bán trong vài giây, cộng theo sản phẩm, kênh, mùa; cả địa bàn chỉ thấy số cộng."),
    ),
    Place(
        "gifts:home",
        _("Quà quê có sao"),
        "star",
        note=_("Quà biếu, quà cơ quan theo dịp và số tiền, chỉ món có sao còn hiệu lực."),
    ),
    Place(
        "feeds:home",
        _("Gửi hàng lên kênh bán"),
        "upload",
        signed_in=True,
        note=_("Tệp cho sàn, siêu thị, Google, tập giới thiệu, bảng giá, ảnh đăng mạng: còn thiếu gì, gửi gì, đổi gì."),
    ),
    Place(
        "channels:where", _("Mua ở đâu"), "search", note=_("Nơi đang bày hàng của bà con, có bản đồ và ngày xem lại.")
    ),
    Place(
        "channels:listings",
        _("Hàng đang bán"),
        "list",
        (Role.PRODUCER, *YOUTH_ROLES, Role.AGENCY_CLERK, Role.AGENCY_HEAD),
        note=_("Sản phẩm nào đứng ở kệ nào, giá bao nhiêu, ai xem lại lần cuối."),
    ),
    Place(
        "channels:list",
        _("Kênh bán"),
        "home",
        signed_in=True,
        note=_("Siêu thị, cửa hàng, điểm OCOP, sàn trực tuyến; kiểm điểm bán theo tiêu chí."),
    ),
    Place(
        "fairs:home",
        _("Hội chợ"),
        "clock",
        note=_("Khi nào, ở đâu, đăng ký ra sao, ai được chọn và vì sao, gian nào của ai."),
    ),
    Place(
        "buyers:home",
        _("Nhu cầu mua"),
        "search",
        (Role.BUYER,),
        note=_("Ghi món cần mua; Sao Quê tìm nơi bán hợp, ghép cho đủ, theo đến khi có trả lời."),
    ),
    Place(
        "buyers:wanted",
        _("Người mua đang tìm"),
        "search",
        (Role.PRODUCER,),
        note=_("Ai cần món bà con làm, bà con hợp hay chưa, và chào hàng."),
    ),
    Place(
        "buyers:threads",
        _("Trao đổi mua bán"),
        "comment",
        (Role.BUYER, Role.PRODUCER),
        note=_("Báo giá, hàng mẫu, giờ gặp, thỏa thuận giữa hai bên."),
    ),
    Place(
        "buyers:silences",
        _("Ai chưa trả lời"),
        "clock",
        (*YOUTH_ROLES, Role.AGENCY_CLERK, Role.AGENCY_HEAD),
        note=_("Trao đổi mua bán trong địa bàn đã quá hạn trả lời, để hỏi giúp."),
    ),
)


def places_for(actor: Actor, places: tuple[Place, ...] = PLACES) -> Iterator[Place]:
    for place in places:
        if place.signed_in and not actor.signed_in:
            continue
        if not place.roles or actor.has(*place.roles):
            yield place


# The bar holds so many entries; the public ones at its end stand at the foot of every page too.
MOST_IN_BAR = 6
FOOT = ("guidance:home", "catalogue", "verify")


def foot_items() -> list[dict[str, Any]]:
    """Return what stands at the foot of every page: the public places."""
    return [{"url": reverse(place.name), "text": place.text} for place in PLACES if place.name in FOOT]


def nav_items(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Return the entries for the page frame; the one whose address begins `path` is the current one."""
    items = []
    for place in islice(places_for(actor), MOST_IN_BAR):
        url = reverse(place.name)
        items.append(
            {"url": url, "text": place.text, "short": place.short, "icon": place.icon, "current": path.startswith(url)}
        )
    return items


# What a person without a task may look into, the first that the roles know.
_MEANWHILE = (
    "dossiers:list", "councils:home", "certificates:sign_list", "support:home", "buyers:home", "people:units", "help",
)  # fmt: skip


def meanwhile(actor: Actor) -> Place:
    """Return the place that the empty first screen leads to."""
    known = {place.name: place for places in (MARKET, HELP, PLACES) for place in places_for(actor, places)}
    return next(known[name] for name in _MEANWHILE if name in known)


def account_items(actor: Actor) -> list[dict[str, Any]]:
    """Return what stands in the menu under the person's name."""
    if not actor.signed_in:
        return []
    return [
        {"url": reverse("people:account"), "text": _("Tài khoản của tôi"), "icon": "user"},
        {"url": reverse("people:units"), "text": _("Đơn vị của tôi"), "icon": "users"},
        {"url": reverse("reminders:settings"), "text": _("Cách nhắc việc"), "icon": "bell"},
    ]
