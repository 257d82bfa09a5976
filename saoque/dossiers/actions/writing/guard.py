"""What every change of a dossier's content begins with: the row held, the state looked at again, the lock asked."""

from django.utils.translation import gettext as _

from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.queries_writing import Unlocked, unlocked
from saoque.kernel.errors import DomainError, Stale


def hold(dossier: Dossier) -> Unlocked:
    """Hold the dossier's row for this transaction and return what may be changed in it now.

    Raises `Stale` when the dossier moved on since it was read. Filing holds the same row, so nothing slips in behind it.
    """
    now = Dossier.objects.select_for_update().filter(pk=dossier.pk).values_list("state", "version").first()
    if now is None or now[0] != dossier.state:
        raise Stale()
    return unlocked(dossier)


def locked_error(dossier: Dossier, what: str) -> DomainError:
    """Return the refusal for something that is locked now, with the reason."""
    if dossier.state in (DossierState.COMMUNE_RETURNED, DossierState.AGENCY_RETURNED):
        return DomainError(
            _("%(what)s không nằm trong những chỗ được yêu cầu sửa nên đang khóa. Hãy sửa đúng chỗ được trả lại.")
            % {"what": what}
        )
    return DomainError(
        _("Hồ sơ đã nộp nên %(what)s đang khóa. Muốn sửa, hãy đợi cán bộ trả lại hoặc rút hồ sơ.") % {"what": what}
    )
