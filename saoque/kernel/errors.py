"""Errors whose message is meant for people; views show it, actions raise it, nothing has changed when they do."""

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """An act that the rules do not allow now. `message` says what happened, why, and what to do."""

    status = 422

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(DomainError):
    """The person has no right to this act on this object."""

    status = 403


class NotFound(DomainError):
    """The object does not exist, or must look as if it did not."""

    status = 404

    def __init__(self, message: object = _("Không tìm thấy trang này, hoặc bạn không có quyền xem.")) -> None:
        super().__init__(message)


class Stale(DomainError):
    """Somebody else was faster: the page that was acted on is older than the stored state."""

    status = 409

    def __init__(
        self, message: object = _("Có người vừa thay đổi việc này trước bạn. Hãy tải lại trang rồi xem lại.")
    ) -> None:
        super().__init__(message)


class NoRoom(DomainError):
    """The disk is full. Whoever sends keeps the file and tries again by itself: any status from 500 on says so."""

    status = 507

    def __init__(
        self,
        message: object = _(
            "Máy chủ hết chỗ chứa nên chưa nhận được tệp; chưa có gì bị mất. Hãy gửi lại sau, hoặc báo người quản trị."
        ),
    ) -> None:
        super().__init__(message)
