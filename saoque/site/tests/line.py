"""A line between a browser and a server that can really be cut: a TCP relay of our own, deterministic to the byte."""

import socket
import struct
import threading
from contextlib import suppress
from urllib.parse import urlsplit

_PIECE = 16_384  # bytes
_RESET = struct.pack("ii", 1, 0)


class Line:
    """Relays to the server at `target`. Browsers go to `url`.

    `cut` breaks every open connection and refuses new ones until `back`; nothing passes in between, whatever the browser
    believes about being online; `refused` counts its tries. `cut_after`/`stall_after` do so by themselves, or fall silent, once so many bytes went up.
    """

    def __init__(self, target: str) -> None:
        address = urlsplit(target)
        self._target = (address.hostname or "127.0.0.1", address.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._lock = threading.Condition()
        self._open: set[socket.socket] = set()
        self._dead = self._closed = False
        self._went_up = 0
        self.refused = 0
        self._cut_after: int | None = None
        self._stall_after: int | None = None
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def cut(self) -> None:
        with self._lock:
            self._dead = True
            self._lose(*tuple(self._open))
            self._lock.notify_all()

    def back(self) -> None:
        with self._lock:
            self._dead, self._cut_after, self._stall_after = False, None, None
            self._lock.notify_all()

    def cut_after(self, count: int) -> None:
        """Cut as soon as `count` bytes more went up to the server."""
        with self._lock:
            self._cut_after = self._went_up + count

    def stall_after(self, count: int) -> None:
        """Carry nothing up any more once `count` bytes more went; the connections stay open."""
        with self._lock:
            self._stall_after = self._went_up + count

    @property
    def is_dead(self) -> bool:
        return self._dead

    def close(self) -> None:
        self.cut()
        self._closed = True
        # A listener that another thread waits on wakes up by being shut down, not by being closed.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(timeout=10)

    def _accept(self) -> None:
        while not self._closed:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            if self._dead:
                self.refused += 1
                _break(near)
                return
            with socket.create_connection(self._target) as far:
                with self._lock:
                    self._open |= {near, far}
                    if self._dead:
                        self._lose(near, far)
                downward = threading.Thread(target=self._relay, args=(far, near, False), daemon=True)
                downward.start()
                self._relay(near, far, True)
                downward.join()
                with self._lock:
                    self._open -= {near, far}

    def _relay(self, source: socket.socket, target: socket.socket, upward: bool) -> None:
        try:
            while piece := source.recv(_PIECE):
                if upward:
                    self._carry_up(piece, target)
                else:
                    target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            with self._lock:
                self._lose(source, target)

    def _carry_up(self, piece: bytes, target: socket.socket) -> None:
        """Send `piece` up; cut or wait where that was asked for."""
        with self._lock:
            while self._stall_after is not None and self._went_up >= self._stall_after and target in self._open:
                self._lock.wait()
            if target not in self._open:
                raise ConnectionResetError
            self._went_up += len(piece)
            due = self._cut_after is not None and self._went_up >= self._cut_after
        target.sendall(piece)
        if due:
            self.cut()

    def _lose(self, *connections: socket.socket) -> None:
        for connection in connections:
            self._open.discard(connection)
            _break(connection)


def _break(connection: socket.socket) -> None:
    """Reset it: the other side learns at once. Its own thread closes it, so that no number is used twice meanwhile."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        connection.shutdown(socket.SHUT_RDWR)
