"""The part of clamd's protocol that is needed: PING, and INSTREAM, which takes the content itself, so that the scanner
needs no right to the folder of files and may run on another machine."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings

_PIECE = 64 * 1024  # bytes
_CONNECT_SECONDS, _ANSWER_SECONDS = 5, 120


class Away(Exception):
    """The scanner gave no verdict: it is not there, not ready, or refuses the size."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def answers() -> bool:
    """Tell whether the scanner is there and ready."""
    try:
        with _connected() as line:
            line.sendall(b"zPING\0")
            return _said(line) == "PONG"
    except Away:
        return False


def scan(content: BinaryIO) -> str:
    """Return the name of what was found in `content`, empty when nothing was. Raises `Away` without a verdict."""
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(_PIECE):
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        said = _said(line).removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200] or "?"
    raise Away(said)


@contextmanager
def _connected() -> Iterator[socket.socket]:
    where: str = settings.CLAMD
    try:
        with _opened(where.removeprefix("unix:")) as line:
            line.settimeout(_ANSWER_SECONDS)
            yield line
    except (OSError, ValueError) as error:
        raise Away(str(error)) from error


def _opened(where: str) -> socket.socket:
    if not where.startswith("/"):
        host, _colon, port = where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(_CONNECT_SECONDS)
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line


def _said(line: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < 4096:
        piece = line.recv(1024)
        if not piece:
            break
        answer += piece
    if not answer:
        raise Away("no answer")
    return answer.split(b"\0", 1)[0].decode(errors="replace").strip()
