"""Background work of this room; safe to run twice."""

from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker
from saoque.producers import renditions
from saoque.producers.models import ProductPhoto


@worker(renditions.JOB)
def make_large_photo(job: Job) -> None:
    """Make the large rendition of a heavy picture; a picture that is gone needs none."""
    photo = ProductPhoto.everything.select_related("file__uploaded_by").filter(pk=job.arguments["photo"]).first()
    if photo is not None:
        renditions.make_large(photo)
