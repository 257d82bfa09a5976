"""``check_label``: everything that can be told from the text of a label and what is known beside it.

What only eyes can judge on the printed label (the name in the largest letters, legibility) is not guessed.
"""

from __future__ import annotations

from saoque.knowledge.labels.contents import NAMES, loose_amount, place_of
from saoque.knowledge.labels.dates import date_findings
from saoque.knowledge.labels.gtin import gtin_findings, gtin_in_text
from saoque.knowledge.labels.ocop import ocop_findings
from saoque.knowledge.labels.rules import Contents, contents_for
from saoque.knowledge.labels.shapes import MUST, VERIFY, Finding, Label, finding
from saoque.knowledge.labels.text import Text, find, text_of


def check_label(label: Label) -> list[Finding]:
    """The findings: contents in the order of the rule, then dates, barcode and the OCOP mark.

    KnowledgeError for an unknown kind of goods or a day before the first rule version known.
    """
    text, rule = text_of(label.text), contents_for(label.kind, label.on)
    return [
        *_contents(label, text, rule),
        *date_findings(label, text),
        *(gtin_findings(label.gtin) if label.gtin is not None else gtin_in_text(text)),
        *ocop_findings(label, text),
    ]


def _contents(label: Label, text: Text, rule: Contents) -> list[Finding]:
    found = []
    for content in (*rule.common, *rule.must):
        if not _present(label, text, content):
            found.append(_missing(text, rule, content))
    for content in rule.if_any:
        if not _present(label, text, content):
            said = f"Không thấy {NAMES[content]}. {rule.name} nào có nội dung này thì phải ghi trên nhãn."
            found.append(finding(rule.basis(content), f"{content}_if_any", VERIFY, said))
    return found


def _present(label: Label, text: Text, content: str) -> bool:
    if content == "goods_name" and label.name:
        return bool(find(text, text_of(label.name).spelled))
    return place_of(content, text) is not None


def _missing(text: Text, rule: Contents, content: str) -> Finding:
    basis = rule.basis(content)
    loose = loose_amount(text) if content == "quantity" else None
    if loose is not None:
        said = "Có số lượng mà không có chữ khối lượng tịnh, thể tích hay số lượng ở trước. Ghi rõ đó là định lượng."
        return finding(basis, "quantity_unnamed", VERIFY, said, text.line_at(loose))
    return finding(
        basis, f"{content}_missing", MUST, f"Không thấy {NAMES[content]}. {rule.name} phải ghi nội dung này."
    )
