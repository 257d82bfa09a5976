"""A meeting from its invitation to its minutes. Votes are counted by people and checked here; a closed meeting never changes."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.cooperatives.actions.telling import require_founding
from saoque.cooperatives.flow import meeting_flow
from saoque.cooperatives.kinds import Majority, Post, Standing
from saoque.cooperatives.models import TEXT_LIMIT, AgendaItem, Cooperative, Meeting, Member, Presence
from saoque.cooperatives.queries.capital import capital_on
from saoque.cooperatives.queries.voted import changed_since, put_to_the_vote
from saoque.cooperatives.records import record_for
from saoque.cooperatives.rules import present_members, rules
from saoque.cooperatives.voting import counts_hold, is_passed
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.flow import compare_and_set

_POSTS = {"chair": Post.CHAIR, "director": Post.DIRECTOR, "controller": Post.CONTROLLER, "leader": Post.LEADER}
FOUNDING = Meeting.Occasion.FOUNDING


def plan_meeting(
    cooperative: Cooperative, occasion: str, held_on: date, *, hour: str = "", place: str, actor: Actor
) -> Meeting:
    """Prepare a meeting with the roll of today's members; the founding meeting gets the agenda of the record."""
    acting = rules.require(actor, "write", cooperative)
    if occasion not in Meeting.Occasion.values:
        raise DomainError(_("Hãy chọn loại cuộc họp."), field="occasion")
    if not place.strip():
        raise DomainError(_("Hãy ghi nơi họp."), field="place")
    if occasion == FOUNDING:
        require_founding(cooperative)
        if is_settled(cooperative):
            raise DomainError(_("Hội nghị thành lập đã được chuẩn bị rồi."))
    elif cooperative.state != Cooperative.State.REGISTERED:
        raise DomainError(_("Trước khi đăng ký chỉ có hội nghị thành lập."), field="occasion")
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                cooperative=cooperative,
                occasion=occasion,
                held_on=held_on,
                hour=hour.strip()[:10],
                place=place.strip()[:160],
            )
            _call(meeting, present_members(cooperative))
            if occasion == FOUNDING:
                _founding_agenda(meeting)
            audit.record(meeting, "plan_meeting", acting, to_state=meeting.state, data={"occasion": occasion})
    except IntegrityError:
        raise DomainError(_("Hội nghị thành lập đã được chuẩn bị rồi.")) from None
    return meeting


def is_settled(cooperative: Cooperative) -> bool:
    """Whether the last founding meeting is under way or passed everything as it stands.

    Another may be held after a failed vote, and when the founders have changed since what they had voted.
    """
    last = cooperative.meetings.filter(occasion=FOUNDING).first()
    if last is None:
        return False
    if last.state != Meeting.State.CLOSED:
        return True
    passed = not last.agenda.exclude(passed=True).exists()
    return passed and not changed_since(last, cooperative, capital_on(cooperative))


def _call(meeting: Meeting, members: Iterable[Member]) -> None:
    """Put on the roll whoever is a member now and not on it yet; take off whoever left."""
    people = list(members)
    meeting.roll.exclude(member__in=people).delete()
    known = set(meeting.roll.values_list("member", flat=True))
    Presence.objects.bulk_create(
        Presence(meeting=meeting, member=one, votes=one.standing == Standing.OFFICIAL)
        for one in people
        if one.pk not in known
    )


def _founding_agenda(meeting: Meeting) -> None:
    cooperative = meeting.cooperative
    rows = record_for(cooperative.commune, "coop_agenda").facts[cooperative.kind]
    known = record_for(cooperative.commune, "coop_voting").facts["majority"]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=place,
            key=row["key"],
            title=row["title"],
            elects=row.get("elects", False),
            majority=known.get(row["majority"], row["majority"]),
        )
        for place, row in enumerate(rows, start=1)
    )


def add_item(meeting: Meeting, title: str, majority: str, *, elects: bool = False, actor: Actor) -> None:
    acting = rules.require(actor, "write", meeting.cooperative)
    _require_not_closed(meeting)
    if not title.strip():
        raise DomainError(_("Hãy ghi nội dung cần bàn."), field="title")
    if majority not in Majority.values:
        raise DomainError(_("Hãy chọn tỷ lệ thông qua."), field="majority")
    with transaction.atomic():
        compare_and_set(meeting, acting, "add_item", data={"title": title.strip()[:200]})
        last = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
        meeting.agenda.create(position=last + 1, title=title.strip()[:200], majority=majority, elects=elects)


