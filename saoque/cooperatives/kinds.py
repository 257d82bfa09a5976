"""What a co-operative, its members and its papers can be; the words for people stand beside the codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    GROUP = "group", _("Tổ hợp tác")


class MemberKind(models.TextChoices):
    CITIZEN = "citizen", _("Công dân Việt Nam")
    HOUSEHOLD = "household", _("Hộ gia đình, hộ kinh doanh")
    BODY = "body", _("Tổ hợp tác, tổ chức không có tư cách pháp nhân")
    LEGAL_PERSON = "legal_person", _("Pháp nhân Việt Nam")
    FOREIGN_INVESTOR = "foreign_investor", _("Nhà đầu tư nước ngoài")


class Standing(models.TextChoices):
    OFFICIAL = "official", _("Thành viên chính thức")
    LINKED = "linked", _("Thành viên liên kết góp vốn")


class Post(models.TextChoices):
    NONE = "", _("Không giữ chức vụ")
    CHAIR = "chair", _("Chủ tịch Hội đồng quản trị")
    DIRECTOR = "director", _("Giám đốc")
    CONTROLLER = "controller", _("Kiểm soát viên")
    LEADER = "leader", _("Tổ trưởng")


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("Nộp trực tiếp")
    POST = "post", _("Gửi bưu chính")
    ONLINE = "online", _("Nộp trực tuyến")


class Majority(models.TextChoices):
    OVER_HALF = "over_half", _("Quá một phần hai số người có mặt")
    TWO_THIRDS = "two_thirds", _("Từ hai phần ba số người có mặt")
    THREE_QUARTERS = "three_quarters", _("Từ ba phần tư số người có mặt")
    ALL = "all", _("Mọi người có mặt")
