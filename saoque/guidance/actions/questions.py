"""Asking and answering. An answer is published only when the asker agreed, and never with the asker's name."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.guidance.areas import Area
from saoque.guidance.events import QuestionAnswered, QuestionAsked
from saoque.guidance.flow import question_flow
from saoque.guidance.index import index_question
from saoque.guidance.models import Question, Vote
from saoque.guidance.rules import rules
from saoque.guidance.settings_of import held_in
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.limits import within_limit
from saoque.kernel.text import fold, search_text

PER_DAY = 20  # questions of one person; more is a flood
LONGEST_ANSWER = 6000


@transaction.atomic
def ask(
    text: str, *, actor: Actor, area: Area, about: str = "", detail: str = "", may_publish: bool = False
) -> Question:
    """Send a question to the officers of a place. Raises `DomainError` naming the field."""
    acting = rules.require(actor, "ask")
    said = " ".join(text.split())
    if len(fold(said)) < 8:
        raise DomainError(_("Câu hỏi ngắn quá. Hãy viết đủ ý, như nói với người quen."), field="text")
    if len(said) > 300:
        raise DomainError(_("Câu hỏi dài quá 300 chữ. Hãy viết câu chính ở đây, kể thêm ở ô dưới."), field="text")
    if not area.province:
        raise DomainError(_("Hãy chọn xã, phường của bà con, để đúng người trả lời."), field="place")
    if not within_limit(f"ask:{actor.user_id}", limit=PER_DAY, seconds=86_400):
        raise DomainError(_("Hôm nay bà con đã hỏi nhiều rồi. Mai hỏi tiếp, hoặc gọi cán bộ Đoàn xã."))
    question = Question.objects.create(
        asker=acting.user, about=about, commune=area.commune, province=area.province, text=said,
        detail=detail.strip(), may_publish=may_publish,
        due_on=add_working_days(today(), held_in(area.province).answer_days),
    )  # fmt: skip
    audit.record(question, "ask", acting, to_state=question.state)
    emit(QuestionAsked(question=question))
    return question


@transaction.atomic
def answer_question(question: Question, answer: str, *, actor: Actor) -> None:
    """Answer, or mend the answer while it is not published."""
    acting = rules.require(actor, "answer", question)
    said = answer.strip()
    if not said:
        raise DomainError(_("Câu trả lời còn trống."), field="answer")
    if len(said) > LONGEST_ANSWER:
        raise DomainError(_("Câu trả lời dài quá 6.000 chữ. Hãy viết gọn, dẫn tới bài cẩm nang."), field="answer")
    question_flow.apply(
        question, "answer_question", acting,
        answer=said, answered_by=acting.user, answered_in_id=acting.unit_id, answered_at=timezone.now(),
    )  # fmt: skip
    emit(QuestionAnswered(question=question))


@transaction.atomic
def publish_question(question: Question, *, actor: Actor, shown_text: str = "") -> None:
    """Let question and answer stand in the handbook. `shown_text` is the question freed of names and numbers."""
    acting = rules.require(actor, "answer", question)
    if not question.may_publish:
        raise DomainError(_("Người hỏi không đồng ý đăng câu hỏi này."))
    said = " ".join(shown_text.split()) or question.text
    if len(said) > 300:
        raise DomainError(_("Câu hỏi dài quá 300 chữ. Hãy viết gọn lại."), field="shown_text")
    question_flow.apply(
        question, "publish_question", acting, shown_text=said, search=search_text(said, question.answer)
    )
    index_question(question)


@transaction.atomic
def unpublish_question(question: Question, *, actor: Actor) -> None:
    acting = rules.require(actor, "answer", question)
    question_flow.apply(question, "unpublish_question", acting)
    index_question(question)


@transaction.atomic
def withdraw_question(question: Question, *, actor: Actor) -> None:
    """The asker takes it back; if it was published it leaves the handbook at once."""
    acting = rules.require(actor, "withdraw_question", question)
    question_flow.apply(question, "withdraw_question", acting)
    index_question(question)


@transaction.atomic
def vote(question: Question, *, actor: Actor) -> bool:
    """Say «helpful», or take it back. Return whether it stands now."""
    acting = rules.require(actor, "vote", question)
    mine, fresh = Vote.objects.get_or_create(question=question, user=acting.user)
    if not fresh:
        mine.delete()
    audit.record(question, "vote", acting, data={"helpful": fresh})
    return fresh
