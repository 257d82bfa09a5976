"""Letters to the producer about what an office has just done, sent by a job after the act is stored."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.dossiers.events import DossierProposed, DossierReceived, DossierReturned
from saoque.dossiers.models import Dossier
from saoque.kernel import jobs, letters
from saoque.kernel.events import subscribe
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker

log = logging.getLogger(__name__)
KIND = "dossiers.letter"


@subscribe(DossierReceived)
def tell_received(news: DossierReceived) -> None:
    _post(news.dossier, "received", office=news.office, number=news.number)


@subscribe(DossierReturned)
def tell_returned(news: DossierReturned) -> None:
    _post(news.dossier, "returned", office=news.office, items=news.items)


@subscribe(DossierProposed)
def tell_proposed(news: DossierProposed) -> None:
    _post(news.dossier, "proposed", office="commune")


def _post(dossier: Dossier, what: str, **facts: Any) -> None:
    jobs.start(KIND, f"{dossier.pk}:{dossier.version}:{what}", dossier=dossier.pk, what=what, **facts)


@worker(KIND)
def send(job: Job) -> None:
    """Send one letter in Vietnamese. A producer without an email address is only noted in the log."""
    facts = job.arguments
    dossier = Dossier.objects.select_related("producer", "product", "commune", "province").get(pk=facts["dossier"])
    if not dossier.producer.email:
        log.info("letter %s: producer %s has no email address", job.key, dossier.producer_id)
        return
    with translation.override("vi"):
        subject, text = write(dossier, facts)
    letters.send(EmailMessage(subject=subject, body=text, to=[dossier.producer.email]))


def write(dossier: Dossier, facts: dict[str, Any]) -> tuple[str, str]:
    """Return (subject, text): what happened, by whom, and what to do now."""
    names = {
        "product": " ".join(dossier.product.name.split()),
        "who": _who(dossier, facts["office"]),
        "number": facts.get("number", ""),
        "due": dossier.due_on.strftime("%d/%m/%Y") if dossier.due_on else "",
    }
    if facts["what"] == "received":
        subject = _("Hồ sơ %(product)s đã được %(who)s nhận") % names
        said = _("%(who)s đã nhận hồ sơ OCOP của sản phẩm %(product)s. Số phiếu: %(number)s.") % names
        todo = _("Lúc này chưa cần làm gì thêm. Khi có việc cần sửa, Sao Quê sẽ báo.")
    elif facts["what"] == "returned":
        count = int(facts["items"])
        subject = _("Hồ sơ %(product)s cần sửa thêm") % names
        said = ngettext(
            "%(who)s trả lại hồ sơ OCOP của sản phẩm %(product)s với %(n)d mục cần sửa, hạn gần nhất %(due)s.",
            "%(who)s trả lại hồ sơ OCOP của sản phẩm %(product)s với %(n)d mục cần sửa, hạn gần nhất %(due)s.",
            count,
        ) % {**names, "n": count}
        todo = _("Hãy mở hồ sơ, sửa đúng những mục được nêu rồi gửi lại. Phần còn lại được giữ nguyên.")
    else:
        subject = _("Hồ sơ %(product)s đã được đề nghị lên tỉnh") % names
        said = _("%(who)s đã đề nghị cấp tỉnh đánh giá, phân hạng sản phẩm %(product)s.") % names
        todo = _("Bước sau: cơ quan tham mưu OCOP của tỉnh nhận hồ sơ. Lúc này chưa cần làm gì thêm.")
    greeting = _("Kính gửi %(producer)s,") % {"producer": dossier.producer.name}
    return subject, "\n\n".join([greeting, said, todo, settings.SITE_URL, "Sao Quê"]) + "\n"


def _who(dossier: Dossier, office: str) -> str:
    if office == "commune":
        return _("UBND %(place)s") % {"place": dossier.commune.full_name}
    if office == "province":
        return _("Cơ quan tham mưu OCOP %(place)s") % {"place": dossier.province.full_name}
    return _("Cơ quan tham mưu OCOP của Bộ")
