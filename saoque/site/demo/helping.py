"""A helper of Đoàn xã fills in a draft under the producer's consent; a question is still open; another helper asks."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.dossiers.actions.consents import ask_consent, give_consent
from saoque.dossiers.actions.talking import open_thread, reply
from saoque.dossiers.actions.writing.answers import save_answer
from saoque.dossiers.actions.writing.fields import save_field, token_of
from saoque.dossiers.actions.writing.papers import put_new_paper
from saoque.dossiers.forms.stations import station_of
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.queries_writing import answer_rows, kept_of
from saoque.kernel.access import Actor
from saoque.people.models import Membership
from saoque.producers.models import Producer
from saoque.site.demo.cast import Cast
from saoque.site.demo.papers import sample

_DATA = Path(__file__).parent / "data" / "helping.yaml"


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    tale = _told()
    owner, helper = cast.actor(tale["owner"]), cast.actor(tale["helper"])
    dossier = Dossier.objects.get(producer__unit__in=owner.unit_ids("producer"), state=DossierState.DRAFT)
    give_consent(dossier.producer, Membership.objects.get(user=helper.user), dossier, None, owner)
    _fill_in(dossier, helper, tale)
    talk = tale["talk"]
    thread = open_thread(dossier, "criterion", talk["criterion"], talk["question"], helper)
    reply(thread, talk["answer"], owner)
    asking = cast.actor(tale["asks"]["helper"])
    producers = Producer.objects.filter(unit__in=cast.actor(tale["asks"]["producer"]).unit_ids("producer"))
    ask_consent(producers.get(), tale["asks"]["note"], asking)


def _fill_in(dossier: Dossier, helper: Actor, tale: dict[str, Any]) -> None:
    """Two criteria, a blank and a paper: marked until the owner has looked them over."""
    rows = answer_rows(dossier)
    for code, words in tale["criteria"].items():
        save_answer(dossier, code, rows[code].option or None, f"{words} (trình diễn)", rows[code].version, helper)
    path = tale["blank"]["path"]
    station = station_of(dossier.scorecard, dossier.kind, path)
    if station is None:
        raise LookupError(path)
    save_field(
        dossier, station, path, [tale["blank"]["text"]], token_of(station, kept_of(dossier, station.paths)), helper
    )
    file = sample(tale["paper"], dossier.producer.name, "E03")
    put_new_paper(dossier, file, {"kind": "E03", "title": tale["paper"]}, tale["talk"]["criterion"], helper)
