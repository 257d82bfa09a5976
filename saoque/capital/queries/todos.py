"""What needs a person today about money: instalments, looks at the use of loans, promises that are late."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.capital.models import Claim, Loan
from saoque.capital.queries.claims import area_of
from saoque.capital.queries.loans import SOON, find_loans, overdue_loans
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import YOUTH_ROLES, Role

_LIMIT = 20


@todo_source
def todo_for(actor: Actor) -> Iterator[Todo]:
    """A fixed number of queries: two for producers, two for the Youth Union."""
    if actor.has(Role.PRODUCER):
        yield from _instalments(actor)
        yield from _late_money(actor)
    if actor.has(*YOUTH_ROLES):
        yield from _looks(actor)
        yield from _overdue(actor)


def _instalments(actor: Actor) -> Iterator[Todo]:
    """The first instalment not yet paid, from two weeks before its day."""
    mine: QuerySet[Any] = find_loans(actor, state=Loan.State.DISBURSED).filter(
        producer__unit__in=actor.unit_ids(Role.PRODUCER)
    )
    for loan in mine.order_by("pk")[:_LIMIT]:
        if loan.next_due and loan.next_due <= today() + SOON:
            yield Todo(
                title=_("Trả nợ: %(loan)s") % {"loan": loan.name},
                detail=_("Trả ở điểm giao dịch của ngân hàng, rồi ghi lại ở đây."),
                url=reverse("capital:loan", args=[loan.pk]),
                button=_("Xem kỳ này"),
                due_on=loan.next_due,
            )


def _late_money(actor: Actor) -> Iterator[Todo]:
    late = Claim.objects.filter(
        producer__unit__in=actor.unit_ids(Role.PRODUCER), state=Claim.State.PROMISED, due_on__lte=today()
    )
    for claim in late.order_by("due_on", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Hỏi tiền hỗ trợ: %(claim)s") % {"claim": claim.name},
            detail=_("Hạn chi đã tới. Đã nhận thì ghi lại, kèm chứng từ."),
            url=reverse("capital:claim", args=[claim.pk]),
            button=_("Mở đề nghị"),
            due_on=claim.due_on,
        )


def _looks(actor: Actor) -> Iterator[Todo]:
    due = Loan.objects.filter(area_of(actor), check_due__lte=today() + SOON, state=Loan.State.DISBURSED)
    for loan in due.select_related("producer").order_by("check_due", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Kiểm tra sử dụng vốn: %(producer)s") % {"producer": loan.producer.name},
            detail=loan.purpose,
            url=reverse("capital:loan_check", args=[loan.pk]),
            button=_("Ghi lần kiểm tra"),
            due_on=loan.check_due,
        )


def _overdue(actor: Actor) -> Iterator[Todo]:
    count = overdue_loans(actor).count()
    if count:
        words = ngettext("%(count)d khoản vay quá hạn", "%(count)d khoản vay quá hạn", count) % {"count": count}
        yield Todo(
            title=words,
            detail=_("Gọi hoặc ghé thăm, rồi cùng bà con ghi lại."),
            url=reverse("capital:loans") + "?state=overdue",
            button=_("Xem danh sách"),
        )
