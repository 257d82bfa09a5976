"""Dated records: sound data, found by key, kind and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from saoque.knowledge import KINDS, KnowledgeError, record, records
from saoque.knowledge.check import check
from saoque.knowledge.records import DATA


def test_the_data_is_sound() -> None:
    assert check() == []
    assert {r.kind for r in records()} == set(KINDS)
    assert all(r.sources and r.c in "OSB" for r in records())


def test_a_record_carries_its_period_and_confidence() -> None:
    found = record("support-policies#dn_gap")
    assert (found.kind, found.c, found.verify, found.since, found.until) == (
        "policy",
        "S",
        False,
        date(2026, 1, 1),
        date(2030, 12, 31),
    )
    assert found.facts["cap"] == 50_000_000
    assert found.basis == ("NQ 23/2025/NQ-HĐND",)
    assert found.checked_on is None


def test_records_by_kind_and_day() -> None:
    keys = {r.key for r in records("policy", date(2025, 12, 31))}
    assert "support-policies#nat_mark" in keys
    assert "support-policies#dn_gap" not in keys
    after = {r.key for r in records("policy", date(2026, 1, 1))}
    assert "support-policies#nat_mark" not in after
    assert "support-policies#dn_gap" in after
    assert {r.kind for r in records("paper")} == {"paper"}


@pytest.mark.parametrize("key", ["support-policies#none", "dn_gap", "", "no\nthing#x"])
def test_an_unknown_record_is_named(key: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        record(key)
    assert "\n" not in error.value.message


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(KnowledgeError, match="policies"):
        records("policies")


SOUND = yaml.safe_load((DATA / "cooperatives.yaml").read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize(
    ("change", "defect"),
    [
        ({"kind": "thing"}, "x#htx_found: loại “thing” không có."),
        ({"source": []}, "x#htx_found: không có nguồn."),
        ({"name": None}, "x#htx_found: không có tên."),
        ({"c": "A"}, "x#htx_found: độ tin “A” không có."),
        ({"c": "O"}, "x#htx_found: độ tin của cả mục cao hơn một số liệu bên trong."),
        ({"until": date(2020, 1, 1)}, "x#htx_found: hết hạn 2020-01-01 trước khi bắt đầu 2024-07-18."),
        ({"since": "hôm nay"}, "x#htx_found: since phải là ngày, không phải “hôm nay”."),
        ({"verify": "có"}, "x#htx_found: verify phải là true hoặc false, không phải “có”."),
        ({"verify": False}, "x#htx_found: bên trong có số liệu cần xác nhận mà cả mục thì không."),
    ],
)
def test_defects_are_found(tmp_path: Path, change: dict[str, object], defect: str) -> None:
    (tmp_path / "x.yaml").write_text(yaml.safe_dump([{**SOUND, **change}], allow_unicode=True), encoding="utf-8")
    assert check(tmp_path) == [defect]


def test_doubled_ids_missing_fields_and_broken_files_are_found(tmp_path: Path) -> None:
    short = {k: v for k, v in SOUND.items() if k != "facts"}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump([SOUND, SOUND]), encoding="utf-8")
    (tmp_path / "b.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("a: 1", encoding="utf-8")
    assert check(tmp_path) == [
        "a: htx_found có 2 lần.",
        "Không đọc được tệp số liệu b.",
        "Tệp số liệu c phải là một danh sách.",
    ]
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.yaml").write_text(yaml.safe_dump([{**short, "c": "B", "verify": False}]), encoding="utf-8")
    assert check(other) == ["d#htx_found: thiếu facts."]
    with pytest.raises(KnowledgeError, match="facts"):
        records(root=other)
