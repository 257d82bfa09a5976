"""The papers that are handed in, each from the same picture of the founding."""

from collections.abc import Callable, Mapping
from typing import Any

from saoque.cooperatives.kinds import MemberKind, Post, Standing
from saoque.cooperatives.models import Member
from saoque.cooperatives.papers.names import TITLES
from saoque.cooperatives.papers.parts import address_of, day_words, foot, head, line, money, signature
from saoque.cooperatives.queries.picture import Picture
from saoque.cooperatives.shares import percent_words
from saoque.dossiers.papers.tree import Heading, Node, Paper, Row, Table, text

_KINDS: Mapping[str, str] = {
    MemberKind.CITIZEN: "Công dân Việt Nam",
    MemberKind.HOUSEHOLD: "Hộ gia đình",
    MemberKind.BODY: "Tổ chức không có tư cách pháp nhân",
    MemberKind.LEGAL_PERSON: "Pháp nhân Việt Nam",
    MemberKind.FOREIGN_INVESTOR: "Nhà đầu tư nước ngoài",
}
_STANDINGS: Mapping[str, str] = {Standing.OFFICIAL: "Chính thức", Standing.LINKED: "Liên kết góp vốn"}
POSTS: Mapping[str, str] = {
    Post.NONE: "Thành viên",
    Post.CHAIR: "Chủ tịch Hội đồng quản trị",
    Post.DIRECTOR: "Giám đốc",
    Post.CONTROLLER: "Kiểm soát viên",
    Post.LEADER: "Tổ trưởng",
}


def build_paper(seen: Picture, code: str) -> Paper:
    """Return one paper as a tree for Word or PDF. KeyError for an unknown code."""
    nodes = [*_BUILDERS[code](seen), *foot(seen.cooperative)]
    return Paper(f"{TITLES[code]} – {seen.cooperative.name}", tuple(nodes))


def _kind(seen: Picture) -> str:
    return "tổ hợp tác" if seen.cooperative.is_group else "hợp tác xã"


def _representatives(seen: Picture) -> list[Member]:
    return [one for one in seen.people if one.represents]


def _lines(seen: Picture) -> str:
    return "; ".join(f"{one.name} (mã {one.code})" if one.code else one.name for one in seen.lines)


def _filer(seen: Picture) -> str:
    items = seen.meeting.agenda.all() if seen.meeting else []
    return next((item.elected.name for item in items if item.key == "filer" and item.elected), "")


def _request(seen: Picture) -> list[Node]:
    one = seen.cooperative
    people = _representatives(seen)
    main = next((row for row in seen.lines if row.is_main), None)
    return [
        *head(one, f"GIẤY ĐỀ NGHỊ ĐĂNG KÝ THÀNH LẬP {_kind(seen).upper()}"),
        text(f"Kính gửi: Cơ quan đăng ký kinh doanh {one.commune.full_name}", align="center", gap=6),
        line("1. Tên", one.name),
        line("   Tên viết tắt", one.short_name),
        line("2. Địa chỉ trụ sở chính", address_of(one)),
        line("3. Ngành, nghề", _lines(seen)),
        line("   Ngành chính", main.name if main else ""),
        line("4. Vốn điều lệ" if not one.is_group else "4. Tổng giá trị đóng góp", money(seen.capital.pledged)),
        line("   Đã góp đến nay", money(seen.capital.paid)),
        line("5. Số thành viên chính thức", len(seen.officials)),
        line("   Số thành viên liên kết góp vốn", str(len(seen.people) - len(seen.officials))),
        line(
            "6. Người đại diện",
            "; ".join(f"{man.representative or man.name}, {POSTS[man.post].lower()}" for man in people),
        ),
        line("7. Người nộp hồ sơ", _filer(seen)),
        text("Chúng tôi cam kết những điều ghi trên là đúng và chịu trách nhiệm trước pháp luật.", gap=6),
        signature("NGƯỜI ĐẠI DIỆN", people[0].representative or people[0].name if people else ""),
    ]


def blanks_of(seen: Picture) -> dict[str, str]:
    """What the blocks of charter and contract are filled with."""
    named = "; ".join(f"{one.representative or one.name} ({POSTS[one.post]})" for one in _representatives(seen))
    return {
        "name": seen.cooperative.name,
        "address": address_of(seen.cooperative),
        "lines": _lines(seen) or "……",
        "capital": money(seen.capital.pledged),
        "max_share": str(seen.capital.limit) if seen.capital.limit is not None else "……",
        "representatives": f"Người đại diện: {named or '……'}.",
    }


def block_words(block: Mapping[str, Any], kept: Mapping[str, Any], blanks: Mapping[str, str]) -> list[str]:
    """The chosen or given text of one block and the founders' own addition; dots where nothing was chosen."""
    told = kept.get(block["key"], {})
    given = block.get("text", "")
    for name, value in blanks.items():
        given = given.replace("{" + name + "}", value)
    chosen = next((one["text"] for one in block.get("options", []) if one["id"] == told.get("option")), "")
    words = [one for one in (given, chosen, told.get("more", "")) if one]
    return words or ["……………………"]


def _blocks(seen: Picture) -> list[Node]:
    blanks = blanks_of(seen)
    nodes: list[Node] = []
    for number, block in enumerate(seen.blocks, start=1):
        nodes.append(Heading((f"Điều {number}. {block['title']}",), level=2))
        nodes += [text(words, align="justify") for words in block_words(block, seen.cooperative.charter, blanks)]
    return nodes


