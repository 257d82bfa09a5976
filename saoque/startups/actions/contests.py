"""A contest from its call to the published list: rules, criteria, rounds, jury, entries."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set
from saoque.knowledge import KnowledgeError, record
from saoque.people.models import Unit
from saoque.people.queries import find_account
from saoque.people.roles import YOUTH_ROLES, UnitKind
from saoque.startups.eligibility import EntryRules, Person, misfits
from saoque.startups.flow import contest_flow, entry_flow, juror_flow
from saoque.startups.models import Conflict, Contest, ContestRound, Criterion, Entry, Juror, Member, Mentorship, Project
from saoque.startups.rules import rules

MOST_CRITERIA, MOST_POINTS, MOST_ROUNDS = 20, 100, 6


@dataclass(frozen=True)
class Call:
    """What a contest says of itself. `record` is the key of the record its entry rules were taken from, or empty."""

    name: str
    level: str
    closes_on: date
    rules: EntryRules
    about: str = ""
    record: str = ""
    averaging: str = Contest.Averaging.MEAN
    taking: str = Contest.Taking.OPEN

    def fields(self) -> dict[str, Any]:
        name = " ".join(self.name.split())[:160]
        if len(name) < 5:
            raise DomainError(_("Hãy đặt tên cuộc thi, từ 5 chữ trở lên."), field="name")
        if self.level not in Contest.Level.values or self.averaging not in Contest.Averaging.values:
            raise DomainError(_("Hãy chọn cấp tổ chức và cách tính điểm."), field="level")
        if self.taking not in Contest.Taking.values:
            raise DomainError(_("Hãy chọn cách nhận dự án."), field="taking")
        one = self.rules
        if not 14 <= one.age_least <= one.age_most <= 100:
            raise DomainError(_("Tuổi từ cần nhỏ hơn hoặc bằng tuổi đến, trong khoảng 14 đến 100."), field="age_least")
        if not 1 <= one.team_most <= 20 or not 1 <= one.entries_most <= 20:
            raise DomainError(_("Số người và số dự án cần từ 1 đến 20."), field="team_most")
        if self.record:
            try:
                record(self.record)
            except KnowledgeError:
                raise DomainError(_("Không có bản ghi này."), field="record") from None
        return {
            "name": name, "level": self.level, "closes_on": self.closes_on, "about": self.about.strip()[:5000],
            "record": self.record, "averaging": self.averaging, "taking": self.taking,
            **asdict(one),
        }  # fmt: skip


def rules_of(contest: Contest) -> EntryRules:
    return EntryRules(contest.age_least, contest.age_most, contest.team_most, contest.entries_most)


@transaction.atomic
def open_contest(told: Call, *, actor: Actor) -> Contest:
    """Begin a contest of the actor's Youth Union unit."""
    acting = rules.require(actor, "open_contest")
    unit = Unit.objects.get(pk=next(acting.having(*YOUTH_ROLES)).unit_id)
    _of_level(told, unit)
    contest = Contest.objects.create(unit=unit, opened_by=acting.user, **told.fields())
    audit.record(contest, "open_contest", acting, to_state=contest.state, data={"record": contest.record})
    return contest


def change_contest(contest: Contest, told: Call, *, actor: Actor) -> None:
    acting = rules.require(actor, "organise", contest)
    _drafted(contest)
    _of_level(told, contest.unit)
    compare_and_set(contest, acting, "change_contest", data={"name": told.name[:160]}, **told.fields())


@transaction.atomic
def add_criterion(contest: Contest, name: str, most: int, *, actor: Actor) -> Criterion:
    """Add one thing that the jury scores from 0 to `most` points."""
    acting = rules.require(actor, "organise", contest)
    _drafted(contest)
    name = " ".join(name.split())[:160]
    if len(name) < 3:
        raise DomainError(_("Hãy ghi tiêu chí, từ 3 chữ trở lên."), field="name")
    if not 1 <= most <= MOST_POINTS:
        raise DomainError(_("Điểm cao nhất của một tiêu chí từ 1 đến 100."), field="most")
    if contest.criteria.count() >= MOST_CRITERIA:
        raise DomainError(_("Nhiều nhất 20 tiêu chí."), field="name")
    try:
        with transaction.atomic():
            made = Criterion.objects.create(contest=contest, name=name, most=most)
    except IntegrityError:
        raise DomainError(_("Tiêu chí này đã có."), field="name") from None
    audit.record(contest, "add_criterion", acting, data={"name": name, "most": most})
    return made


