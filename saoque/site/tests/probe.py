"""A house in which every text that a person may type carries a script, a template and the sign of a formula."""

import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from saoque.certificates.actions import Signature, decide, report_sighting
from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome
from saoque.councils.actions.advising import write_advisory_report
from saoque.councils.actions.closing import close_assessment
from saoque.councils.actions.sessions import call_roll, open_session, plan_session, put_dossier, recuse
from saoque.councils.actions.sheets import hand_in, mark, open_sheet
from saoque.councils.models import Assessment, Council, Round, ScoreSheet
from saoque.dossiers.actions.intake import check_parts, judge_item, set_intake_rules
from saoque.dossiers.actions.writing.answers import save_answer
from saoque.dossiers.actions.writing.begin import begin_dossier
from saoque.dossiers.actions.writing.filing import file_dossier
from saoque.dossiers.actions.writing.papers import put_new_paper
from saoque.dossiers.actions.writing.returns import answer_item, hand_back
from saoque.dossiers.models import Dossier, Evidence, ReturnItem
from saoque.kernel.calendar import today
from saoque.producers.actions import add_photo, add_product, publish_product, update_producer, update_product
from saoque.producers.models import Producer, Product
from saoque.producers.tests.factories import picture
from saoque.rulebook import scorecard
from saoque.site.demo import filling, offices
from saoque.site.demo.cast import Cast, recast, story
from saoque.site.tests.rooms import offered

PROBE = """<script>alert("x")</script>"'>{{7*7}}${7*7}"""
SHORT = "<b>{{7*7}}"  # where a field has room for a few letters only
SIGNS = ("=", "+", "-", "@")
_STAR, _POINTS = 3, 64
# Blanks that are choices, figures or days, so that no words can be typed into them.
_NOT_WORDS = {
    "phone",
    "representative_sex",
    "representative_ethnicity",
    "founded_on",
    "existing_papers",
    "revenue",
    "profit",
    "signed_on",
    "sample_count",
    "samples",
}


def spoil_the_story() -> None:
    """Put the probe into every text of the demonstration's story before it is told. Undo with `story.cache_clear()`."""
    tale = story()
    council = tale["council"]
    for row in (*tale["units"].values(), *tale["people"].values(), *council["members"].values(), council):
        _spoil(row, ("name", "title"))
    council["decision"] = f"={PROBE}"
    for place, row in enumerate((*tale["producers"].values(), *tale["products"].values())):
        _spoil(row, ("owner", "line", "position", "summary", "story"))
        row["name"] = f"{SIGNS[place % len(SIGNS)]}{PROBE} {row['name']}"
    for part in (tale["blanks"], tale["report"]):
        # The blanks are patterns: doubled braces come out single.
        words = PROBE.replace("{", "{{").replace("}", "}}") if part is tale["blanks"] else PROBE
        part.update({key: words for key in part if key not in _NOT_WORDS})
    for row in tale["returns"]:
        _spoil(row, ("reason",))


def _spoil(row: dict[str, Any], keys: tuple[str, ...]) -> None:
    row.update(
        {key: f"{PROBE} {row[key]}"[:110] if key != "story" else f"{PROBE} {row[key]}" for key in keys if key in row}
    )


def paper(name: str) -> SimpleUploadedFile:
    """A PDF of one page under a name of one's choice."""
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


def carry_the_probe() -> dict[str, object]:
    """Take one more product the whole way, typing the probe wherever it goes; return what addresses may name."""
    cast = recast()
    owner = cast.actor("dau")
    producer = Producer.objects.get(products__dossiers__state="assessing")
    update_producer(
        owner,
        producer,
        {"about": PROBE, "structure": PROBE, "representative_residence": PROBE, "representative_ethnicity": SHORT},
    )  # type: ignore[typeddict-item]
    _mend_what_was_returned(cast)
    dossier, evidence, photo = _file(cast, producer)
    offices.pass_on(cast, dossier)
    clerk = cast.actor("clerk")
    check_parts(dossier, [], PROBE, clerk)
    for office in ("leader_trung_hung", "head"):
        actor = cast.actor(office)
        unit = next(iter(actor.standings)).unit_id
        set_intake_rules(unit, "round", "restart", PROBE, actor)
    _spoil_the_open_sheet(cast)
    assessment, sheet = _score(cast, dossier)
    decide(
        cast.actor("signer"),
        [Dossier.objects.select_related("product__producer", "producer", "commune", "province").get(pk=dossier.pk)],
        Outcome.RECOGNISE,
        Signature(f"={PROBE}", today(), PROBE),
    )
    certificate = Certificate.objects.get(product=dossier.product)
    report_sighting(certificate, looks_same=False, note=PROBE, visitor="thu")
    more: dict[str, object] = {}
    for carry in offered("carry_probe"):
        more |= carry(cast, PROBE)
    return more | {
        "dossier.before_council": dossier.pk,
        "evidence": evidence.pk,
        "paper": evidence.paper_id,
        "photo": photo,
        "product": dossier.product_id,
        "product.slug": Product.objects.get(pk=dossier.product_id).slug,
        "session": assessment.session_id,
        "assessment": assessment.pk,
        "sheet": sheet.pk,
        "certificate": certificate.code,
    }


