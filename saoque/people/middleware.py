from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from saoque.people.actors import actor_for


class ActorMiddleware:
    """Give every request its `actor`: one query for somebody signed in, none for a visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request.user)  # type: ignore[attr-defined]
        return self.get_response(request)
