"""One dossier as an office or a council reads it: forms, self-assessment with its papers, and what changed since the filing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.models import Dossier, Evidence, Part, ReturnItem
from saoque.dossiers.targets import is_asked, label_of
from saoque.producers.models import LegalForm
from saoque.rulebook import forms
from saoque.rulebook.shapes import Criterion, Group, Guidance, Option

_HOUSEHOLDS = {LegalForm.PRODUCING_HOUSEHOLD, LegalForm.REGISTERED_HOUSEHOLD}


@dataclass(frozen=True)
class Value:
    """One field. `shown` is text, a list of texts, a date, or a list of rows for a table; None when empty.

    `hidden`: it is there, but the reader may not see personal data.
    """

    path: str
    label: str
    kind: str
    shown: Any
    unit: str = ""
    columns: tuple[str, ...] = ()
    hidden: bool = False
    required: bool = False
    talk: int = 0  # open threads

    @property
    def target(self) -> str:
        return f"{ReturnItem.Target.FIELD}:{self.path}"

    @property
    def day(self) -> str:
        """A date the way it is written here; text that is no date as it stands."""
        return self.shown.strftime("%d/%m/%Y") if isinstance(self.shown, date) else str(self.shown)

    @property
    def figure(self) -> str:
        """A number with dots between thousands and a comma before decimals; text that is no number as it stands."""
        try:
            exact = Decimal(str(self.shown))
        except InvalidOperation:
            return str(self.shown)
        return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class ValueGroup:
    """A section of a form with its fields."""

    form: str
    heading: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Claim:
    """One criterion: what the producer chose and wrote, what shows it, and what a council looks at."""

    criterion: Criterion
    option: Option | None
    description: str
    evidence: tuple[Evidence, ...]
    guidance: Guidance
    changed: bool = False
    talk: int = 0  # open threads

    @property
    def target(self) -> str:
        return f"{ReturnItem.Target.CRITERION}:{self.criterion.code}"


@dataclass(frozen=True)
class ClaimGroup:
    part: str
    group: Group
    claims: tuple[Claim, ...]

    @property
    def points(self) -> int:
        return sum(claim.option.points for claim in self.claims if claim.option)


@dataclass(frozen=True)
class Change:
    """One thing that differs from what was handed in before; empty text stands for nothing."""

    kind: str
    key: str
    label: str
    before: str
    after: str


def read_values(
    dossier: Dossier, with_sensitive: bool, talk: Mapping[tuple[str, str], int] | None = None
) -> list[ValueGroup]:
    """Return forms 01 and 02 as filled in, in one query; `talk` counts the open threads of each part.

    Without `with_sensitive` (councils, whoever only reads) personal data is left out on the server: such a
    field says that it is filled in, never what with.
    """
    stored: dict[str, Any] = dict(dossier.values.values_list("path", "value"))
    decision = rulebook.scorecard(dossier.scorecard).decision
    groups = []
    for code in ("M01", "M02"):
        form = forms.form(code, decision)
        for section in form.sections:
            asked = [f for f in forms.fields_for(section, dossier.kind, dossier.scorecard) if is_asked(f)]
            said = talk or {}
            values = tuple(
                replace(_value(f, stored.get(f.path), dossier, with_sensitive), talk=said.get((Part.FIELD, f.path), 0))
                for f in asked
            )
            # Sections that fall under a part without a heading of their own carry on under the one before.
            heading = " ".join(word for word in (section.number, section.heading) if word)
            if values:
                groups.append(ValueGroup(form.number, heading, values))
    return groups


def is_personal(field: forms.FormField, dossier: Dossier) -> bool:
    """Whether the field tells about a person: always for some, for others when the producer is a household."""
    return field.sensitive or (bool(field.sensitive_if) and dossier.producer.legal_form in _HOUSEHOLDS)


def read_claims(
    dossier: Dossier, changed: Iterable[str] = (), talk: Mapping[tuple[str, str], int] | None = None
) -> list[ClaimGroup]:
    """Return the self-assessment by group, each criterion with its papers and open threads, in three queries."""
    sheet = rulebook.scorecard(dossier.scorecard)
    answers = {a.criterion: a for a in dossier.answers.all()}
    papers = _papers_by_criterion(dossier)
    differs = set(changed)
    groups = []
    for part in sheet.parts:
        for group in part.groups:
            claims = []
            for criterion in group.criteria:
                answer = answers.get(criterion.code)
                claims.append(
                    Claim(
                        criterion,
                        criterion.find(answer.option) if answer and answer.option else None,
                        answer.description if answer else "",
                        tuple(papers.get(criterion.code, ())),
                        rulebook.guidance(dossier.scorecard, criterion.code),
                        criterion.code in differs,
                        (talk or {}).get((Part.CRITERION, criterion.code), 0),
                    )
                )
            groups.append(ClaimGroup(part.code, group, tuple(claims)))
    return groups


def read_changes(dossier: Dossier, with_sensitive: bool = True) -> list[Change]:
    """Return how the dossier differs from the filing before, in three queries.

    Without `with_sensitive` a personal field says that it changed, never what it holds.

    Handed back with a filing of its own: that one against the one before. Mended but not filed again: what is
    stored now against the last filing.
    """
    filings = list(dossier.filings.order_by("-sequence").values("snapshot", "manifest")[:2])
    if not filings:
        return []
    now = current_snapshot(dossier)
    last = filings[0]["snapshot"]
    if _flat(now) != _flat(last):
        before, after, files = last, now, []
    elif len(filings) == 2:
        before, after = filings[1]["snapshot"], last
        files = _file_changes(filings[1]["manifest"], filings[0]["manifest"])
    else:
        return []
    changes = _snapshot_changes(dossier, _flat(before), _flat(after))
    if not with_sensitive:
        changes = [_veiled(dossier, change) for change in changes]
    return [*changes, *files]


def _veiled(dossier: Dossier, change: Change) -> Change:
    decision = rulebook.scorecard(dossier.scorecard).decision
    personal = change.kind == ReturnItem.Target.FIELD and is_personal(forms.form_field(change.key, decision), dossier)
    return replace(change, before="", after=_("Thông tin riêng, không hiện ở đây")) if personal else change


def current_snapshot(dossier: Dossier) -> dict[str, Any]:
    """Return fields and answers as they stand, in the shape of a filing's snapshot."""
    answers = dossier.answers.values_list("criterion", "option", "description")
    return {
        "fields": dict(dossier.values.values_list("path", "value")),
        "answers": {code: {"option": option, "description": text} for code, option, text in answers},
    }


