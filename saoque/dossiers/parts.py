"""The parts of a dossier that marks and talk hang on: what each is called, and the page where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.addresses import criterion_url, field_url
from saoque.dossiers.forms.stations import label_of, stations
from saoque.dossiers.models import Dossier, Part, ReturnItem
from saoque.dossiers.targets import labels_of
from saoque.kernel.errors import NotFound
from saoque.producers.models import Paper

Named = tuple[str, str]  # target and key
_FAR = 1_000_000


@dataclass(frozen=True)
class Place:
    """One part. `url` leads to it on the producer's pages; `order` is that of the dossier's papers."""

    target: str
    key: str
    label: str
    url: str
    order: int

    @property
    def name(self) -> str:
        return f"{self.target}:{self.key}"


def read_named(text: str) -> Named:
    """Return target and key of "criterion:1.4", as pages send it."""
    target, _colon, key = text.partition(":")
    return target, key


def field_places(dossier: Dossier) -> Iterator[Place]:
    """Yield every blank of both forms in printed order. No query."""
    order = 0
    for station in stations(dossier.scorecard, dossier.kind):
        for field in station.fields:
            order += 1
            label = label_of(field)
            yield Place(Part.FIELD, field.path, label[:1].upper() + label[1:], field_url(dossier, field.path), order)


def criterion_places(dossier: Dossier) -> Iterator[Place]:
    for order, line in enumerate(rulebook.scorecard(dossier.scorecard).criteria):
        yield Place(
            Part.CRITERION, line.code, f"{line.code} {line.name}", criterion_url(dossier, line.code), 10_000 + order
        )


def places_of(dossier: Dossier, named: Iterable[Named]) -> dict[Named, Place]:
    """Return the named parts that this dossier has or had, in the order of its papers. At most three queries."""
    wanted = set(named)
    found: dict[Named, Place] = {}
    for place in (*field_places(dossier), *criterion_places(dossier)):
        if (place.target, place.key) in wanted:
            found[place.target, place.key] = place
    papers = [int(key) for target, key in wanted if target == Part.PAPER and key.isdecimal() and len(key) < 18]
    if papers:
        found |= {(p.target, p.key): p for p in _papers(dossier, papers)}
    items = [int(key) for target, key in wanted if target == Part.ANSWER and key.isdecimal() and len(key) < 18]
    if items:
        found |= {(p.target, p.key): p for p in _answers(dossier, items)}
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def find_part(dossier: Dossier, target: str, key: str) -> Place:
    """Return one part. Raises `NotFound` for what this dossier has not."""
    found = places_of(dossier, [(target, key)]).get((target, key))
    if found is None:
        raise NotFound()
    return found


def _papers(dossier: Dossier, ids: list[int]) -> Iterator[Place]:
    """A paper that was taken out is still named, and leads to the list of papers."""
    inside = dict(dossier.evidence.filter(paper__in=ids).values_list("paper", "pk"))
    spoken = set(dossier.threads.filter(target=Part.PAPER).values_list("key", flat=True))
    spoken |= set(dossier.helped_parts.filter(target=Part.PAPER).values_list("key", flat=True))
    list_url = reverse("dossiers:papers", args=[dossier.pk])
    for pk, title in Paper.objects.filter(pk__in=ids, producer=dossier.producer_id).values_list("pk", "title"):
        if pk not in inside and str(pk) not in spoken:
            continue
        url = f"{list_url}#giay-{inside[pk]}" if pk in inside else list_url
        yield Place(Part.PAPER, str(pk), title, url, 20_000 + pk % _FAR)


def _answers(dossier: Dossier, ids: list[int]) -> Iterator[Place]:
    labels = labels_of(dossier)
    url = reverse("dossiers:returns", args=[dossier.pk])
    for item in ReturnItem.objects.filter(dossier=dossier, pk__in=ids):
        label = labels.get((item.target, item.key), item.key)
        words = _("Trả lời về: %(place)s") % {"place": label}
        yield Place(Part.ANSWER, str(item.pk), words, f"{url}#muc-{item.pk}", 30_000_000 + item.pk % _FAR)
