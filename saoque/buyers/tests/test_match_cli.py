"""`saoque market match`: JSON in, JSON out; a bad request is one line and exit status 2."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from saoque.buyers.matching.cli import main_market

OFFERS = [
    {"id": "a", "producer": "Bà Đầm", "set": "QD26-08", "star": 3, "star_until": "2029-11-20", "price": 90000, "unit": "kg", "per_month": 60},
    {"id": "b", "set": "QD26-08", "star": 4, "star_until": "2029-11-20", "price": 95000, "unit": "kg", "per_month": 80, "promised": 20},
    {"id": "c", "set": "QD26-08", "price": 50000, "unit": "kg", "per_month": 500},
]  # fmt: skip
REQUEST = {"id": "r", "set": "QD26-08", "min_star": 3, "per_month": 100, "unit": "kg", "max_price": 100000}


def run(asked: object, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    told = asked if isinstance(asked, str) else json.dumps(asked)
    status = main_market(argv or ("match", "-"), io.StringIO(told), out, err)
    return status, out.getvalue(), err.getvalue()


def test_matches_are_told_with_their_reasons() -> None:
    status, out, err = run({"on": "2026-11-25", "offers": OFFERS, "requests": [REQUEST]})
    (found,) = json.loads(out)["matches"]
    assert (status, err) == (0, "")
    assert {key: found[key] for key in ("request", "wanted", "unit", "covered", "total", "cost", "exact")} == {
        "request": "r", "wanted": 100, "unit": "kg", "covered": True, "total": 100,
        "cost": 60 * 90000 + 40 * 95000, "exact": True,
    }  # fmt: skip
    assert [(one["offer"], one["answer"], one["amount"]) for one in found["offers"]] == [
        ("a", "yes", 60), ("b", "yes", 40), ("c", "no", 0),
    ]  # fmt: skip
    assert found["offers"][2]["reasons"] == ["Cần từ 3 sao, sản phẩm chưa có sao."]
    assert found["offers"][0]["producer"] == "Bà Đầm"


def test_a_set_may_be_a_list_and_a_pool_may_be_refused() -> None:
    asked = {**REQUEST, "set": ["QD26-08", "QD26-09"], "pool": False}
    (found,) = json.loads(run({"on": "2026-11-25", "offers": OFFERS, "requests": [asked]})[1])["matches"]
    assert (found["covered"], found["total"], [o["amount"] for o in found["offers"]]) == (False, 60, [60, 0, 0])


BAD: list[tuple[Any, str]] = [
    ("{", "không phải JSON đúng"),
    ("[1]", "mục 1: cần một đối tượng có offers và requests"),
    ({"offers": [], "requests": {}}, "cần một đối tượng có offers và requests"),
    ({"offers": [1], "requests": []}, "offers: mỗi mục phải là một đối tượng"),
    ({"offers": [{**OFFERS[0], "price": -1}], "requests": []}, "offers «a»: price phải là số nguyên"),
    ({"offers": [{**OFFERS[0], "price": True}], "requests": []}, "offers «a»: price phải là số nguyên"),
    ({"offers": [{**OFFERS[0], "star": 6}], "requests": []}, "offers «a»: star phải là số nguyên từ 0 đến 5"),
    ({"offers": [{**OFFERS[0], "months": [13]}], "requests": []}, "offers «a»: months phải là danh sách tháng"),
    ({"offers": [{**OFFERS[0], "star_until": "25/11/2026"}], "requests": []}, "offers «a»: star_until phải là ngày"),
    ({"offers": [OFFERS[0], OFFERS[0]], "requests": []}, "offers: «a» có hai lần"),
    ({"offers": [], "requests": [{**REQUEST, "per_month": 0}]}, "requests «r»: per_month phải từ 1"),
    ({"offers": [], "requests": [], "on": "mai"}, "on phải là ngày"),
    ("", "không phải JSON đúng"),
    ({"offers": [], "requests": [], "onn": "2026-11-25"}, "không có ô «onn»"),
    ({"offers": [{**OFFERS[0], "promissed": 60}], "requests": []}, "offers «a»: không có ô «promissed»"),
    ({"offers": [], "requests": [{**REQUEST, "max": 1}]}, "requests «r»: không có ô «max»"),
    ({"offers": [{**OFFERS[0], "price": float("nan")}], "requests": []}, "offers «a»: price phải là số nguyên"),
    ({"offers": [{**OFFERS[0], "price": "90000"}], "requests": []}, "offers «a»: price phải là số nguyên từ 0"),
    ({"offers": [{**OFFERS[0], "per_month": 1.5}], "requests": []}, "offers «a»: per_month phải là số nguyên"),
    ({"offers": [{**OFFERS[0], "areas": "92"}], "requests": []}, "offers «a»: areas phải là danh sách chữ"),
    ({"offers": [{**OFFERS[0], "months": 0}], "requests": []}, "offers «a»: months phải là danh sách tháng từ 1"),
    ({"offers": [], "requests": [{**REQUEST, "set": []}]}, "requests «r»: set phải là một mã"),
    ({"offers": [], "requests": [{**REQUEST, "set": " "}]}, "requests «r»: set phải là chữ"),
    ({"offers": [{**OFFERS[0], "id": "\ud800"}], "requests": []}, "id phải là chữ"),
    ({"offers": [], "requests": [REQUEST, REQUEST]}, "requests: «r» có hai lần"),
]


@pytest.mark.parametrize(("asked", "words"), BAD, ids=[words for _asked, words in BAD])
def test_a_bad_request_is_one_line(asked: Any, words: str) -> None:
    status, out, err = run(asked)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


@pytest.mark.parametrize("argv", [("match",), ("match", "a", "b"), ("ghep", "-"), ("match", "/khong/co.json")])
def test_wrong_words_are_told(argv: tuple[str, ...]) -> None:
    status, out, err = run({}, *argv)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "hang.json"
    file.write_text(json.dumps({"on": "2026-11-25", "offers": OFFERS, "requests": [REQUEST]}), encoding="utf-8-sig")
    assert run({}, "match", str(file))[0] == 0
