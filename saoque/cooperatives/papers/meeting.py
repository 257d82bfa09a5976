"""The invitation to a meeting and its minutes."""

from saoque.cooperatives.models import Meeting
from saoque.cooperatives.papers.parts import day_words, head, line, signature
from saoque.dossiers.papers.tree import Heading, Node, Paper, Row, Table, text

_OCCASIONS = {"founding": "HỘI NGHỊ THÀNH LẬP", "general": "ĐẠI HỘI THÀNH VIÊN", "board": "HỌP BAN QUẢN LÝ"}
_MAJORITIES = {
    "over_half": "quá 1/2 số người có mặt",
    "two_thirds": "từ 2/3 số người có mặt",
    "three_quarters": "từ 3/4 số người có mặt",
    "all": "mọi người có mặt",
}


def invitation_paper(meeting: Meeting) -> Paper:
    """The invitation with the agenda, and a line for each name on the roll."""
    items: list[Node] = [text(f"{item.position}. {item.title}", indent=1) for item in meeting.agenda.all()]
    names = [text(f"{n}. {row.member.name}", indent=1) for n, row in enumerate(meeting.roll.all(), start=1)]
    nodes: list[Node] = [
        *head(meeting.cooperative, "GIẤY MỜI", _OCCASIONS[meeting.occasion]),
        line("Của", meeting.cooperative.name),
        line("Thời gian", f"{meeting.hour or '……'} ngày {day_words(meeting.held_on)}"),
        line("Địa điểm", meeting.place),
        Heading(("Chương trình",), level=2, listed=False),
        *items,
        Heading(("Kính mời",), level=2, listed=False),
        *names,
        signature("THAY MẶT NHÓM", ""),
    ]
    return Paper(f"Giấy mời – {meeting.cooperative.name}", tuple(nodes))


def minutes_paper(meeting: Meeting) -> Paper:
    """Who came, what was put, how the votes fell against what was needed, what was said."""
    roll = list(meeting.roll.all())
    people = tuple(
        Row(
            (
                str(n),
                row.member.name,
                "Có mặt" if row.present else "Vắng",
                "1" if row.votes and row.present else "0",
                "",
            )
        )
        for n, row in enumerate(roll, start=1)
    )
    votes = tuple(
        Row(
            (
                str(item.position),
                item.title + (f"\nNgười được bầu: {item.elected.name}" if item.elected else ""),
                _MAJORITIES[item.majority],
                " / ".join("–" if n is None else str(n) for n in (item.votes_for, item.against, item.abstained)),
                "Thông qua" if item.passed else "Không thông qua" if item.passed is False else "Chưa bỏ phiếu",
            )
        )
        for item in meeting.agenda.all()
    )
    here = sum(row.present for row in roll)
    nodes: list[Node] = [
        *head(meeting.cooperative, "BIÊN BẢN", _OCCASIONS[meeting.occasion]),
        line("Của", meeting.cooperative.name),
        line("Thời gian", f"{meeting.hour or '……'} ngày {day_words(meeting.held_on)}"),
        line("Địa điểm", meeting.place),
        line("Chủ tọa", meeting.chair.name if meeting.chair else ""),
        line("Thư ký", meeting.secretary.name if meeting.secretary else ""),
        Heading((f"Có mặt {here} trên {len(roll)} người",), level=2, listed=False),
        Table(("TT", "Họ tên", "Có mặt", "Số phiếu", "Ký tên"), people, (1, 6, 3, 2, 4)),
        Heading(("Biểu quyết",), level=2, listed=False),
        Table(("TT", "Nội dung", "Cần", "Tán thành / không / khác", "Kết quả"), votes, (1, 7, 4, 4, 3)),
        Heading(("Ý kiến",), level=2, listed=False),
        *[text(part, align="justify") for part in (meeting.minutes or "……").splitlines() if part.strip()],
        signature("CHỦ TỌA", meeting.chair.name if meeting.chair else ""),
        signature("THƯ KÝ", meeting.secretary.name if meeting.secretary else "", ""),
    ]
    return Paper(f"Biên bản – {meeting.cooperative.name}", tuple(nodes))
