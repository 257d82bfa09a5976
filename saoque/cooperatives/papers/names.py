"""Which papers a founding needs (law 17/2023 article 42; a group has its contract). Vietnamese, as they are printed."""

from collections.abc import Mapping

from saoque.cooperatives.queries.picture import Picture, has_foreigner

TITLES: Mapping[str, str] = {
    "request": "Giấy đề nghị đăng ký thành lập",
    "charter": "Điều lệ",
    "resolution": "Nghị quyết hội nghị thành lập",
    "members": "Danh sách thành viên chính thức, thành viên liên kết góp vốn",
    "representatives": "Danh sách người đại diện theo pháp luật",
    "investment": "Bản sao giấy chứng nhận đăng ký đầu tư",
    "contract": "Hợp đồng hợp tác",
}
COOPERATIVE = ("request", "charter", "resolution", "members", "representatives")
GROUP = ("request", "contract", "members")


def codes_for(seen: Picture) -> list[str]:
    """Return the codes in the order of the file; the investment certificate only where a foreign investor takes part."""
    if seen.cooperative.is_group:
        return list(GROUP)
    return [*COOPERATIVE, *(["investment"] if has_foreigner(seen.people) else [])]
