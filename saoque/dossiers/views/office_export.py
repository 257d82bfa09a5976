"""Tables for agencies: CSV at once, Excel by a job whose page can be left."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from saoque.dossiers import export
from saoque.dossiers.forms_office import FilterForm
from saoque.dossiers.views.office import office_actor
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.jobs.models import Job
from saoque.kernel.papers import stream_csv


@login_required
@require_safe
def csv(request: HttpRequest) -> HttpResponseBase:
    """Stream everything visible under the filters of the list."""
    form = FilterForm(request.GET)
    head, rows = export.table(office_actor(request), form.filters(), form.order)
    return stream_csv(f"ho-so-ocop-{timezone.localdate():%Y-%m-%d}", head, rows)


@login_required
@require_POST
def xlsx(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.POST)
    job = export.start_xlsx(office_actor(request), form.filters(), form.order)
    return redirect("dossiers:office_export", job.pk)


@login_required
@require_safe
def progress(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """How far the table is. The part that changes is asked for again by the page itself until it is done."""
    job = _own_job(request, job_id)
    template = "_export_state.html" if request.headers.get("HX-Request") else "export.html"
    return render(request, f"dossiers/office/{template}", {"job": job, "waiting": job.state in _UNDER_WAY})


@login_required
@require_safe
def download(request: HttpRequest, job_id: uuid.UUID) -> HttpResponseBase:
    job = _own_job(request, job_id)
    if job.result is None:
        raise NotFound()
    return serve(job.result, request.user, inline=False)


_UNDER_WAY = {Job.State.WAITING, Job.State.RUNNING}


def _own_job(request: HttpRequest, job_id: uuid.UUID) -> Job:
    """Return the job; that of another person looks as if it were not there."""
    job = Job.objects.filter(pk=job_id, kind=export.KIND, owner_id=request.user.pk).select_related("result").first()
    if job is None:
        raise NotFound()
    return job