def _papers_by_criterion(dossier: Dossier) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    evidence = dossier.evidence.select_related("paper__file").prefetch_related("citations")
    for item in evidence:
        for citation in item.citations.all():
            found[citation.criterion].append(item)
    return found


def _value(field: forms.FormField, raw: Any, dossier: Dossier, with_sensitive: bool) -> Value:
    hidden = is_personal(field, dossier) and not with_sensitive and raw not in (None, "", [])
    return Value(
        path=field.path,
        label=label_of(field),
        kind=field.kind,
        shown=None if hidden else show(field, raw),
        unit=field.unit or "",
        columns=tuple(column.label for column in field.columns),
        hidden=hidden,
        required=field.need == "required",
    )


def show(field: forms.FormField, raw: Any) -> Any:
    """Return a stored value for reading: labels for keys, dates as dates, rows in the order of their columns."""
    if raw in (None, "", []):
        return None
    labels = {choice.key: choice.label for choice in field.choices}
    if field.kind == "table" and isinstance(raw, list):
        rows = (row if isinstance(row, dict) else {} for row in raw)
        return [[row.get(column.key, "") for column in field.columns] for row in rows]
    if isinstance(raw, list):
        return [labels.get(str(item), str(item)) for item in raw]
    if field.kind == "date":
        return _as_date(str(raw))
    return labels.get(str(raw), str(raw))


def _as_date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _flat(snapshot: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Return fields and answers under one key each; an answer as (option, description)."""
    flat: dict[tuple[str, str], Any] = {}
    for path, value in (snapshot.get("fields") or {}).items():
        if value not in (None, "", []):
            flat[ReturnItem.Target.FIELD, path] = value
    for code, answer in (snapshot.get("answers") or {}).items():
        said = answer if isinstance(answer, dict) else {"option": answer}
        pair = (said.get("option") or "", said.get("description") or "")
        if any(pair):
            flat[ReturnItem.Target.CRITERION, code] = pair
    return flat


def _snapshot_changes(
    dossier: Dossier, before: Mapping[tuple[str, str], Any], after: Mapping[tuple[str, str], Any]
) -> list[Change]:
    sheet = rulebook.scorecard(dossier.scorecard)
    found = []
    for kind, key in sorted(before.keys() | after.keys()):
        old, new = before.get((kind, key)), after.get((kind, key))
        if old == new:
            continue
        if kind == ReturnItem.Target.CRITERION:
            criterion = sheet.by_code.get(key)
            label = f"{key} {criterion.name}" if criterion else key
            found.append(Change(kind, key, label, _said(criterion, old), _said(criterion, new)))
        else:
            field = forms.form_field(key, sheet.decision)
            found.append(Change(kind, key, label_of(field), _text(field, old), _text(field, new)))
    return found


def _said(criterion: Criterion | None, pair: tuple[str, str] | None) -> str:
    if pair is None or criterion is None:
        return ""
    option = criterion.find(pair[0]) if pair[0] else None
    return "\n".join(text for text in (option.label if option else "", pair[1]) if text)


def _text(field: forms.FormField, raw: Any) -> str:
    shown = show(field, raw)
    if shown is None:
        return ""
    if isinstance(shown, list):
        return "; ".join(" · ".join(map(str, row)) if isinstance(row, list) else str(row) for row in shown)
    return shown.strftime("%d/%m/%Y") if isinstance(shown, date) else str(shown)


def _file_changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    old = {row["sha256"]: str(row.get("title") or row.get("name", "")) for row in before}
    new = {row["sha256"]: str(row.get("title") or row.get("name", "")) for row in after}
    gone = [Change("paper", key, _("Giấy tờ bỏ ra"), name, "") for key, name in old.items() if key not in new]
    come = [Change("paper", key, _("Giấy tờ thêm vào"), "", name) for key, name in new.items() if key not in old]
    return gone + come
