"""Invented people, places and dossiers for the tests of this room, and a council made by its own actions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from saoque.councils import actions
from saoque.councils.models import Assessment, Council, Round, ScoreSheet, Session
from saoque.councils.queries import get_assessment, get_session
from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, DossierState, Evidence
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.files.models import StoredFile
from saoque.kernel.text import fold, sort_key
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Level, Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import LegalForm, Paper, Producer, Product
from saoque.rulebook import best_answers, scorecard

CARD = "QD26-08"
_count = itertools.count(1)


def user(name: str) -> User:
    return User.objects.create_user(email=f"u{next(_count)}@example.vn", full_name=name, password="mat-khau-thu-nghiem")


def place(code: str, level: str, name: str, parent: AdminUnit | None = None) -> AdminUnit:
    found = AdminUnit.objects.filter(code=code).first()
    return found or AdminUnit.objects.create(
        code=code,
        since=date(2025, 7, 1),
        level=level,
        kind="city" if level == "province" else "commune",
        name=name,
        full_name=name,
        folded=fold(name),
        sort=sort_key(name),
        parent=parent,
        source="test",
        confidence="O",
    )


def held(person: User, unit: Unit, role: str, title: str = "") -> None:
    Membership.objects.create(user=person, unit=unit, role=role, title=title, since=date(2026, 1, 1))


def dossier(
    name: str = "Mắm cá Đồng Xa",
    *,
    province: AdminUnit | None = None,
    scorecard_code: str = CARD,
    level: str = Level.PROVINCE,
    state: str = DossierState.AGENCY_RECEIVED,
) -> Dossier:
    """A dossier that the agency has received. Built as rows: the way before it belongs to the room below."""
    province = province or place("92", "province", "Thành phố Cần Thơ")
    commune = place("31999", "commune", "Xã Đồng Xa", province)
    unit = Unit.objects.create(kind=UnitKind.PRODUCER, name=f"HTX {name}", commune=commune, province=province)
    producer = Producer.objects.create(
        unit=unit,
        name=f"HTX {name}",
        legal_form=LegalForm.COOPERATIVE,
        commune=commune,
        representative_name="Người Đại Diện",
        representative_ethnicity="Dân tộc riêng tư",
        phone="0292000000",
        slug=f"htx-{next(_count)}",
    )
    product = Product.objects.create(producer=producer, name=name, slug=f"sp-{next(_count)}", scorecard=scorecard_code)
    return Dossier.objects.create(
        product=product,
        producer=producer,
        commune=commune,
        province=province,
        kind=Dossier.Kind.FIRST,
        scorecard=scorecard_code,
        state=state,
        level=level,
        year=2026,
        filed_at=timezone.now(),
    )


def evidence(of: Dossier, criterion: str, title: str = "Hợp đồng liên kết", added_by: User | None = None) -> Evidence:
    file = StoredFile.objects.create(
        sha256="0" * 64, size=4, content_type="application/pdf", name=f"{title}.pdf", pages=1
    )
    paper = Paper.objects.create(producer=of.producer, file=file, title=title, added_by=added_by)
    made = Evidence.objects.create(dossier=of, paper=paper)
    Citation.objects.create(evidence=made, criterion=criterion)
    return made


def claim(of: Dossier, criterion: str, option: str, words: str = "", by: User | None = None) -> None:
    CriterionAnswer.objects.create(dossier=of, criterion=criterion, option=option, description=words, changed_by=by)


@dataclass
class House:
    """A council with its people: chair, `members`, secretary, adviser; the agency's head and clerk; a round."""

    province: AdminUnit | None
    level: str
    head: User
    clerk: User
    chair: User
    secretary: User
    adviser: User
    members: list[User]
    council: Council
    round: Round
    sessions: list[Session] = field(default_factory=list)

    def actor(self, person: User) -> Actor:
        return actor_for(person)

    @property
    def scorers(self) -> list[User]:
        return [self.chair, *self.members]

    def set_rules(self, **values: Any) -> None:
        now = self.council.rules.order_by("-number")[0]
        names = (
            "quorum_percent", "chair_required", "chair_scores", "spread_limit", "averaging", "decimals", "rounding",
            "mark_rule", "sealing",
        )  # fmt: skip
        merged = {name: getattr(now, name) for name in names} | values
        actions.set_rules(self.council, actor=actor_for(self.head), source="thử nghiệm", **merged)

    def plan(self) -> Session:
        session = actions.plan_session(
            self.council, self.round, today() + timedelta(days=1), actor=actor_for(self.secretary)
        )
        self.sessions.append(session)
        return session

    def put(self, session: Session, one: Dossier | None = None) -> Assessment:
        made = actions.put_dossier(
            self.session(session),
            one or dossier(province=self.province, level=self.level),
            actor=actor_for(self.secretary),
        )
        return self.assessment(made)

    def open(self, session: Session, *, absent: tuple[User, ...] = ()) -> None:
        here = {person.pk for person in (*self.scorers, self.secretary)} - {person.pk for person in absent}
        actions.call_roll(self.session(session), here, actor=actor_for(self.secretary))
        actions.open_session(self.session(session), actor=actor_for(self.chair))

    def session(self, session: Session) -> Session:
        """The session as a page would read it."""
        return get_session(actor_for(self.head), session.pk)

    def assessment(self, one: Assessment) -> Assessment:
        """The assessment as a page would read it."""
        return get_assessment(actor_for(self.head), one.pk)

    def fill(self, one: Assessment, person: User, answers: dict[str, str | None] | None = None) -> ScoreSheet:
        """Mark every criterion with `answers` (missing: no rung)."""
        actor = actor_for(person)
        fresh = self.assessment(one)
        sheet = actions.open_sheet(fresh, actor=actor)
        given = best_answers(scorecard(fresh.dossier.scorecard)) if answers is None else answers
        seen = {mark.criterion: mark.version for mark in sheet.marks.all()}
        for line in scorecard(fresh.dossier.scorecard).criteria:
            actions.mark(
                sheet, line.code, actor=actor, version=seen.get(line.code, 0), option=given.get(line.code) or ""
            )
        return sheet

    def hand_in(self, one: Assessment, person: User, answers: dict[str, str | None] | None = None) -> ScoreSheet:
        sheet = self.fill(one, person, answers)
        actions.hand_in(sheet, actor=actor_for(person), version=sheet.version)
        return sheet

    def close(self, one: Assessment, **more: Any) -> Any:
        return actions.close_assessment(self.assessment(one), actor=actor_for(self.chair), **more)


