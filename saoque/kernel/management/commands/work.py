"""The task worker: runs queued jobs, begins the work of the day, shows that it is alive, puts back what a dead worker left
behind, clears stale uploads, and asks the virus scanner again about what still waits for its word."""

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from saoque.kernel.files.scanning import catch_up
from saoque.kernel.files.uploads import drop_stale
from saoque.kernel.jobs.models import Heartbeat
from saoque.kernel.jobs.schedule import start_due
from saoque.kernel.jobs.work import put_back_lost

log = logging.getLogger(__name__)
BEAT_SECONDS = 15


class Command(BaseCommand):
    help = "Run background work until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        thread = threading.Thread(target=_keep_beating, args=(stop,), daemon=True)
        thread.start()
        try:
            call_command("db_worker", interval=1, startup_delay=False)
        finally:
            stop.set()


def _keep_beating(stop: threading.Event) -> None:
    while True:
        try:
            Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})
            put_back_lost()
            start_due()
            drop_stale()
            catch_up()
        except DatabaseError:
            log.exception("the worker's heartbeat could not be written")
        finally:
            close_old_connections()
        if stop.wait(BEAT_SECONDS):
            return
