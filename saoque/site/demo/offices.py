"""What the offices, the council and the signer do in the demonstration."""

from datetime import date, timedelta

from saoque.certificates.actions import Signature, decide
from saoque.certificates.outcomes import Outcome
from saoque.councils.actions.advising import write_advisory_report
from saoque.councils.actions.closing import close_assessment, close_session
from saoque.councils.actions.forming import NewMember, form_council
from saoque.councils.actions.rounds import open_rounds
from saoque.councils.actions.sessions import call_roll, open_session, plan_session, put_dossier
from saoque.councils.actions.sheets import hand_in, mark, open_sheet
from saoque.councils.models import Assessment, Council, Round, Session
from saoque.dossiers.actions.intake import NewItem, receive_at_agency, receive_at_commune, return_from_commune
from saoque.dossiers.actions.reporting import propose, save_report
from saoque.dossiers.models import CommuneReport, Dossier
from saoque.kernel.calendar import today
from saoque.people.roles import Level
from saoque.rulebook import scorecard
from saoque.site.demo.cast import Cast, place, story
from saoque.site.demo.filling import answers_for

SCORERS = ("chair", "member_1", "member_2", "member_3", "member_4")


def commune_of(dossier: Dossier) -> str:
    """Return the key of the commune that handles the dossier."""
    return next(
        key
        for key, row in story()["units"].items()
        if row.get("commune") == dossier.commune.code and "youth" not in key
    )


def receive(cast: Cast, dossier: Dossier) -> None:
    receive_at_commune(dossier, cast.actor(f"officer_{commune_of(dossier)}"))


def send_back(cast: Cast, dossier: Dossier) -> None:
    """Return the dossier with three items, each with its reason and a day."""
    due = today() + timedelta(days=10)
    items = [NewItem(due_on=due, **row) for row in story()["returns"]]
    return_from_commune(dossier, items, cast.actor(f"officer_{commune_of(dossier)}"))


def report(cast: Cast, dossier: Dossier, fields: int | None = None) -> None:
    """Write the first `fields` lines of form 03 (all when None)."""
    officer = cast.actor(f"officer_{commune_of(dossier)}")
    lines = [*story()["report"].items(), ("signer_name", cast.users[f"leader_{commune_of(dossier)}"].full_name)]
    for number, (name, value) in enumerate(lines[:fields], start=1):
        save_report(dossier, name, str(value), number, officer)


def pass_on(cast: Cast, dossier: Dossier) -> None:
    """Commune receives, reports and proposes; the agency receives."""
    receive(cast, dossier)
    report(cast, dossier)
    read = CommuneReport.objects.get(dossier=dossier)
    propose(dossier, cast.actor(f"leader_{commune_of(dossier)}"), report_version=read.version)
    receive_at_agency(dossier, cast.actor("clerk"))


def set_up_council(cast: Cast) -> tuple[Council, Round]:
    city = place("92")
    head = cast.actor("head")
    rounds = open_rounds(today().year, Level.PROVINCE, city, actor=head)
    row = story()["council"]
    members = [NewMember(cast.users[key], m["role"], m["title"]) for key, m in row["members"].items()]
    council = form_council(
        Level.PROVINCE,
        city,
        name=row["name"],
        decision_number=row["decision"],
        decided_on=date(2026, 6, 1),
        members=members,
        actor=head,
    )
    return council, rounds[-1]


def begin_session(
    cast: Cast, council: Council, round_: Round, dossiers: list[Dossier]
) -> tuple[Session, list[Assessment]]:
    """Plan a session, put the dossiers before it, hear the advisory group, call the roll and open."""
    secretary = cast.actor("clerk")
    session = plan_session(council, round_, today(), place="Hội trường trình diễn", actor=secretary)
    assessments = [put_dossier(session, dossier, actor=secretary) for dossier in dossiers]
    for assessment in assessments:
        write_advisory_report(
            assessment,
            findings="Hồ sơ đủ thành phần, giấy tờ khớp với tiêu chí tự chấm (trình diễn).",
            proposal="Đề nghị Hội đồng chấm theo hồ sơ.",
            actor=cast.actor("adviser"),
        )
    present = [cast.users[key].pk for key in (*SCORERS, "secretary")]
    call_roll(session, present, actor=cast.actor("secretary"))
    open_session(session, actor=cast.actor("chair"))
    return session, assessments


def score_as(cast: Cast, key: str, assessment: Assessment, star: int, points: int, *, hand: bool = True) -> None:
    """One member marks every criterion and hands the sheet in."""
    actor = cast.actor(key)
    sheet = open_sheet(assessment, actor=actor)
    dossier = assessment.dossier
    for code, option in answers_for(scorecard(dossier.scorecard), star, points, dossier.producer.legal_form).items():
        mark(sheet, code, option=option, version=0, actor=actor)
    if hand:
        hand_in(sheet, actor=actor, version=sheet.version)


def conclude(cast: Cast, assessment: Assessment, star: int, points: int) -> None:
    """Everybody scores, a little apart, and the chair closes."""
    for number, key in enumerate(SCORERS):
        score_as(cast, key, assessment, star, points + number - 2)
    fresh = Assessment.objects.get(pk=assessment.pk)
    close_assessment(fresh, actor=cast.actor("chair"), conclusion="Thống nhất kết quả (trình diễn).")


def end_session(cast: Cast, session: Session) -> None:
    close_session(Session.objects.get(pk=session.pk), actor=cast.actor("chair"))


def sign(cast: Cast, dossiers: list[Dossier], number: str, day: date) -> None:
    fresh = list(
        Dossier.objects.select_related("product__producer", "producer", "commune", "province").filter(
            pk__in=[dossier.pk for dossier in dossiers]
        )
    )
    decide(cast.actor("signer"), fresh, Outcome.RECOGNISE, Signature(number, day))
