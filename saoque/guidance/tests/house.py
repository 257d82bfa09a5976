"""What this room brings to the tests of the whole house."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from saoque.guidance import actions
from saoque.guidance.areas import home_of
from saoque.guidance.models import (
    FollowUp,
    Material,
    Page,
    Question,
    Registration,
    SearchEntry,
    TrainingClass,
)
from saoque.kernel.calendar import today
from saoque.producers.tests.factories import pdf

_CLASS = TrainingClass.State


def prepare(cast: Any) -> None:
    """A file for the class to come."""
    coming = TrainingClass.objects.get(state=_CLASS.PLANNED)
    actions.add_material(coming, "Tờ phát tay", pdf("to-phat-tay.pdf"), actor=cast.actor("helper"))


def things() -> dict[str, object]:
    held, coming = TrainingClass.objects.get(state=_CLASS.HELD), TrainingClass.objects.get(state=_CLASS.PLANNED)
    return {
        "question.waiting": Question.objects.get(state="waiting").pk,
        "question.published": Question.objects.get(state="published").pk,
        "class.held": held.pk,
        "class.coming": coming.pk,
        "class.place": Registration.objects.filter(training=coming).earliest("pk").pk,
        "class.material": Material.objects.get(training=coming).pk,
        "class.code": Registration.objects.filter(code__isnull=False).earliest("pk").code,
        "class.follow_up": FollowUp.objects.earliest("pk").pk,
    }


SHOWS = {
    "guidance:ask", "guidance:page", "guidance:print_page", "guidance:history", "guidance:version", "guidance:compare",
    "guidance:edit", "guidance:question", "guidance:queue", "guidance:questions", "guidance:mine", "guidance:classes",
    "guidance:class", "guidance:own_classes", "guidance:change", "guidance:roster", "guidance:screen",
    "guidance:follow_ups", "guidance:follow_up", "guidance:home", "guidance:certificate",
}  # fmt: skip


def carry_probe(cast: Any, probe: str) -> dict[str, object]:
    """Type the probe into a page, a question with its answer, a class with its people and what came of it."""
    writer, helper, asker = cast.actor("admin"), cast.actor("helper"), cast.actor("dau")
    page = Page.objects.get(slug="mau-01", province="")
    text = actions.PageText(
        title=probe, lead=probe, body=f"## {probe}\n- {probe}\n{probe}", source=probe, basis=probe, note=probe,
        checked_on=today(), title_en=probe, lead_en=probe, body_en=probe,
    )  # fmt: skip
    actions.write_page("mau-01", text, actor=writer, version=page.version)
    asked = actions.ask(probe, actor=asker, area=home_of(asker), about="page:mau-01", detail=probe, may_publish=True)
    shown = actions.ask(probe, actor=asker, area=home_of(asker), about="page:mau-01", detail=probe, may_publish=True)
    actions.answer_question(shown, probe, actor=helper)
    actions.publish_question(shown, actor=helper, shown_text=probe)
    starts = timezone.now() - timedelta(hours=1)
    data = actions.ClassData(
        title=probe, trainer=probe, place=probe, about=probe, seats=9, starts_at=starts,
        ends_at=starts + timedelta(hours=3),
    )  # fmt: skip
    coming, held = (actions.plan_class(cast.units["youth_city"].pk, data, actor=helper) for _n in range(2))
    actions.add_material(coming, probe, pdf("to-phat-tay.pdf"), actor=helper)
    place = actions.take_place(coming, actor=asker)
    mine = actions.take_place(held, actor=asker)
    actions.mark(mine, True, actor=helper)
    actions.close_class(held, actor=helper)
    actions.evaluate(mine, useful=3, clear=3, words=probe, actor=asker)
    follow_up = FollowUp.objects.filter(registration=mine).earliest("pk")
    actions.write_follow_up(follow_up, probe, actor=helper)
    return {
        "question.waiting": asked.pk,
        "question.published": shown.pk,
        "class.held": held.pk,
        "class.coming": coming.pk,
        "class.place": place.pk,
        "class.material": Material.objects.get(training=coming).pk,
        "class.code": Registration.objects.get(pk=mine.pk).code,
        "class.follow_up": follow_up.pk,
    }


DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "a page without its words": (
        lambda: Page.objects.filter(slug="mau-01").update(version=99),
        "what it shows is not a version of it",
    ),
    "a question that is not found": (
        lambda: SearchEntry.objects.filter(kind="question").delete(),
        "published or not, the search says otherwise",
    ),
    "a page that is not found": (
        lambda: SearchEntry.objects.filter(kind="page", key="mau-01").delete(),
        "the search does not agree that it is there",
    ),
    "seats given twice": (lambda: TrainingClass.objects.filter(state="planned").update(seats=1), "more places given"),
    "no certificate of attendance": (lambda: Registration.objects.update(code=None), "lacks the certificate"),
    "asked without having come": (
        lambda: FollowUp.objects.filter(pk=FollowUp.objects.earliest("pk").pk).update(
            registration=Registration.objects.filter(attended_at__isnull=True).earliest("pk")
        ),
        "of somebody who did not come",
    ),
}
