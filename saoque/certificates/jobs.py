"""The PDF of a certificate: same content every time, so running twice changes nothing."""

from saoque.certificates.models import Certificate
from saoque.certificates.paper import certificate_pdf
from saoque.kernel.files import keep_bytes
from saoque.kernel.files.models import StoredFile
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker


@worker("certificate_pdf")
def make_pdf(job: Job) -> StoredFile | None:
    certificate = Certificate.objects.select_related("decision__unit", "product").get(pk=job.arguments["certificate"])
    if certificate.pdf_id:
        return certificate.pdf
    stored = keep_bytes(certificate_pdf(certificate), f"{certificate.number}.pdf", "application/pdf")
    Certificate.objects.filter(pk=certificate.pk, pdf__isnull=True).update(pdf=stored)
    return stored