@transaction.atomic
def add_round(contest: Contest, name: str, passing: str, bound: int, *, actor: Actor) -> ContestRound:
    """Add a round behind those there are; nothing follows the last one."""
    acting = rules.require(actor, "organise", contest)
    _drafted(contest)
    there = list(contest.rounds.all())
    if there and there[-1].passing == ContestRound.Passing.LAST:
        raise DomainError(_("Đã có vòng cuối."), field="passing")
    if len(there) >= MOST_ROUNDS:
        raise DomainError(_("Nhiều nhất 6 vòng."), field="name")
    if passing not in ContestRound.Passing.values or not name.strip():
        raise DomainError(_("Hãy ghi tên vòng và chọn cách vào vòng sau."), field="name")
    if passing != ContestRound.Passing.LAST and not 1 <= bound <= 2000:
        raise DomainError(_("Hãy ghi số dự án hoặc mức điểm, từ 1 đến 2000."), field="bound")
    bound = 0 if passing == ContestRound.Passing.LAST else bound
    made = ContestRound.objects.create(
        contest=contest, number=len(there) + 1, name=name.strip()[:80], passing=passing, bound=bound
    )
    audit.record(made, "add_round", acting, to_state=made.state, data={"passing": passing, "bound": bound})
    return made


def call(contest: Contest, *, actor: Actor) -> None:
    """Call for entries. There must be criteria, and rounds up to a last one."""
    acting = rules.require(actor, "organise", contest)
    if not contest.criteria.exists():
        raise DomainError(_("Cần ít nhất một tiêu chí."))
    last = contest.rounds.last()
    if last is None or last.passing != ContestRound.Passing.LAST:
        raise DomainError(_("Cần các vòng thi, vòng sau cùng là «Vòng cuối»."))
    if contest.closes_on < today():
        raise DomainError(_("Hạn nhận dự án đã qua. Hãy sửa hạn trước."))
    contest_flow.apply(contest, "call", acting)


@transaction.atomic
def ask_juror(contest: Contest, name: str, *, actor: Actor) -> Juror:
    """Ask the account with this email or phone into the jury."""
    acting = rules.require(actor, "organise", contest)
    if contest.state == Contest.State.PUBLISHED:
        raise DomainError(_("Cuộc thi đã công bố kết quả."))
    user = find_account(name)
    if user is None:
        raise DomainError(_("Chưa có tài khoản nào dùng địa chỉ này."), field="name")
    try:
        with transaction.atomic():
            juror = Juror.objects.create(contest=contest, user=user)
    except IntegrityError:
        raise DomainError(_("Người này đã được mời rồi."), field="name") from None
    audit.record(juror, "ask_juror", acting, to_state=juror.state, data={"contest": contest.pk, "user": user.pk})
    return juror


@transaction.atomic
def answer_juror(juror: Juror, *, accepted: bool, actor: Actor) -> None:
    """Accept or decline a seat. Interests that the records show are written down with the acceptance."""
    acting = rules.require(actor, "answer_juror", juror)
    juror_flow.apply(juror, "accept" if accepted else "decline", acting)
    if accepted:
        for entry in juror.contest.entries.all():
            _note_interest(juror, entry)


def end_juror(juror: Juror, *, actor: Actor) -> None:
    """Let a juror go; sheets already handed in keep counting."""
    juror_flow.apply(juror, "end", rules.require(actor, "organise", juror.contest))


def what_does_not_fit(contest: Contest, project: Project) -> list[str]:
    """Say in sentences what of the team does not fit the entry rules. Two queries."""
    team = list(project.members.filter(state=Member.State.ACCEPTED).select_related("user"))
    others = contest.entries.filter(state=Entry.State.ENTERED).exclude(project=project).values_list("team", flat=True)
    taken = [user for names in others for user in names]
    people = [Person(one.user.full_name, one.born_on, taken.count(one.user_id)) for one in team]
    return misfits(people, rules_of(contest), contest.closes_on)


