"""How a finished file leaves the house. Built in are two ways that use no network; a third is one class and one line.

Nothing is sent by itself: a connector is called once, when a person has asked for a file.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Parcel:
    """What is handed over: the file as it is kept, and for which channel (a layout's code)."""

    dispatch: int
    layout: str
    name: str
    content_type: str
    content: bytes


class Connector(Protocol):
    """A way for files to leave. `code` is stored; `right` is the line of `rules` that one needs to choose it."""

    code: str
    title: Any
    note: Any
    right: str

    def hand_over(self, parcel: Parcel) -> str:
        """Hand the file over and return a receipt (at most 200 characters). Called after the file is kept.

        The same `dispatch` may be handed over twice after a breakdown, and must then arrive once. Raises `OSError`
        when it does not get through.
        """
        ...


class Download:
    """The file is kept here, and the person takes it to the channel."""

    code = "download"
    title = _("Tải tệp về máy")
    note = _("Tệp được giữ ở đây. Bà con tải về rồi tự đưa lên kênh bán; không có gì tự gửi đi.")
    right = "work"

    def hand_over(self, parcel: Parcel) -> str:
        return ""


class Outbox:
    """The file lies in a folder of the server besides, for whoever runs it to take away."""

    code = "outbox"
    title = _("Để thêm vào hộp chờ trên máy chủ")
    note = _("Tệp nằm trong thư mục hộp chờ của máy chủ cho người quản trị lấy đi; máy chủ không tự gửi.")
    right = "put_in_outbox"

    def hand_over(self, parcel: Parcel) -> str:
        folder = Path(settings.DATA_DIR) / "outbox" / parcel.layout
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{parcel.dispatch}-{parcel.name}"
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(parcel.content)
        os.replace(part, target)  # noqa: PTH105 - one act for whoever looks into the folder
        return f"outbox/{parcel.layout}/{target.name}"


_known: dict[str, Connector] = {}


def register_connector(connector: Connector) -> Connector:
    """Make a way known; a second one of the same code takes the first one's place. Call it from `ready()`."""
    _known[connector.code] = connector
    return connector


def connectors() -> Mapping[str, Connector]:
    return dict(_known)


register_connector(Download())
register_connector(Outbox())
