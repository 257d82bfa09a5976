"""Figures by their key: one figure each, and the same one may be told again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from saoque.kernel import indicators
from saoque.kernel.indicators import Counting, FigureRow, Indicator, find_indicator, register_indicator


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(indicators, "_known", {})
    yield


def figure(name: str) -> Indicator:
    return Indicator(
        key="trees", group="Vườn", name=name, means="", unit="cây", counting=Counting.HAPPENED,
        found=lambda _province, _span: None, commune="commune__code", row=lambda _one: FigureRow("", ""),
    )  # type: ignore[arg-type, return-value]  # fmt: skip


def test_two_figures_of_one_key_are_refused_and_the_first_stays() -> None:
    first = register_indicator(figure("Cây trồng"))
    with pytest.raises(ValueError, match="trees"):
        register_indicator(figure("Cây chặt"))
    assert find_indicator("trees") is first
    assert register_indicator(first) is first
    with pytest.raises(ValueError, match="trees"):
        register_indicator(replace(first, name="Cây khác"))
