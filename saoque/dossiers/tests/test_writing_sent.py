"""A paper that came in by pieces stands in the dossier once, whole, and only where it was sent to."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions.writing import put_sent_paper
from saoque.dossiers.models import Citation, Evidence
from saoque.dossiers.tests.factories import World, draft, picture
from saoque.kernel.errors import NotFound
from saoque.kernel.files import uploads
from saoque.kernel.models import StoredFile, Upload

pytestmark = pytest.mark.django_db
CONTENT = picture("giay.png", 7).read()
TUS = {"Tus-Resumable": "1.0.0"}


def sent(
    here: World, purpose: str, content: bytes = CONTENT, name: str = "giay.png", length: int | None = None
) -> Upload:
    upload = uploads.begin(here.actor, purpose, name, length or len(content))
    uploads.append(upload, 0, content)
    return upload


def client_of(here: World) -> Client:
    client = Client()
    client.force_login(here.user)
    return client


def test_a_whole_file_becomes_evidence_once() -> None:
    here, dossier = draft()
    upload = sent(here, f"dossier:{dossier.pk}:1.5")
    first = put_sent_paper(dossier, upload.pk, {"kind": "E03"}, "1.5", here.actor)
    again = put_sent_paper(dossier, upload.pk, {"kind": "E03"}, "1.5", here.actor)
    assert (first.pk, Evidence.objects.count(), StoredFile.objects.count()) == (again.pk, 1, 1)
    assert list(Citation.objects.values_list("evidence", "criterion")) == [(first.pk, "1.5")]
    assert (first.paper.title, first.paper.kind, first.paper.file.size) == ("giay", "E03", len(CONTENT))
    assert not uploads.part_of(upload.pk).exists()


@pytest.mark.parametrize("code", [None, "1.6"])
def test_what_was_sent_for_one_place_is_not_taken_for_another(code: str | None) -> None:
    here, dossier = draft()
    upload = sent(here, f"dossier:{dossier.pk}:1.5")
    with pytest.raises(NotFound):
        put_sent_paper(dossier, upload.pk, {}, code, here.actor)
    assert Evidence.objects.count() == 0


def test_somebody_else_cannot_take_it() -> None:
    here, dossier = draft()
    other, others = draft()
    upload = sent(here, f"dossier:{dossier.pk}:1.5")
    for at, code in ((others, "1.5"), (dossier, "1.5")):
        answer = client_of(other).post(
            reverse("dossiers:criterion_papers", args=[at.pk, code]), {"upload": str(upload.pk)},
            headers={"HX-Request": "true"},
        )  # fmt: skip
        assert answer.status_code == 404
    assert Evidence.objects.count() == 0


def test_half_a_file_is_named_by_no_dossier() -> None:
    here, dossier = draft()
    upload = sent(here, f"dossier:{dossier.pk}", CONTENT[:100], length=len(CONTENT))
    address = reverse("dossiers:papers", args=[dossier.pk])
    answer = client_of(here).post(address, {"upload": str(upload.pk)}, headers={"HX-Request": "true"})
    assert (answer.status_code, "chưa gửi xong" in answer.json()["error"]) == (409, True)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)
    uploads.append(upload, 100, CONTENT[100:])
    answer = client_of(here).post(address, {"upload": str(upload.pk)}, headers={"HX-Request": "true"})
    assert (answer.status_code, Evidence.objects.count()) == (201, 1)


def test_the_content_is_checked_as_ever() -> None:
    here, dossier = draft()
    upload = sent(here, f"dossier:{dossier.pk}", b"MZ" * 100, "giay.pdf")
    address = reverse("dossiers:papers", args=[dossier.pk])
    answer = client_of(here).post(address, {"upload": str(upload.pk)}, headers={"HX-Request": "true"})
    assert (answer.status_code, "không phải PDF" in answer.json()["error"]) == (422, True)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("what", ["x", "../../etc", "0" * 32, ""])
def test_an_upload_that_never_was(what: str) -> None:
    here, dossier = draft()
    address = reverse("dossiers:papers", args=[dossier.pk])
    answer = client_of(here).post(address, {"upload": what}, headers={"HX-Request": "true"})
    assert answer.status_code == (422 if what == "" else 404)


def _purposes() -> Iterator[tuple[str, str, int]]:
    yield "own", "dossier:{own}", 201
    yield "own criterion", "dossier:{own}:1.5", 201
    yield "no such criterion", "dossier:{own}:99", 422
    yield "strange", "dossier:{strange}", 404
    yield "missing", "dossier:999999999", 404
    yield "spoilt", "dossier:x", 404
    yield "too many words", "dossier:{own}:1.5:x", 404


@pytest.mark.parametrize(("name", "purpose", "status"), list(_purposes()))
def test_who_may_begin(name: str, purpose: str, status: int) -> None:
    from saoque.kernel.tests.test_tus import told

    here, dossier = draft()
    _other, strange = draft()
    wanted = purpose.format(own=dossier.pk, strange=strange.pk)
    about = told(filename="giay.png", **{"for": wanted})
    answer = client_of(here).post(reverse("uploads"), headers=TUS | {"Upload-Length": "10", "Upload-Metadata": about})
    assert answer.status_code == status, name


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_say_it_is_whole_one_paper_comes() -> None:
    here, dossier = draft()
    upload = sent(here, f"dossier:{dossier.pk}:1.5")
    start, found = threading.Barrier(8), []

    def race() -> None:
        start.wait()
        try:
            found.append(put_sent_paper(dossier, upload.pk, {}, "1.5", here.actor).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=race) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (8, 1)
    assert (Evidence.objects.count(), StoredFile.objects.count(), Citation.objects.count()) == (1, 1, 1)


def say(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, values, headers={"Accept": "application/json"})


def test_equal_words_of_somebody_else_do_not_lend_their_version() -> None:
    """Two devices chose the same rung; one of them also wrote a text that the other has not seen."""
    here, dossier = draft()
    client = client_of(here)
    address = reverse("dossiers:criterion", args=[dossier.pk, "1.5"]) + "luu/"
    assert say(client, address, field="option", value="b", version=0).json()["version"] == 1
    # The answer was lost on the way: the same request again goes on from there.
    assert say(client, address, field="option", value="b", version=0).json()["version"] == 1
    assert say(client, address, field="description", value="Của máy một", version=1).json()["version"] == 2
    told = say(client, address, field="option", value="b", version=0)
    assert (told.status_code, told.json()["version"]) == (200, 0)
    clash = say(client, address, field="description", value="Của máy hai", version=0)
    assert (clash.status_code, clash.json()["current"], clash.json()["by"]) == (409, "Của máy một", here.user.full_name)
    assert len(clash.json()["at"]) == 5
