"""Technical support in two communes, and how digital two producers are."""

from datetime import timedelta
from decimal import Decimal

from saoque.kernel.calendar import today
from saoque.producers.models import Producer
from saoque.site.demo.cast import Cast
from saoque.technology import digital
from saoque.technology.actions import TransferPlan, answer_check, begin, finish, open_transfer, write_figures
from saoque.technology.models import Transfer


def tell(cast: Cast) -> None:
    helper = cast.actor("helper")
    jar = open_transfer(_producer(cast, "mam"), _FISH, actor=helper)
    begin(jar, actor=helper, on=today() - timedelta(days=200))
    _measure(cast, jar, [(Decimal(60), Decimal(95)), (Decimal("4.5"), Decimal(1))])
    finish(jar, "Mười mẻ liền đạt kiểm nghiệm ngay lần đầu, vị mặn đều (trình diễn).", actor=helper, on=today())

    dryer = open_transfer(_producer(cast, "dau"), _DRYER, actor=helper)
    begin(dryer, actor=helper, on=today() - timedelta(days=40))
    _measure(cast, dryer, [(Decimal(30), None), (Decimal(72), None)])

    for key, points in (("mam", 2), ("dau", 1)):
        answers = {question.id: (points + place) % 4 for place, question in enumerate(digital.questions().all)}
        answer_check(_producer(cast, key), answers, actor=cast.actor(key))


_FISH = TransferPlan(
    title="Ủ mắm trong khạp kín, đo muối mỗi tuần",
    technique="fish_sauce_hygiene",
    plan="Thay 12 khạp có nắp kín, lập sổ theo dõi từng khạp (trình diễn).",
    teacher="Kỹ sư thủy sản của trung tâm (trình diễn)",
    cost=24_000_000,
    paid_by="Chủ thể 50 %, hỗ trợ mô hình của Thành đoàn 50 % (trình diễn)",
)
_DRYER = TransferPlan(
    title="Nhà sấy dâu tằm bằng năng lượng mặt trời",
    technique="solar_drying",
    plan="Dựng nhà sấy 20 m², tập ba mẻ cùng người hướng dẫn (trình diễn).",
    teacher="Trung tâm Kỹ thuật nông nghiệp (trình diễn)",
    cost=35_000_000,
    paid_by="Chủ thể 60 %, Đoàn xã vận động 40 % (trình diễn)",
)


def _producer(cast: Cast, key: str) -> Producer:
    return Producer.objects.get(unit__memberships__user=cast.users[key])


def _measure(cast: Cast, transfer: Transfer, figures: list[tuple[Decimal, Decimal | None]]) -> None:
    for measure, (before, after) in zip(transfer.measures.all(), figures, strict=True):
        write_figures(measure, before=before, after=after, actor=cast.actor("helper"))
