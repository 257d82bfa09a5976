"""Where a fair is on its way, as stations of the road."""

from typing import Any

from saoque.fairs.models import Fair

_S = Fair.State
STAGES = (_S.DRAFT, _S.CALLED, _S.CHOOSING, _S.PLANNED, _S.RUNNING, _S.ENDED, _S.REPORTED)


def road_of(fair: Fair) -> list[dict[str, Any]]:
    """Return seven stations; none for a fair that was called off."""
    if fair.state == _S.CANCELLED:
        return []
    here = STAGES.index(_S(fair.state))
    days = {_S.CALLED: fair.called_on, _S.CHOOSING: fair.chosen_on}
    until = {_S.CALLED: fair.apply_until, _S.PLANNED: fair.first_day, _S.RUNNING: fair.last_day}
    return [
        {
            "name": stage.label,
            "state": "done"
            if place < here or stage == _S.REPORTED == fair.state
            else "now"
            if place == here
            else "next",
            "since": days.get(stage) if place <= here else None,
            "until": until.get(stage) if place == here else None,
        }
        for place, stage in enumerate(STAGES)
    ]
