"""The installable site from the server's side: manifest, worker, whose a page is, and pages made small."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from saoque.dossiers.actions.writing import put_new_paper
from saoque.dossiers.models import CriterionAnswer
from saoque.dossiers.tests.factories import answer_all, draft, picture
from saoque.people.models import User
from saoque.rulebook import scorecard
from saoque.site.offline import WHOSE, user_key

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_manifest_lets_the_site_be_installed() -> None:
    answer = Client().get("/manifest.webmanifest")
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"], told["lang"]) == ("/hom-nay/", "/", "standalone", "vi")
    assert told["name"] == "Sao Quê: hồ sơ OCOP"
    assert [(one["sizes"], one["purpose"]) for one in told["icons"]] == [
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")
    ]  # fmt: skip
    for one in told["icons"]:
        path = settings.BUILT / Path(one["src"]).name
        with Image.open(path) as icon:
            assert (f"{icon.width}x{icon.height}", icon.format) == (one["sizes"], "PNG")
        assert path.stat().st_size < 20_000


def test_a_maskable_icon_keeps_the_mark_in_the_safe_circle() -> None:
    with Image.open(settings.BUILT / "icon-maskable-512.png") as icon:
        plain = icon.convert("RGB")
    ground = plain.getpixel((0, 0))
    drawn = [(x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if plain.getpixel((x, y)) != ground]
    assert drawn
    assert max(((x - 256) ** 2 + (y - 256) ** 2) ** 0.5 for x, y in drawn) < 0.4 * 512


def test_the_worker_stands_at_the_root_and_is_never_old() -> None:
    answer = Client().get("/sw.js")
    script = answer.content.decode()
    shell = json.loads(script.split("self.saoqueShell = ", 1)[1].split(";\n", 1)[0])
    assert (answer["Content-Type"], "no-cache" in answer["Cache-Control"]) == ("text/javascript; charset=utf-8", True)
    assert (shell["away"], len(shell["version"])) == ("/mat-mang/", 16)
    assert {"/static/saoque.css", "/static/saoque.js", "/static/autosave.js", "/static/upload.js"} <= set(
        shell["files"]
    )
    assert "/static/sw.js" not in shell["files"]
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)


def test_the_page_without_a_line_is_nobodys() -> None:
    here, _dossier = draft()
    answer = Client().get("/mat-mang/")
    assert (answer.status_code, 'name="user-key"' in answer.content.decode()) == (200, False)
    assert here.user.full_name not in signed_in(here.user).get("/mat-mang/").content.decode()


def test_each_page_says_whose_it_is() -> None:
    here, _dossier = draft()
    mine = signed_in(here.user).get("/hom-nay/")
    assert mine[WHOSE] == user_key(here.user)
    assert f'<meta name="user-key" content="{user_key(here.user)}">' in mine.content.decode()
    assert Client().get("/")[WHOSE] == "-"
    other, _others = draft()
    assert len({user_key(here.user), user_key(other.user), "-"}) == 3


def test_what_another_person_left_on_the_phone_is_not_saved_under_my_name() -> None:
    here, dossier = draft()
    other, _others = draft()
    address = reverse("dossiers:save_answer", args=[dossier.pk, "1.5"])
    values = {"field": "option", "value": "b", "version": "0"}
    mine = signed_in(here.user)
    refused = mine.post(address, values, headers={"Accept": "application/json", WHOSE: user_key(other.user)})
    assert (refused.status_code, "tài khoản khác" in refused.json()["error"]) == (401, True)
    assert CriterionAnswer.objects.count() == 0
    taken = mine.post(address, values, headers={"Accept": "application/json", WHOSE: user_key(here.user)})
    assert (taken.status_code, CriterionAnswer.objects.count()) == (200, 1)


def test_pages_are_made_small_and_files_left_alone() -> None:
    here, dossier = draft()
    client = signed_in(here.user)
    address = reverse("dossiers:assessment", args=[dossier.pk])
    plain = client.get(address).content
    small = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (small["Content-Encoding"], len(gzip.decompress(small.content)) > 20_000) == ("gzip", True)
    assert len(small.content) < len(plain) / 3
    paper = put_new_paper(dossier, picture(), {}, None, here.actor)
    whole = client.get(reverse("dossiers:file", args=[dossier.pk, paper.pk]), headers={"Accept-Encoding": "gzip"})
    assert ("Content-Encoding" in whole, int(whole["Content-Length"])) == (False, len(picture().read()))


def test_a_dossier_names_what_is_to_be_carried_along() -> None:
    here, dossier = draft("QD26-08")
    other, _others = draft()
    client = signed_in(here.user)
    address = reverse("dossiers:carry", args=[dossier.pk])
    pages = client.get(address).json()["pages"]
    lines = [reverse("dossiers:criterion", args=[dossier.pk, line.code]) for line in scorecard("QD26-08").criteria]
    assert pages[:2] == [reverse("dossiers:home", args=[dossier.pk]), reverse("dossiers:assessment", args=[dossier.pk])]
    assert pages[2 : 2 + len(lines)] == lines
    assert [client.get(page).status_code for page in (pages[-1], pages[-2])] == [200, 200]
    assert signed_in(other.user).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_list_asks_as_much_for_a_full_dossier(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    here, dossier = draft("QD26-08")
    client = signed_in(here.user)
    address = reverse("dossiers:carry", args=[dossier.pk])
    with django_assert_num_queries(4):
        client.get(address)
    answer_all(dossier, here.actor)
    with django_assert_num_queries(4):
        client.get(address)
