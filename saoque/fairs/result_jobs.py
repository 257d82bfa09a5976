"""The report of a large fair is drawn outside the request."""

from typing import Any

from django.utils import translation

from saoque.dossiers.papers.word import CONTENT_TYPE as DOCX
from saoque.fairs.models import Fair
from saoque.fairs.queries.results import standing_at
from saoque.fairs.result_papers import draw_docx, draw_xlsx
from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.files import keep_bytes
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker

KIND = "fairs.report"
LIGHT = 60  # exhibitors whose report is drawn while one waits
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"docx": DOCX, "xlsx": XLSX}


def is_light(fair: Fair) -> bool:
    return standing_at(fair).count() <= LIGHT


def draw(fair: Fair, kind: str) -> bytes:
    return draw_docx(fair) if kind == "docx" else draw_xlsx(fair)


def start(fair: Fair, kind: str, actor: Actor) -> Job:
    """Queue the drawing; asking again while it is being made gives the same job."""
    language = translation.get_language() or "vi"
    key = f"{actor.user_id}:{fair.pk}:{kind}"
    return jobs.start(KIND, key, owner=actor.user, first=True, fair=fair.pk, kind=kind, language=language)


@worker(KIND)
def make(job: Job) -> Any:
    asked = job.arguments
    fair = Fair.objects.select_related("unit", "commune").get(pk=asked["fair"])
    with translation.override(asked["language"]):
        content = draw(fair, asked["kind"])
    return keep_bytes(content, f"bao-cao-{fair.slug}.{asked['kind']}", TYPES[asked["kind"]], job.owner)


def made_for(fair: Fair, actor: Actor) -> list[Job]:
    """Return the actor's own reports of the fair, the newest of each kind. One query."""
    keys = [f"{actor.user_id}:{fair.pk}:{kind}" for kind in TYPES]
    rows = (
        Job.objects.filter(kind=KIND, key__in=keys, owner=actor.user)
        .select_related("result")
        .order_by("-created_at")[:20]
    )
    newest: dict[str, Job] = {}
    for one in rows:
        newest.setdefault(one.key, one)
    return list(newest.values())
