"""The English of this room is whole."""

from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent.parent / "locale" / "en" / "LC_MESSAGES" / "django.po"


def test_no_text_lacks_its_english() -> None:
    with CATALOGUE.open("rb") as stream:
        messages = [message for message in read_po(stream, locale="en") if message.id]
    lacking = [m.id for m in messages if m.fuzzy or not (all(m.string) if isinstance(m.string, tuple) else m.string)]
    assert (len(messages) > 300, lacking) == (True, [])
