"""The audit records, for administrators."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saoque.people import queries
from saoque.people.actors import actor_of
from saoque.people.forms import AuditFilterForm
from saoque.people.rules import rules
from saoque.people.words import action_words, state_words, subject_words

PAGE = 50


@login_required
def audit_records(request: HttpRequest) -> HttpResponse:
    rules.require(actor_of(request), "read_audit")
    form = AuditFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"subject": "", "person": ""}
    page = Paginator(queries.audit_records(wanted["subject"], wanted["person"]), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "record": record,
            "subject": subject_words(record.subject_type),
            "action": action_words(record.action, record.subject_type),
            "before": state_words(record.from_state, record.subject_type),
            "after": state_words(record.to_state, record.subject_type),
        }
        for record in page
    ]
    kinds = [(kind, subject_words(kind)) for kind in queries.subject_types()]
    context = {"page": page, "rows": rows, "kinds": kinds, "wanted": wanted}
    return render(request, "people/audit.html", context)
