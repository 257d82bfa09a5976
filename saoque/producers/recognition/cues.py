"""Words that tell what a paper is and who gave it, written without Vietnamese signs."""

import re
from collections.abc import Mapping

NUMBERS_IN_WORDS: Mapping[str, int] = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "muoi hai": 12, "muoi": 10,
}  # fmt: skip

# The beginning of a line that names an office, a certifier or a laboratory.
ISSUERS = re.compile(
    r"(uy ban nhan dan|ubnd|so (?!:)[a-z]|chi cuc|cuc |phong |ban |trung tam|vien |bo [a-z]|tong cuc|"
    r"cong ty|to chuc chung nhan|lien minh|hoi |hiep hoi)"
)


def _cues(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


KIND_CUES: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "E01": _cues(r"dang ky (doanh nghiep|hop tac xa|lien hiep hop tac xa|ho kinh doanh|kinh doanh|trang trai)"),
    "E02": _cues(
        r"(co so )?du dieu kien (an toan thuc pham|ve sinh|san xuat)", r"cam ket (bao dam|san xuat)[^.]{0,40}an toan"
    ),
    "E03": _cues(r"hop dong (lien ket|cung cap|thu mua|mua nguyen lieu|bao tieu)", r"nguon goc nguyen lieu"),
    "E04": _cues(r"bao ve moi truong", r"giay phep moi truong", r"dang ky moi truong"),
    "E05": _cues(r"danh sach (nguoi )?lao dong"),
    "E06": _cues(r"bao cao tai chinh", r"xep loai hop tac xa", r"danh gia[, ]+xep loai"),
    "E07": _cues(r"dang ky nhan hieu", r"kieu dang cong nghiep", r"bang doc quyen", r"nhan hieu (tap the|chung nhan)"),
    "E08": _cues(r"hop dong mua ban", r"hoa don (gia tri gia tang|ban hang)"),
    "E11": _cues(r"(ban )?(tu )?cong bo (san pham|chat luong|hop quy|hop chuan)"),
    "E12": _cues(r"phieu (ket qua )?(kiem|thu) nghiem", r"ket qua (kiem|thu) nghiem", r"phieu phan tich"),
    "E13": _cues(r"ma so,? ma vach", r"truy xuat nguon goc"),
    "E14": _cues(
        r"viet\s?gap", r"global\s?g\.?a\.?p", r"\bhaccp\b", r"\biso\s?\d{4,5}", r"(san pham|trong trot|san xuat) huu co"
    ),
    "E15": _cues(r"giay khen", r"bang khen", r"giai thuong", r"cong nghiep nong thon tieu bieu", r"binh chon"),
}
