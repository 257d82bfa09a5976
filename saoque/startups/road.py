"""Where a project is on its way, as stations of the road."""

from typing import Any

from django.utils.translation import gettext as _

from saoque.startups.models import Project

S = Project.State
STAGES = (S.IDEA, S.PREPARING, S.RUNNING, S.STANDING)


def road_of(project: Project) -> list[dict[str, Any]]:
    """Return four stations; one that stopped stays where it was."""
    state = S(project.state)
    at = S(project.reached) if state == S.STOPPED else state
    here = STAGES.index(at)
    return [
        {
            "name": _("Đã dừng") if place == here and state == S.STOPPED else stage.label,
            "state": _state(place, here, state),
            "since": project.opened_on if place == 0 else project.state_since if place == here else None,
        }
        for place, stage in enumerate(STAGES)
    ]


def _state(place: int, here: int, state: Project.State) -> str:
    if place < here or (place == here and state == S.STANDING):
        return "done"
    return "now" if place == here else "next"


def next_step(project: Project) -> tuple[str, str] | None:
    """Return the act and the words of the button to the next stage; None where there is none."""
    names = {
        S.IDEA: ("prepare", _("Bắt tay chuẩn bị")),
        S.PREPARING: ("run", _("Bắt đầu chạy")),
        S.RUNNING: ("stand", _("Báo đã đứng vững")),
        S.STOPPED: ("take_up", _("Làm tiếp")),
    }
    return names.get(S(project.state))
