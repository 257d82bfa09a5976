"""Every word of the house has its English."""

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

SITE = Path(__file__).resolve().parent.parent
MARKED = re.compile(r"{%\s*translate\s+(?:\"([^\"]+)\"|'([^']+)')")


def _in_templates() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (SITE / "templates").rglob("*.html"))
    found = set()
    for text in texts:
        found |= {one or other for one, other in MARKED.findall(text)}
        blocks = re.findall(
            r"{% blocktranslate[^%]*%}(.*?)(?:{% plural %}.*?)?{% endblocktranslate %}", text, re.DOTALL
        )
        found |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", block) for block in blocks}
    return found


def _in_python() -> set[str]:
    found = set()
    for path in SITE.rglob("*.py"):
        if "node_modules" in path.parts or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in {"_", "ngettext"}
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_marked_text_has_a_translation_and_none_is_left_over() -> None:
    with (SITE / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file, locale="en")
    said = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message.string
        for message in catalog
        if message.id
    }
    assert {key for key, text in said.items() if not all([text] if isinstance(text, str) else text)} == set()
    assert set(said) == _in_templates() | _in_python()