def open_meeting(meeting: Meeting, present: Collection[int], *, chair: int, secretary: int, actor: Actor) -> None:
    """Call the roll by member ids, name who presides and who writes. May be called again until votes are counted."""
    cooperative = meeting.cooperative
    acting = rules.require(actor, "found", cooperative)
    _require_not_closed(meeting)
    with transaction.atomic():
        if meeting.state == Meeting.State.PLANNED:
            _call(meeting, present_members(cooperative))
        roll = {line.member_id: line for line in meeting.roll.all()}
        here = {pk for pk in present if pk in roll}
        if chair not in here or secretary not in here:
            raise DomainError(_("Chủ tọa và thư ký phải có mặt."), field="chair")
        voters = sum(roll[pk].votes for pk in here)
        _require_room_for_votes(meeting, voters)
        if not voters:
            raise DomainError(_("Chưa có ai có quyền biểu quyết đang có mặt."), field="present")
        data = {"present": sorted(here)}
        changes: dict[str, Any] = {"chair_id": chair, "secretary_id": secretary}
        if meeting.state == Meeting.State.PLANNED:
            meeting_flow.apply(meeting, "open", acting, data=data, **changes)
        else:
            compare_and_set(meeting, acting, "open", data=data, **changes)
        meeting.roll.update(present=False)
        meeting.roll.filter(member__in=here).update(present=True)


def _require_room_for_votes(meeting: Meeting, voters: int) -> None:
    for item in meeting.agenda.all():
        if item.votes_for is not None and not counts_hold(
            voters, item.votes_for, item.against or 0, item.abstained or 0
        ):
            raise DomainError(_("Đã có mục ghi nhiều phiếu hơn số người có mặt. Hãy sửa số phiếu trước."))


def voters_present(meeting: Meeting) -> int:
    return meeting.roll.filter(present=True, votes=True).count()


def count(
    meeting: Meeting, item_id: int, votes_for: int, against: int, abstained: int, *, elected: int | None, actor: Actor
) -> None:
    """Write how the votes fell. Never more votes than people present; whoever is elected must be a member."""
    cooperative = meeting.cooperative
    acting = rules.require(actor, "found", cooperative)
    if meeting.state != Meeting.State.OPEN:
        raise DomainError(_("Hãy điểm danh và mở cuộc họp trước khi ghi phiếu."))
    item = meeting.agenda.filter(pk=item_id).first()
    if item is None:
        raise NotFound()
    with transaction.atomic():
        data = {"item": item.position, "for": votes_for, "against": against, "abstained": abstained}
        voted = {**meeting.voted, **put_to_the_vote(cooperative, capital_on(cooperative), item.key)}
        compare_and_set(meeting, acting, "count", data=data, voted=voted)
        present = voters_present(meeting)
        if not counts_hold(present, votes_for, against, abstained):
            raise DomainError(
                _("Tổng số phiếu không được quá %(count)d người có quyền biểu quyết đang có mặt.") % {"count": present},
                field="votes_for",
            )
        if item.elects and elected not in {one.pk for one in present_members(cooperative)}:
            raise DomainError(_("Hãy chọn người được bầu trong danh sách thành viên."), field="elected")
        meeting.agenda.filter(pk=item_id).update(
            votes_for=votes_for,
            against=against,
            abstained=abstained,
            elected=elected if item.elects else None,
            passed=is_passed(item.majority, present, votes_for),
        )


def close_meeting(meeting: Meeting, minutes: str, *, actor: Actor) -> None:
    """Fix the minutes. Every item must be counted; whoever was elected to a post gets it in the member book."""
    cooperative = meeting.cooperative
    acting = rules.require(actor, "found", cooperative)
    if meeting.state == Meeting.State.CLOSED:
        raise Stale()
    items = list(meeting.agenda.select_related("elected"))
    open_items = [item.title for item in items if item.passed is None]
    if open_items or not items:
        raise DomainError(_("Còn mục chưa ghi phiếu: %(items)s.") % {"items": "; ".join(open_items) or "…"})
    if not minutes.strip():
        raise DomainError(_("Hãy ghi tóm tắt ý kiến tại cuộc họp."), field="minutes")
    with transaction.atomic():
        meeting_flow.apply(meeting, "close", acting, minutes=minutes.strip()[:TEXT_LIMIT])
        _give_posts(items, acting)


def _give_posts(items: Iterable[AgendaItem], acting: Actor) -> None:
    """Write the elected posts into the member book; who got two keeps the one that was put to the vote first."""
    posts: dict[int, str] = {}
    for item in items:
        if item.passed and item.elected_id and item.key in _POSTS:
            posts.setdefault(item.elected_id, _POSTS[item.key])
    for member in Member.objects.filter(pk__in=posts).order_by("pk"):
        compare_and_set(member, acting, "change_member", data={"fields": ["post"]}, post=posts[member.pk])


def _require_not_closed(meeting: Meeting) -> None:
    if meeting.state == Meeting.State.CLOSED:
        raise DomainError(_("Biên bản đã chốt, không sửa được nữa."))
