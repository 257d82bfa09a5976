"""`saoque demo load`: tell the story once. A second call sees that it has been told and changes nothing."""

from typing import TextIO

from django.db import transaction

from saoque.dossiers.actions.writing.begin import begin_dossier
from saoque.dossiers.actions.writing.filing import file_dossier
from saoque.dossiers.models import Dossier
from saoque.kernel.calendar import today
from saoque.people.models import User
from saoque.producers.actions.recognition import reading_when_opened
from saoque.producers.models import Product
from saoque.site.demo import chapters, filling, offices
from saoque.site.demo.cast import Cast, assemble, story
from saoque.site.demo.goods import stock


def load(stdout: TextIO) -> None:
    """Load the demonstration in one transaction, so that a stopped start leaves nothing half."""
    if User.objects.filter(is_demo=True).exists():
        return
    stdout.write("▸ Nạp dữ liệu trình diễn…\n")
    # Some eighty sample papers at once would keep a core busy for minutes, and nobody has asked what stands on them.
    with transaction.atomic(), reading_when_opened():
        cast = assemble()
        products = stock(cast)
        council, round_ = offices.set_up_council(cast)

        honey, fish = (_file(cast, products[key], key) for key in ("honey", "fish"))
        for dossier in (honey, fish):
            offices.pass_on(cast, dossier)
        session, (honey_result, fish_result) = offices.begin_session(cast, council, round_, [honey, fish])
        offices.conclude(
            cast, honey_result, story()["products"]["honey"]["star"], story()["products"]["honey"]["points"]
        )
        offices.conclude(cast, fish_result, story()["products"]["fish"]["star"], story()["products"]["fish"]["points"])
        offices.end_session(cast, session)
        offices.sign(cast, [honey, fish], "TD-3981/QĐ-UBND", today())

        _begin_upgrade(cast, products["fish"])
        _before_council(cast, products["mulberry"], council, round_)

        jam = _file(cast, products["jam"], "jam")
        offices.receive(cast, jam)
        offices.send_back(cast, jam)

        starapple = _file(cast, products["starapple"], "starapple")
        offices.receive(cast, starapple)
        offices.report(cast, starapple, fields=2)

        for tell in chapters.CHAPTERS:
            tell(cast)


def _draft(cast: Cast, product: Product, key: str, kind: str, points: int) -> Dossier:
    row = story()["products"][key]
    owner = cast.actor(row["producer"])
    dossier = begin_dossier(owner, product, kind)
    filling.fill_forms(dossier, owner)
    filling.answer_all(dossier, owner, row["star"], points)
    filling.attach_all(dossier, owner)
    return dossier


def _file(cast: Cast, product: Product, key: str) -> Dossier:
    """A first dossier, filled in and handed to the commune."""
    row = story()["products"][key]
    dossier = _draft(cast, product, key, Dossier.Kind.FIRST, row["points"])
    file_dossier(dossier, cast.actor(row["producer"]))
    return dossier


def _begin_upgrade(cast: Cast, product: Product) -> None:
    """The product has its first star and its owner works on the next one."""
    product.refresh_from_db()
    _draft(cast, product, "fish", Dossier.Kind.UPGRADE, story()["products"]["fish"]["upgrade_points"])


def _before_council(cast: Cast, product: Product, council: object, round_: object) -> None:
    """One product stands before the council: two sheets are in, one is being written."""
    row = story()["products"]["mulberry"]
    dossier = _file(cast, product, "mulberry")
    offices.pass_on(cast, dossier)
    _session, (assessment,) = offices.begin_session(cast, council, round_, [dossier])  # type: ignore[arg-type]
    offices.score_as(cast, "chair", assessment, row["star"], row["points"])
    offices.score_as(cast, "member_2", assessment, row["star"], row["points"] + 5)