@transaction.atomic
def enter(contest: Contest, project: Project, *, actor: Actor) -> Entry:
    """Enter a project. By this the team lets the jury and the organising unit read it. Raises `DomainError` with what does not fit."""
    acting = rules.require(actor, "lead", project)
    if contest.taking == Contest.Taking.NOMINATED:
        raise DomainError(_("Cuộc thi này chỉ nhận dự án do cuộc thi cấp dưới giới thiệu."))
    return take_entry(contest, project, acting)


def take_entry(contest: Contest, project: Project, acting: Actor) -> Entry:
    """Take a project whose leader has been checked, in the caller's transaction."""
    if contest.state != Contest.State.OPEN or today() > contest.closes_on:
        raise DomainError(_("Cuộc thi không còn nhận dự án."))
    if project.state == Project.State.STOPPED:
        raise DomainError(_("Dự án đã dừng. Hãy làm tiếp rồi dự thi."))
    compare_and_set(contest, acting, "take_entry", data={"project": project.pk})
    wrong = what_does_not_fit(contest, project)
    if wrong:
        raise DomainError(" ".join(wrong))
    team = list(project.members.filter(state=Member.State.ACCEPTED).values_list("user", flat=True))
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                contest=contest, project=project, team=team, entered_on=today(), entered_by=acting.user
            )
    except IntegrityError:
        raise DomainError(_("Dự án này đã dự thi rồi.")) from None
    audit.record(entry, "enter", acting, to_state=entry.state, data={"contest": contest.pk, "project": project.pk})
    for juror in contest.jury.filter(state=Juror.State.ACCEPTED):
        _note_interest(juror, entry)
    return entry


def withdraw(entry: Entry, *, actor: Actor) -> None:
    """Take an entry back while entries are still taken."""
    acting = rules.require(actor, "lead", entry.project)
    if entry.contest.state != Contest.State.OPEN:
        raise DomainError(_("Cuộc thi đã bắt đầu chấm nên không rút được nữa."))
    entry_flow.apply(entry, "withdraw", acting)


@transaction.atomic
def declare_conflict(juror: Juror, entry: Entry, reason: str, *, actor: Actor) -> None:
    """Say that one has an interest in an entry. It is then gone from everything this juror sees; nothing brings it back."""
    acting = rules.require(actor, "answer_juror", juror)
    if juror.state != Juror.State.ACCEPTED or entry.contest_id != juror.contest_id:
        raise NotFound()
    if len(reason.strip()) < 5:
        raise DomainError(_("Hãy ghi lý do, ví dụ: là người nhà của trưởng nhóm."), field="reason")
    if entry.candidacies.filter(score_sheets__juror=juror, score_sheets__state="handed_in").exists():
        raise DomainError(_("Phiếu của dự án này đã nộp. Hãy báo ban tổ chức."), field="reason")
    Conflict.objects.get_or_create(juror=juror, entry=entry, defaults={"reason": reason.strip()[:300]})
    audit.record(juror, "declare_conflict", acting, data={"entry": entry.pk, "reason": reason.strip()[:300]})


def _note_interest(juror: Juror, entry: Entry) -> None:
    """Write down the interest that the records show: of the team, or a mentor of the project, now or before."""
    project = entry.project_id
    if Member.objects.filter(project=project, user=juror.user_id, state__in=("accepted", "left")).exists():
        reason = _("Là thành viên của nhóm.")
    elif Mentorship.objects.filter(project=project, mentor=juror.user_id, state__in=("accepted", "ended")).exists():
        reason = _("Là người cố vấn của dự án.")
    else:
        return
    Conflict.objects.get_or_create(juror=juror, entry=entry, defaults={"reason": reason, "by_record": True})


def _of_level(told: Call, unit: Unit) -> None:
    """The nation's contest is the national unit's, and it holds no other."""
    if (told.level == Contest.Level.NATIONAL) != (unit.kind == UnitKind.YOUTH_NATIONAL):
        raise DomainError(_("Cấp tổ chức cần đúng với cấp của đơn vị bạn."), field="level")


def _drafted(contest: Contest) -> None:
    if contest.state != Contest.State.DRAFT:
        raise DomainError(_("Cuộc thi đã công bố thể lệ nên không sửa được nữa."))
