"""The tables say what the register says."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError
from saoque.places import actions
from saoque.places.models import AdminUnit, RegisterLoad, Succession
from saoque.places.queries import choice_from, communes_of, current, find_units, full_address, provinces, unit_by_code
from saoque.places.register import get_register
from saoque.places.tests.test_changes import RENAMED, file_of
from saoque.places.units import REFORM

OLD = dt.date(2025, 6, 30)


class LoadedRegister(TestCase):
    """The register in the tables, loaded once for all tests of a class."""

    @classmethod
    def setUpTestData(cls) -> None:
        actions.load_register()


class TablesTest(LoadedRegister):
    def test_every_record_and_step_is_stored_as_it_is_in_the_register(self) -> None:
        register = get_register()
        rows = AdminUnit.objects.values_list(
            "code", "since", "until", "level", "kind", "name", "full_name", "parent__code", "lat", "lon", "source",
            "confidence", "note",
        )  # fmt: skip
        wanted = {
            (
                u.code,
                u.since,
                u.until,
                u.level,
                u.kind,
                u.name,
                u.full_name,
                u.parent,
                u.lat,
                u.lon,
                u.source,
                u.confidence,
                u.note,
            )
            for u in register
        }
        assert set(rows) == wanted
        steps = Succession.objects.values_list("old__code", "old__since", "new__code", "new__since", "whole")
        assert set(steps) == {(*step.old, *step.new, step.whole) for step in register.arrows()}

    def test_loading_again_does_nothing_and_forcing_changes_nothing(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            assert actions.load_register() == actions.LoadResult(False)
        assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 1
        assert actions.load_register(force=True) == actions.LoadResult(True, 0, 0, 0)
        assert RegisterLoad.objects.count() == 2

    def test_a_spoiled_row_is_repaired(self) -> None:
        AdminUnit.objects.filter(code="31255").update(name="X", until=dt.date(2030, 1, 1))
        Succession.objects.filter(new__code="31255").update(whole=False)
        result = actions.load_register(force=True)
        assert (result.added, result.updated) == (0, AdminUnit.objects.filter(code="31255").count())
        row = AdminUnit.objects.get(code="31255", since=REFORM)
        assert (row.name, row.until) == ("Trung Hưng", None)
        assert set(Succession.objects.filter(new=row, old__code="31225").values_list("whole", flat=True)) == {True}

    def test_loading_leaves_one_audit_record(self) -> None:
        (entry,) = history(RegisterLoad.objects.get())
        assert (entry.action, entry.data["added"]) == ("load", len(get_register()))

    def test_provinces_and_communes_in_vietnamese_order(self) -> None:
        with self.assertNumQueries(1):
            names = [unit.name for unit in provinces()]
        assert len(names) == 34
        assert names[:3] == ["An Giang", "Bắc Ninh", "Cà Mau"]
        assert names.index("Đà Nẵng") > names.index("Cần Thơ")
        for code, count in (("92", 103), ("75", 95)):
            for province in AdminUnit.objects.filter(code=code):
                with self.assertNumQueries(1):
                    assert len(communes_of(province)) == count

    def test_addresses_old_and_new(self) -> None:
        old = AdminUnit.objects.select_related("parent__parent").get(code="31225")
        with self.assertNumQueries(0):
            assert full_address(old) == "Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ"
        with self.assertNumQueries(1):
            (new,) = current(old)
        assert full_address(new) == "Xã Trung Hưng, Thành phố Cần Thơ"
        assert current(new) == [new]
        district = AdminUnit.objects.get(code="918")
        with self.assertNumQueries(1):
            assert len(current(district)) == 5

    def test_one_code_on_several_days(self) -> None:
        wanted = {OLD: "Thị trấn Tân Phú", dt.date(2026, 4, 29): "Xã Đồng Phú", dt.date(2026, 4, 30): "Phường Đồng Phú"}
        found = {day: unit_by_code("25363", day) for day in wanted}
        assert {day: unit and unit.full_name for day, unit in found.items()} == wanted
        assert unit_by_code("00000") is None

    def test_search_takes_one_query_whatever_it_finds(self) -> None:
        for text, rows in (("trung thanh, co do", 1), ("thanh", 12)):
            with self.assertNumQueries(1):
                found = find_units(text)
                assert [each.address for each in found] and [c.address for each in found for c in each.choices]
            assert len(found) == rows
        with self.assertNumQueries(0):
            assert find_units("zzzz") == []

    def test_choices_that_forms_may_send(self) -> None:
        old, new = AdminUnit.objects.get(code="31225"), AdminUnit.objects.get(code="31255", since=REFORM)
        ended = AdminUnit.objects.get(code="25363", since=REFORM)
        choice = choice_from(f"{new.pk}:{old.pk}")
        assert choice is not None
        assert (choice.unit, choice.old) == (new, old)
        plain = choice_from(str(new.pk))
        assert plain is not None and plain.old is None
        province, elsewhere = provinces()[0], AdminUnit.objects.get(code="31249", since=REFORM)
        for value in ("", "x", ":", f":{old.pk}", str(old.pk), str(ended.pk), str(province.pk), f"{elsewhere.pk}:{old.pk}",
                      f"{new.pk}:0", "9" * 30, f"{new.pk}:{old.pk}:1", "-1", "²"):  # fmt: skip
            assert choice_from(value) is None, value


class ImportTest(LoadedRegister):
    @pytest.fixture(autouse=True)
    def _own_changes(self, own_changes: Path) -> None:
        self.kept = own_changes

    def test_preview_changes_nothing(self) -> None:
        result = actions.import_change(file_of(RENAMED))
        assert (result.date, result.kept) == (dt.date(2027, 1, 1), "")
        assert not self.kept.exists()
        assert AdminUnit.objects.filter(since__gte=dt.date(2027, 1, 1)).count() == 0

    def test_a_change_is_kept_loaded_and_taken_once(self) -> None:
        assert actions.import_change(file_of(RENAMED), apply=True).kept == "2027-01-01.csv"
        old = AdminUnit.objects.get(code="31255", since=REFORM)
        new = AdminUnit.objects.get(code="31255", since=dt.date(2027, 1, 1))
        assert (old.until, new.full_name) == (dt.date(2026, 12, 31), "Phường Trung Hưng")
        assert current(old, dt.date(2027, 1, 1)) == [new]
        assert actions.import_change(file_of(RENAMED), apply=True).kept == ""
        assert RegisterLoad.objects.count() == 2

    def test_a_bad_file_is_refused_and_changes_nothing(self) -> None:
        with pytest.raises(DomainError, match="Dòng 2: "):
            actions.import_change(file_of(RENAMED.replace("Phường", "Làng")), apply=True)
        assert not self.kept.exists()
        assert RegisterLoad.objects.count() == 1

    def test_the_command_previews_then_takes_in_once(self) -> None:
        given = self.kept.parent / "change.csv"
        given.write_bytes(file_of(RENAMED))

        def run(*words: str) -> str:
            out = StringIO()
            call_command("places", "import", str(given), *words, stdout=out)
            return out.getvalue()

        assert "31255 Xã Trung Hưng → 31255 Phường Trung Hưng (toàn bộ)" in run()
        assert not self.kept.exists()
        assert "Đã nhập và giữ lại thành 2027-01-01.csv." in run("--apply")
        assert "đã được nhập trước đây" in run("--apply")
        assert [path.name for path in self.kept.iterdir()] == ["2027-01-01.csv"]

    def test_the_command_refuses_a_bad_file_with_a_line_per_fault_and_a_missing_one_with_status_2(self) -> None:
        given = self.kept.parent / "change.csv"
        given.write_bytes(file_of(RENAMED.replace("Phường", "Làng"), RENAMED.replace("2027-01-01", "soon")))
        with pytest.raises(CommandError) as refused:
            call_command("places", "import", str(given), "--apply")
        assert (refused.value.returncode, len(str(refused.value).splitlines())) == (1, 2)
        with pytest.raises(CommandError) as missing:
            call_command("places", "import", str(given.parent / "none.csv"))
        assert (missing.value.returncode, "Không đọc được tệp" in str(missing.value)) == (2, True)
        assert not self.kept.exists()

    def test_the_command_loads_quietly_when_nothing_is_new(self) -> None:
        call_command("load_places")
        assert RegisterLoad.objects.count() == 1
