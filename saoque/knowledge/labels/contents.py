"""The mandatory contents: what each is called, and how it is recognised in the text of a label.

Words are folded (no marks, lower case). Recognition is generous: a missed content that is there annoys,
but the label itself is looked at by people in the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain

from saoque.knowledge.labels.text import Text, exactly, find

NAMES: Mapping[str, str] = {
    "goods_name": "tên hàng hóa",
    "responsible_name": "tên tổ chức, cá nhân chịu trách nhiệm về hàng hóa",
    "responsible_address": "địa chỉ nơi chịu trách nhiệm",
    "origin": "xuất xứ",
    "quantity": "định lượng (khối lượng, thể tích, số lượng)",
    "made_on": "ngày sản xuất",
    "made_year": "năm sản xuất",
    "expires_on": "hạn sử dụng",
    "made_or_expires_on": "ngày sản xuất hoặc hạn sử dụng",
    "ingredients": "thành phần",
    "warning": "thông tin cảnh báo",
    "use": "hướng dẫn sử dụng",
    "storage": "hướng dẫn bảo quản",
    "ethanol": "hàm lượng etanol",
    "lot": "mã nhận diện lô, số lô",
    "specifications": "thông số kỹ thuật (kích thước…)",
    "health_food_words": "cụm từ “Thực phẩm bảo vệ sức khỏe”",
}

MADE_ON = (
    "nsx", "ngay san xuat", "ngay sx", "sx ngay", "san xuat ngay", "ngay che bien", "mfg", "mfg date",
    "manufacturing date", "production date",
)  # fmt: skip
EXPIRES_ON = (
    "hsd", "han su dung", "han dung", "han sd", "su dung den", "su dung truoc", "dung truoc ngay",
    "su dung tot nhat truoc", "exp", "exp date", "expiry date", "best before",
)  # fmt: skip

_WORDS: Mapping[str, tuple[str, ...]] = {
    "goods_name": ("ten hang", "ten hang hoa", "ten san pham", "product name"),
    "responsible_name": (
        "co so san xuat", "cssx", "co so che bien", "nha san xuat", "noi san xuat", "don vi san xuat", "san xuat boi",
        "san xuat va dong goi", "dong goi boi", "cong ty", "hop tac xa", "htx", "to hop tac", "ho kinh doanh",
        "ho san xuat", "doanh nghiep", "co so", "chiu trach nhiem", "chu the", "nha nhap khau", "phan phoi boi",
        "manufacturer", "manufactured by", "produced by",
    ),
    "responsible_address": ("dia chi", "address"),
    "origin": (
        "xuat xu", "nguon goc xuat xu", "san xuat tai", "noi san xuat", "nuoc san xuat", "che tao tai", "lam tai",
        "san pham cua viet nam", "hang viet nam", "made in", "product of", "origin",
    ),
    "ingredients": ("thanh phan", "nguyen lieu", "chat lieu", "lam tu", "ingredients", "composition", "material"),
    "warning": (
        "canh bao", "khuyen cao", "luu y", "chu y", "than trong", "khong dung cho", "khong su dung", "khong dung khi",
        "de xa tam tay", "di ung", "thong tin ve sinh", "warning", "caution",
    ),
    "use": (
        "huong dan su dung", "hdsd", "cach dung", "cach su dung", "cach che bien", "huong dan che bien", "cach pha",
        "dung truc tiep", "an lien", "uong lien", "cong dung va cach dung", "how to use", "directions",
    ),
    "storage": (
        "huong dan bao quan", "hdbq", "bao quan", "noi kho rao", "noi kho thoang", "noi thoang mat", "giu lanh",
        "ngan mat", "ngan dong", "storage", "store in",
    ),
    "ethanol": ("do con", "nong do con", "nong do ruou", "do ruou", "etanol", "ethanol", "ham luong con", "alcohol"),
    "lot": ("so lo", "ma lo", "ma so lo", "lo sx", "lo san xuat", "lsx", "lot", "lot no", "batch", "ma nhan dien lo"),
    "specifications": (
        "thong so", "thong so ky thuat", "kich thuoc", "kich co", "duong kinh", "chieu cao", "chieu dai",
        "chieu rong", "size", "dimensions",
    ),
    "health_food_words": ("thuc pham bao ve suc khoe",),
    "made_year": ("nam san xuat", "nam sx", *MADE_ON),
    "made_on": MADE_ON,
    "expires_on": EXPIRES_ON,
    "made_or_expires_on": (*MADE_ON, *EXPIRES_ON),
}  # fmt: skip

_UNITS = r"(?:kg|g|gr|gam|gram|mg|ml|cl|l|lit|m|cm|vien|goi|tui|hop|cai|chiec|qua|trai|banh|con|bo|cay|chau|lo|chai)"
_AMOUNT = re.compile(rf"(?<![0-9a-z])[0-9][0-9.,]{{0,12}}\s*{_UNITS}(?![a-z0-9/])")
_AMOUNT_ALONE = re.compile(
    rf"(?m)^[^\w\n]*(?:[0-9]+\s*[x×]\s*)?[0-9][0-9.,]{{0,12}}\s*{_UNITS}(?:\s*[±+][^\w\n]*[0-9.,]+\s*\S{{1,3}})?[^\w\n]*$"
)
_QUANTITY_WORDS = (
    "khoi luong", "khoi luong tinh", "trong luong", "trong luong tinh", "the tich", "the tich thuc", "dung tich",
    "dinh luong", "klt", "kl", "tl", "so luong", "quy cach", "net weight", "net wt", "net", "volume", "net content",
)  # fmt: skip
_PLACE_WORDS = re.compile(
    r"(?<![a-z])(thon|ap|xom|to dan pho|khu pho|khu vuc|duong|phuong|xa|thi tran|quan|huyen|tinh|thanh pho|tp)(?![a-z])"
)
_ADDRESS_SHORT = re.compile(r"(?<![a-z])[dđ]\s*[/.]?\s*c\s*:")
_VOL = re.compile(
    r"[0-9][0-9.,]{0,12}\s*(?:%\s*(?:vol|v\s*/\s*v|abv|alc)|%\s*the tich|vol\b|do con)|(?:alc|vol)\.?\s*[0-9]"
)
_SIZE = re.compile(r"[0-9][0-9.,]{0,12}\s*(?:cm|mm|m)?\s*[x×*]\s*[0-9][0-9.,]{0,12}\s*(?:cm|mm|m)(?![a-z])")
_RELATIVE = re.compile(r"(?:ke tu|tinh tu|sau|tu)\s*$")
_FAR = 48  # characters from the word for a quantity to the amount


def place_of(content: str, text: Text) -> int | None:
    """Where in the text a content begins, or None when it is not found."""
    finder = _FINDERS.get(content)
    if finder:
        return finder(text)
    return first(text, *_WORDS[content])


def first(text: Text, *phrases: str) -> int | None:
    """The first place of any of the phrases."""
    return next((match.start() for match in find(text, *phrases)), None)


def loose_amount(text: Text) -> int | None:
    """An amount without a word for quantity before it: perhaps the quantity, perhaps something else."""
    match = _AMOUNT.search(text.folded)
    return match.start() if match else None


def own_dates(text: Text, phrases: tuple[str, ...]) -> list[re.Match[str]]:
    """Where a date of its own is announced; "12 tháng kể từ ngày sản xuất" announces no production date."""
    return [m for m in find(text, *phrases) if not _RELATIVE.search(text.folded[max(0, m.start() - 12) : m.start()])]


def _dated(*phrases: str) -> Callable[[Text], int | None]:
    return lambda text: next((m.start() for m in own_dates(text, phrases)), None)


def _quantity(text: Text) -> int | None:
    for word in find(text, *_QUANTITY_WORDS):
        if _AMOUNT.search(text.folded[word.end() : word.end() + _FAR]):
            return word.start()
    alone = _AMOUNT_ALONE.search(text.folded)
    return alone.start() if alone else None


def _address(text: Text) -> int | None:
    named = first(text, *_WORDS["responsible_address"])
    short = _ADDRESS_SHORT.search(text.folded)
    if named is not None or short:
        return named if named is not None or short is None else short.start()
    for start, line in _lines(text.folded.replace("hop tac xa", " " * len("hop tac xa"))):
        if len(set(_PLACE_WORDS.findall(line))) > 1:
            return start
    return None


def _ethanol(text: Text) -> int | None:
    match = _VOL.search(text.folded)
    return match.start() if match else first(text, *_WORDS["ethanol"])


def _specifications(text: Text) -> int | None:
    match = _SIZE.search(text.folded)
    return match.start() if match else first(text, *_WORDS["specifications"])


def _goods_name(text: Text) -> int | None:
    """A line that says nothing else we know is taken for the name; which one it is, people see."""
    named = first(text, *_WORDS["goods_name"])
    if named is not None:
        return named
    others = (words for content, words in _WORDS.items() if content != "goods_name")
    known = exactly(*_QUANTITY_WORDS, *chain.from_iterable(others))
    for start, line in _lines(text.folded):
        letters = sum(c.isalpha() for c in line)
        if letters > 1 and letters * 2 > len(line.strip()) and not known.match(text.spelled, start + _indent(line)):
            return start
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t-•*"))


def _lines(folded: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for line in folded.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found


_FINDERS: Mapping[str, Callable[[Text], int | None]] = {
    "goods_name": _goods_name,
    "responsible_address": _address,
    "quantity": _quantity,
    "ethanol": _ethanol,
    "specifications": _specifications,
    "made_on": _dated(*MADE_ON),
    "made_year": _dated(*_WORDS["made_year"]),
    "expires_on": _dated(*EXPIRES_ON),
    "made_or_expires_on": _dated(*MADE_ON, *EXPIRES_ON),
}