def _charter(seen: Picture) -> list[Node]:
    people = _representatives(seen)
    adopted = seen.meeting.held_on if seen.meeting else None
    return [
        *head(seen.cooperative, "ĐIỀU LỆ", seen.cooperative.name.upper()),
        text(f"Được hội nghị thành lập thông qua ngày {day_words(adopted) or '……'}.", italic=True, align="center"),
        *_blocks(seen),
        signature("NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", people[0].name if people else ""),
    ]


def _contract(seen: Picture) -> list[Node]:
    return [
        *head(seen.cooperative, "HỢP ĐỒNG HỢP TÁC", seen.cooperative.name.upper()),
        text("Chúng tôi, những người có tên trong danh sách dưới đây, tự nguyện thỏa thuận:", gap=6),
        *_blocks(seen),
        Heading(("Danh sách và chữ ký của toàn bộ thành viên",), level=2),
        Table(
            ("TT", "Họ tên", "Số định danh", "Nơi cư trú", "Phần đóng góp", "Ký tên"),
            tuple(
                Row((str(n), row.member.name, row.member.id_number, row.member.home, money(row.pledged), ""))
                for n, row in enumerate(seen.capital.rows, start=1)
            ),
            (1, 4, 3, 4, 3, 2),
        ),
    ]


def _resolution(seen: Picture) -> list[Node]:
    meeting = seen.meeting
    items = list(meeting.agenda.all()) if meeting else []
    present = sum(line.present for line in meeting.roll.all()) if meeting else 0
    rows = tuple(
        Row(
            (
                str(item.position),
                item.title + (f"\nNgười được bầu: {item.elected.name}" if item.elected else ""),
                *(str(n) if n is not None else "" for n in (item.votes_for, item.against, item.abstained)),
                "Thông qua" if item.passed else "Không thông qua" if item.passed is False else "",
            )
        )
        for item in items
    )
    return [
        *head(seen.cooperative, "NGHỊ QUYẾT", "HỘI NGHỊ THÀNH LẬP", seen.cooperative.name.upper()),
        line("Họp ngày", day_words(meeting.held_on) if meeting else ""),
        line("Tại", meeting.place if meeting else ""),
        line("Số người có mặt", present),
        Heading(("Hội nghị quyết nghị",), level=2),
        Table(("TT", "Nội dung", "Tán thành", "Không", "Ý kiến khác", "Kết quả"), rows, (1, 7, 2, 2, 2, 3)),
        line("Vốn điều lệ được thông qua", money(seen.capital.pledged)),
        line("Người được cử đi nộp hồ sơ", _filer(seen)),
        signature("CHỦ TỌA HỘI NGHỊ", meeting.chair.name if meeting and meeting.chair else ""),
    ]


def _members(seen: Picture) -> list[Node]:
    rows = tuple(
        Row(
            (
                str(n),
                row.member.name + (f"\nĐại diện: {row.member.representative}" if row.member.representative else ""),
                day_words(row.member.born_on),
                row.member.id_number,
                row.member.home,
                f"{_STANDINGS[row.member.standing]}\n{_KINDS[row.member.kind]}",
                f"{money(row.pledged)}\n{percent_words(row.share)} %",
                day_words(row.due_on),
            )
        )
        for n, row in enumerate(seen.capital.rows, start=1)
    )
    total = Row(("", "Cộng", "", "", "", "", f"{money(seen.capital.pledged)}\n100 %", ""), strong=True)
    heads = ("TT", "Họ tên", "Ngày sinh", "Số định danh, đăng ký", "Nơi ở, trụ sở", "Loại", "Vốn góp", "Hạn góp")
    return [
        *head(seen.cooperative, "DANH SÁCH THÀNH VIÊN", seen.cooperative.name.upper()),
        Table(heads, (*rows, total) if seen.capital.pledged else rows, (1, 4, 3, 4, 4, 3, 4, 3)),
        signature("NGƯỜI ĐẠI DIỆN", (_representatives(seen) or [Member(name="")])[0].name),
    ]


def _legal_representatives(seen: Picture) -> list[Node]:
    people = _representatives(seen)
    rows = tuple(
        Row((str(n), one.representative or one.name, day_words(one.born_on), one.id_number, one.home, POSTS[one.post]))
        for n, one in enumerate(people, start=1)
    )
    heads = ("TT", "Họ tên", "Ngày sinh", "Số định danh cá nhân", "Nơi ở", "Chức vụ")
    return [
        *head(seen.cooperative, "DANH SÁCH NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", seen.cooperative.name.upper()),
        Table(heads, rows, (1, 4, 3, 4, 5, 4)),
        signature("NGƯỜI ĐẠI DIỆN", people[0].name if people else ""),
    ]


def _investment(seen: Picture) -> list[Node]:
    rows = tuple(
        Row((str(n), one.name, one.investment_certificate))
        for n, one in enumerate((p for p in seen.people if p.kind == MemberKind.FOREIGN_INVESTOR), start=1)
    )
    return [
        *head(seen.cooperative, "GIẤY CHỨNG NHẬN ĐĂNG KÝ ĐẦU TƯ", "(tờ bìa, kèm bản sao)"),
        Table(("TT", "Nhà đầu tư", "Số giấy chứng nhận"), rows, (1, 5, 5)),
        text("Kèm bản sao giấy chứng nhận đăng ký đầu tư của từng nhà đầu tư ghi trên.", gap=6),
    ]


_BUILDERS: Mapping[str, Callable[[Picture], list[Node]]] = {
    "request": _request,
    "charter": _charter,
    "resolution": _resolution,
    "members": _members,
    "representatives": _legal_representatives,
    "investment": _investment,
    "contract": _contract,
}