def house(*, members: int = 2, level: str = Level.PROVINCE, code: str = "92", name: str = "Cần Thơ") -> House:
    """A whole council of a province (or of the nation), formed by the agency's head through the actions."""
    province = place(code, "province", f"Thành phố {name}") if level == Level.PROVINCE else None
    kind = UnitKind.OCOP_AGENCY if province else UnitKind.MINISTRY
    agency = Unit.objects.create(kind=kind, name=f"Cơ quan OCOP {name}", province=province)
    head, clerk = user("Trưởng cơ quan"), user("Chuyên viên")
    held(head, agency, Role.AGENCY_HEAD)
    held(clerk, agency, Role.AGENCY_CLERK)
    chair, secretary, adviser = user("Chủ tịch Hội đồng"), user("Thư ký"), user("Tổ tư vấn")
    people = [user(f"Thành viên {n}") for n in range(1, members + 1)]
    new = actions.NewMember
    council = actions.form_council(
        level,
        province,
        name=f"Hội đồng {name}",
        decision_number="12/QĐ-UBND",
        decided_on=today(),
        members=[
            new(chair, Role.COUNCIL_CHAIR, "Phó Chủ tịch"),
            *[new(person, Role.COUNCIL_MEMBER, "Sở ngành") for person in people],
            new(secretary, Role.COUNCIL_SECRETARY),
            new(adviser, Role.ADVISER),
        ],
        actor=actor_for(head),
    )
    rounds = actions.open_rounds(today().year, level, province, actor=actor_for(head))
    return House(province, level, head, clerk, chair, secretary, adviser, people, council, rounds[-1])


def answers_worth(total: int, code: str = CARD) -> dict[str, str | None]:
    """Some answers whose points make exactly `total`. ValueError when no sheet can."""
    reach: dict[int, dict[str, str | None]] = {0: {}}
    for line in scorecard(code).criteria:
        options = [(None, 0), *[(o.id, o.points) for o in line.options]]
        step: dict[int, dict[str, str | None]] = {}
        for points, given in reach.items():
            for ident, more in options:
                if points + more <= total:
                    step.setdefault(points + more, {**given, line.code: ident})
        reach = step
    if total not in reach:
        raise ValueError(total)
    return reach[total]