def _mend_what_was_returned(cast: Cast) -> None:
    """The producer answers what the commune returned; the officer returns one thing once more."""
    owner = cast.actor("dau")
    dossier = Dossier.objects.get(state="commune_returned")
    old = dossier.answers.get(criterion="2.3")
    save_answer(dossier, "2.3", old.option, PROBE, old.version, owner)
    for item in dossier.return_items.all():
        answer_item(item, PROBE, owner)
    hand_back(Dossier.objects.get(pk=dossier.pk), owner)
    officer = cast.actor("officer_trung_hung")
    fresh = Dossier.objects.get(pk=dossier.pk)
    again = ReturnItem.objects.select_related("dossier").filter(dossier=fresh).first()
    assert again is not None
    judge_item(again, officer, accept=False, reason=PROBE, due_on=today())


def _file(cast: Cast, producer: Producer) -> tuple[Dossier, Evidence, int]:
    owner = cast.actor("dau")
    product = add_product(
        owner, producer, "QD26-07", {"name": f"={PROBE} nước cốt", "summary": PROBE, "story": PROBE, "motif": "berry"}
    )
    publish_product(owner, product)
    update_product(owner, Product.objects.get(pk=product.pk), {"name": f"@{PROBE} nước cốt"})  # type: ignore[typeddict-item]
    photo = add_photo(
        owner, Product.objects.get(pk=product.pk), SimpleUploadedFile(f"{PROBE}.jpg", picture().read()), PROBE
    )
    dossier = begin_dossier(owner, Product.objects.get(pk=product.pk), Dossier.Kind.FIRST)
    filling.fill_forms(dossier, owner)
    filling.answer_all(dossier, owner, _STAR, _POINTS)
    filling.attach_all(dossier, owner)
    for answer in dossier.answers.order_by("criterion")[:4]:
        save_answer(dossier, answer.criterion, answer.option, PROBE, answer.version, owner)
    said = {"kind": "", "title": f"{PROBE} giấy", "number": f"={PROBE}", "issuer": PROBE}
    evidence = put_new_paper(dossier, paper(f"{PROBE}.pdf"), said, "1.1", owner)
    file_dossier(Dossier.objects.get(pk=dossier.pk), owner)
    return Dossier.objects.get(pk=dossier.pk), evidence, photo.pk


def _spoil_the_open_sheet(cast: Cast) -> None:
    sheet = ScoreSheet.objects.get(state=ScoreSheet.State.DRAFT)
    mark(sheet, "1.1", actor=cast.actor("member_1"), version=0, remark=PROBE)


def _score(cast: Cast, dossier: Dossier) -> tuple[Assessment, ScoreSheet]:
    """Advice, recusal, roll, sheets with remarks and opinions, conclusion."""
    clerk, chair = cast.actor("clerk"), cast.actor("chair")
    session = plan_session(
        Council.objects.get(), Round.objects.order_by("pk").last(), today(), place=PROBE, actor=clerk
    )  # type: ignore[arg-type]
    assessment = put_dossier(session, dossier, actor=clerk)
    texts = dict.fromkeys(("findings", "proposal", "site_visit", "extra_tests"), PROBE)
    write_advisory_report(assessment, **texts, actor=cast.actor("adviser"))
    call_roll(session, [cast.users[key].pk for key in (*offices.SCORERS, "secretary")], actor=cast.actor("secretary"))
    open_session(session, actor=chair)
    recuse(assessment, cast.users["member_4"], PROBE, actor=chair)
    for key in offices.SCORERS[:-1]:
        actor = cast.actor(key)
        sheet = open_sheet(assessment, actor=actor)
        chosen = filling.answers_for(scorecard(dossier.scorecard), _STAR, _POINTS, dossier.producer.legal_form)
        for code, option in chosen.items():
            mark(sheet, code, option=option, remark=PROBE, version=0, actor=actor)
        hand_in(sheet, actor=actor, version=sheet.version, opinion=PROBE)
    fresh = Assessment.objects.get(pk=assessment.pk)
    close_assessment(fresh, actor=chair, conclusion=PROBE, spread_reason=PROBE)
    return fresh, ScoreSheet.objects.get(assessment=fresh, member=cast.users["member_1"])
