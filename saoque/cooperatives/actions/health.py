"""The yearly look at oneself."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.cooperatives.actions.capital import require_registered
from saoque.cooperatives.models import Cooperative, HealthCheck
from saoque.cooperatives.queries.health import score_check
from saoque.cooperatives.records import record_for
from saoque.cooperatives.rules import rules
from saoque.cooperatives.words import MARKS
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set


def save_check(
    cooperative: Cooperative, year: int, answers: Mapping[str, Mapping[str, str]], version: int, *, actor: Actor
) -> HealthCheck:
    """Store the answers of a year. `version` 0 makes the check; any other must be the stored one."""
    acting = rules.require(actor, "check_health", cooperative)
    require_registered(cooperative)
    first = (cooperative.registered_on or today()).year
    if not first <= year <= today().year:
        raise DomainError(_("Năm phải từ năm đăng ký đến năm nay."), field="year")
    facts = record_for(cooperative.commune, "coop_health").facts
    kept = {
        question["key"]: {
            "mark": answers.get(question["key"], {}).get("mark", ""),
            "evidence": answers.get(question["key"], {}).get("evidence", "").strip()[:500],
        }
        for area in facts["areas"]
        for question in area["questions"]
    }
    lacking = [key for key, answer in kept.items() if answer["mark"] not in MARKS]
    if lacking:
        raise DomainError(_("Còn %(count)d câu chưa trả lời.") % {"count": len(lacking)})
    scores, score = score_check(facts, {key: answer["mark"] for key, answer in kept.items()})
    values: dict[str, Any] = {"held_on": today(), "answers": kept, "scores": scores, "score": score}
    if not version:
        try:
            with transaction.atomic():
                made = HealthCheck.objects.create(cooperative=cooperative, year=year, **values)
                audit.record(made, "save_check", acting, to_state="held", data={"score": score})
        except IntegrityError:
            raise Stale() from None
        return made
    found = cooperative.checks.filter(year=year).first()
    if found is None or found.version != version:
        raise Stale()
    compare_and_set(found, acting, "save_check", data={"score": score}, **values)
    return found
