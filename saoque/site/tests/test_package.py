"""Trial 20: the package that is handed out holds all it needs: installed away from the source it migrates and serves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the package is the same on both engines")
# Run with the installed package alone: a page of each kind of file that a wheel could forget.
LOOK = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
import saoque
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "127.0.0.1"})
english = client.get("/en/").content.decode()
print(saoque.__file__)
print(client.get("/healthz").json()["database"]["ok"], "Sign in" in english, client.get("/cam-nang/").status_code)
print((settings.BUILT / "saoque.css").stat().st_size > 10_000, len(list(settings.PRINT_FONTS.iterdir())) > 5)
"""


def _run(*words: str, where: Path, **more: str) -> str:
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PYTHONPATH")} | more
    done = subprocess.run([sys.executable, *words], cwd=where, env=env, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_built_package_works_without_its_source(tmp_path: Path) -> None:
    _run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"), where=ROOT)
    (wheel,) = (tmp_path / "dist").glob("saoque-*.whl")
    installed, data = tmp_path / "installed", tmp_path / "data"
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    _run(*pip, "--target", str(installed), str(wheel), where=tmp_path)
    told = _run(
        "-c", LOOK, where=tmp_path, PYTHONPATH=str(installed), SAOQUE_DATA=str(data),
        DJANGO_SETTINGS_MODULE="saoque.site.settings", STATIC_ROOT=str(tmp_path / "static"),
    )  # fmt: skip
    where, answers, built = told.splitlines()[-3:]
    assert Path(where).is_relative_to(installed)
    assert (answers, built) == ("True True 200", "True True")
