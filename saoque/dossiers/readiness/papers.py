"""Papers that will not do: over before the round ends, over by their usual term, or not told what they are; and marks without proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.addresses import criterion_url
from saoque.dossiers.completeness import LOOK, SHOULD, Finding, needs_file
from saoque.dossiers.readiness.facts import Facts
from saoque.producers.models import Paper


def papers(facts: Facts) -> Iterator[Finding]:
    """Yield what is wrong with each paper, in the order in which they are bound. Papers already over are told elsewhere."""
    for one in facts.evidence:
        paper = one.paper
        where = reverse("dossiers:papers", args=[facts.dossier.pk]) + f"#giay-{one.pk}"
        if paper.removed_at is not None:
            said = _("Giấy «%(title)s» đã bị bỏ khỏi ngăn. Hãy lấy lại hoặc bỏ khỏi hồ sơ.") % {"title": paper.title}
            yield Finding(where, said, SHOULD, "paper_removed")
        elif paper.expires_on:
            yield from _over_in_the_round(facts, paper, where)
        else:
            yield from _over_by_its_term(facts, paper)
        if not paper.kind:
            said = _("Giấy «%(title)s» chưa xếp loại nên chưa vào được dòng nào của phụ lục.") % {"title": paper.title}
            yield Finding(_edit(facts, paper), said, SHOULD, "paper_without_kind")


def _over_in_the_round(facts: Facts, paper: Paper, where: str) -> Iterator[Finding]:
    ends = paper.expires_on
    if ends and facts.day <= ends <= facts.until:
        said = _(
            "Giấy «%(title)s» hết hạn %(ends)s, trước khi đợt %(number)d năm %(year)d xong (%(until)s). Hãy xin giấy mới."
        )
        yield Finding(where, said % {**_round_words(facts), **_paper_words(paper, ends)}, SHOULD, "paper_over_in_round")


def _over_by_its_term(facts: Facts, paper: Paper) -> Iterator[Finding]:
    """No last day was told: the usual term of its kind may say one. It is no more than a hint, so a person must look."""
    known = facts.kinds.get(paper.kind)
    ends = known.ends_after(paper.issued_on) if known and paper.issued_on else None
    if ends and ends <= facts.until:
        said = _(
            "Giấy «%(title)s» không ghi ngày hết hạn; tính theo hạn thường của loại giấy thì đến %(ends)s. Xem lại ngày in trên giấy."
        )
        yield Finding(_edit(facts, paper), said % _paper_words(paper, ends), LOOK, "paper_over_by_term")


def marks(facts: Facts) -> Iterator[Finding]:
    """Yield the marks of a star (dấu sao) that the answers claim while nothing valid proves them."""
    held = rulebook.marks_held(facts.sheet, {code: option.id for code, option in facts.answers.items()})
    best: dict[str, int] = {}
    for mark in held:
        best[mark.criterion] = max(best.get(mark.criterion, 0), mark.star)
    for line, _option in facts.chosen():
        proofs = facts.cited.get(line.code, [])
        if line.code in best and needs_file(line.evidence) and not any(facts.holds(one.paper) for one in proofs):
            said = _(
                "Tiêu chí %(code)s là dấu của hạng %(star)d sao mà chưa có giấy nào còn hiệu lực. Thiếu dấu này thì không đạt hạng đó."
            )
            where = criterion_url(facts.dossier, line.code) + "#minh-chung"
            yield Finding(where, said % {"code": line.code, "star": best[line.code]}, SHOULD, "mark_without_evidence")


def _edit(facts: Facts, paper: Paper) -> str:
    back = reverse("dossiers:check", args=[facts.dossier.pk])
    return reverse("producers:paper_edit", args=[paper.pk]) + f"?ve={back}"


def _paper_words(paper: Paper, ends: date) -> dict[str, str]:
    return {"title": paper.title, "ends": ends.strftime("%d/%m/%Y")}


def _round_words(facts: Facts) -> dict[str, object]:
    found = facts.round.round
    return {"number": found.number, "year": found.year, "until": facts.until.strftime("%d/%m/%Y")}
