"""The pages under the bell, and the calendar for whoever holds its secret."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.limits import within_limit
from saoque.people.actors import actor_of
from saoque.people.phones import show_phone
from saoque.reminders import actions, calendars, channels, queries
from saoque.reminders.addresses import spoken
from saoque.reminders.forms import ChoiceForm

PAGE_SIZE = 25
FEED_LIMIT, FEED_SECONDS = 60, 3600


@never_cache
@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything that is due or new, unread first."""
    actor = actor_of(request)
    which = request.GET.get("loc", "")
    due = actions.refresh(actor)
    page = Paginator(queries.living(actor.user_id or 0, which), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.in_words(page.object_list, due),
        "filters": queries.FILTERS.items(),
        "which": which,
        "today": today(),
    }
    return render(request, "reminders/notices.html", context)


@never_cache
@login_required
@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notice as read and lead to what it is about. Done or silenced ones look as if they had never been."""
    actor = actor_of(request)
    notice = queries.get_notice(actor, pk)
    if queries.unseen(actor, [notice]):
        raise Http404
    actions.mark_read(actor, notice)
    return redirect(spoken(notice.url))


@login_required
@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    actions.mark_read(actor, queries.get_notice(actor, pk))
    return redirect("reminders:notices")


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    if actions.mark_all_read(actor_of(request)):
        messages.success(request, _("Đã đánh dấu đọc hết."))
    return redirect("reminders:notices")


@never_cache
@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """Choose what is mailed and what goes to the phone; the calendar's address."""
    person: Any = request.user
    desk = queries.desk_of(person)
    form = ChoiceForm(request.POST if request.method == "POST" else None, desk=desk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(actor_of(request), **form.chosen())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu cách nhắc việc."))
            return redirect("reminders:settings")
    context = {
        "form": form,
        "desk": desk,
        "channel": channels.chosen(),
        "phone": show_phone(person.phone),
        "feed": calendars.feed_address(desk),
        "webcal": calendars.webcal_address(desk),
    }
    return render(request, "reminders/settings.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def renew_feed(request: HttpRequest) -> HttpResponse:
    actions.renew_feed(actor_of(request))
    messages.success(request, _("Đã có địa chỉ lịch mới. Địa chỉ trước đó không mở được nữa."))
    return redirect("reminders:settings")


@login_required
@require_POST
def stop_feed(request: HttpRequest) -> HttpResponse:
    actions.stop_feed(actor_of(request))
    messages.success(request, _("Đã tắt lịch. Địa chỉ trước đó không mở được nữa."))
    return redirect("reminders:settings")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever holds the secret. Phones ask every few hours; more is refused for a while."""
    desk = queries.desk_with(token)
    asked = f"feed:{desk.pk}" if desk else f"feed-unknown:{request.META.get('REMOTE_ADDR', '')}"
    if not within_limit(asked, limit=FEED_LIMIT, seconds=FEED_SECONDS):
        return HttpResponse(status=429, headers={"Retry-After": str(FEED_SECONDS)})
    if desk is None:
        raise Http404
    content = calendars.calendar_of(desk)
    tag = calendars.tag_of(content)
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="nhac-viec.ics"',
        "X-Robots-Tag": "noindex",
    }
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=tag, response=answer) or answer
