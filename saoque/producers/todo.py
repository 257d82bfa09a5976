"""What needs a producer's people today, for the first screen."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.scanning import infected_words
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role
from saoque.producers import queries
from saoque.producers.models import Paper, Producer, Product

LIMIT = 5
# Papers go into the calendar too, so few are left out.
PAPERS_LIMIT = 20
# How early the end of a paper is a thing to do: a new one takes its time (issue 3: 90, 30 and 7 days before).
AHEAD = timedelta(days=90)


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Papers that end within 90 days, producers without a product, products without photo or story, papers with a virus. Four queries."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return
    infected = Paper.objects.filter(producer__unit__in=units, removed_at=None, file__scan=StoredFile.Scan.INFECTED)
    for paper in infected.order_by("pk")[:LIMIT]:
        yield Todo(
            title=_("Giấy có mã độc: %(title)s") % {"title": paper.title},
            detail=infected_words(paper.title),
            url=reverse("producers:drawer", args=[paper.producer_id]),
            button=_("Mở ngăn giấy tờ"),
        )
    for paper in queries.papers_ending(units, today() + AHEAD)[:PAPERS_LIMIT]:
        yield _ending(paper)
    for producer in Producer.objects.filter(unit__in=units, products=None).order_by("pk")[:LIMIT]:
        yield Todo(
            title=_("Thêm sản phẩm đầu tiên"),
            detail=_("%(name)s chưa có sản phẩm nào. Chỉ cần tên và bộ sản phẩm là bắt đầu được.")
            % {"name": producer.name},
            url=reverse("producers:add_product", args=[producer.pk]),
            button=_("Thêm sản phẩm"),
        )
    for product in queries.unfinished_products(units)[:LIMIT]:
        yield _unfinished(product)


def _ending(paper: Paper) -> Todo:
    over = paper.expires_on is not None and paper.expires_on < today()
    title = _("Giấy đã hết hạn: %(title)s") if over else _("Giấy sắp hết hạn: %(title)s")
    return Todo(
        title=title % {"title": paper.title},
        detail=_("Xin cấp lại, rồi thêm giấy mới vào ngăn giấy tờ để hồ sơ sau dùng."),
        url=reverse("producers:drawer", args=[paper.producer_id]),
        button=_("Mở ngăn giấy tờ"),
        due_on=paper.expires_on,
        key=f"paper:{paper.pk}",
    )


def _unfinished(product: Product) -> Todo:
    if not product.has_photo:  # type: ignore[attr-defined]
        return Todo(
            title=_("Thêm ảnh cho %(name)s") % {"name": product.name},
            detail=_("Một tấm ảnh sáng, rõ nhãn giúp người mua nhận ra sản phẩm."),
            url=reverse("producers:photos", args=[product.pk]),
            button=_("Thêm ảnh"),
        )
    return Todo(
        title=_("Viết câu chuyện của %(name)s") % {"name": product.name},
        detail=_("Phải có câu chuyện riêng thì mới đủ điều kiện 3 sao."),
        url=reverse("producers:story", args=[product.pk]),
        button=_("Viết câu chuyện"),
    )
