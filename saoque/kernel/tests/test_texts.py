"""Every word of every room has its English, and no English is left over."""

from pathlib import Path

import pytest

from saoque.kernel.text.catalogues import catalogue_of, faults_of, rooms


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_the_english_of_a_room_is_complete(room: Path) -> None:
    assert list(faults_of(room)) == []


def test_what_is_missing_empty_doubtful_or_left_over_is_named(tmp_path: Path) -> None:
    room = tmp_path / "nhà"
    (room / "templates").mkdir(parents=True)
    (room / "views.py").write_text('from django.utils.translation import gettext as _\n_("Một")\n_("Hai")\n_("Ba")\n')
    (room / "templates" / "trang.html").write_text(
        "{% translate 'Bốn' %}{% blocktranslate trimmed with n=n %}\n  Năm {{ n }}\n{% endblocktranslate %}"
    )
    catalogue_of(room).parent.mkdir(parents=True)
    catalogue_of(room).write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Một"\nmsgstr "One"\n\nmsgid "Hai"\nmsgstr ""\n\n#, fuzzy\nmsgid "Ba"\nmsgstr "Tree"\n\n'
        'msgid "Sáu"\nmsgstr "Six"\n\n#~ msgid "Bảy"\n#~ msgstr "Seven"\n'
    )
    assert list(faults_of(room)) == [
        "nhà: obsolete: 'Bảy'",
        "nhà: missing: 'Bốn'",
        "nhà: missing: 'Năm %(n)s'",
        "nhà: said nowhere: 'Sáu'",
        "nhà: fuzzy: 'Ba'",
        "nhà: empty: 'Hai'",
    ]
