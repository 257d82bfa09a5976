"""Two scanners that speak clamd's protocol: one of our own that always is here, and the real one with a signature of our own."""

import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The test string of eicar.org, put together here so that no scanner takes this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
REAL = shutil.which("clamd") or ""


class _Answer(socketserver.StreamRequestHandler):
    """`zPING` and `zINSTREAM` as clamd answers them; EICAR anywhere in the content is a find."""

    server: "StandIn"

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.server.limit:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


class StandIn(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, limit: int = 100_000_000) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.limit = limit
        self.seen: list[bytes] = []
        self.where = f"127.0.0.1:{self.server_address[1]}"


class StandInOnASocket(StandIn):
    address_family = socket.AF_UNIX

    def __init__(self, path: Path) -> None:
        socketserver.BaseServer.__init__(self, str(path), _Answer)
        self.limit, self.seen, self.where = 100_000_000, [], str(path)
        self.socket = socket.socket(socket.AF_UNIX)
        self.server_bind()
        self.server_activate()

    def server_bind(self) -> None:
        self.socket.bind(self.server_address)


@contextmanager
def serving(scanner: StandIn) -> Iterator[StandIn]:
    threading.Thread(target=scanner.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield scanner
    finally:
        scanner.shutdown()
        scanner.server_close()


@contextmanager
def real_clamd(folder: Path) -> Iterator[str]:
    """Start the installed clamd on a socket in `folder`, with one signature: the EICAR string, anywhere."""
    base, here = folder / "signatures", folder / "clamd.sock"
    base.mkdir()
    (base / "own.ndb").write_text(f"Own.Test:0:*:{EICAR.hex()}\n")
    settings: dict[str, Any] = {
        "DatabaseDirectory": base, "LocalSocket": here, "Foreground": "yes", "ConcurrentDatabaseReload": "no",
        "TemporaryDirectory": folder, "LogFile": folder / "log",
    }  # fmt: skip
    (folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    process = subprocess.Popen([REAL, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not here.exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        yield str(here)
    finally:
        process.terminate()
        process.wait(timeout=30)
