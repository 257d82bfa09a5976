"""A link to another room is there when the room is, and is nothing when it is not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from saoque.kernel.doors import door


def _page(_request: HttpRequest, **_more: Any) -> HttpResponse:
    return HttpResponse()


_room = ([path("hoi/", _page, name="ask"), path("hoi/<int:pk>/", _page, name="case")], "a_room")
urlpatterns = [path("phong/", include(_room, namespace="a_room"))]


@override_settings(ROOT_URLCONF=__name__)
def test_a_door_is_an_address_with_what_is_known() -> None:
    assert door("a_room:ask") == "/phong/hoi/"
    assert door("a_room:ask", kind="label", product=12, empty="", none=None) == "/phong/hoi/?kind=label&product=12"
    assert door("a_room:case", 7) == "/phong/hoi/7/"


@override_settings(ROOT_URLCONF=__name__)
def test_a_room_that_is_not_there_is_no_address() -> None:
    assert [door("a_room:none"), door("no_room:ask", kind="x"), door("a_room:case")] == ["", "", ""]
