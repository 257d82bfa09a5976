"""The roles that people hold in units. A role says nothing by itself: each room's `rules.py` says what it may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PRODUCER = "producer", _("Chủ thể")
    YOUTH_HELPER = "youth_helper", _("Cán bộ Đoàn hỗ trợ")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ xã tiếp nhận hồ sơ")
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo UBND xã")
    AGENCY_CLERK = "agency_clerk", _("Chuyên viên cơ quan tham mưu OCOP")
    AGENCY_HEAD = "agency_head", _("Lãnh đạo cơ quan tham mưu OCOP")
    ADVISER = "adviser", _("Thành viên Tổ tư vấn")
    COUNCIL_CHAIR = "council_chair", _("Chủ tịch Hội đồng")
    COUNCIL_MEMBER = "council_member", _("Thành viên Hội đồng")
    COUNCIL_SECRETARY = "council_secretary", _("Thư ký Hội đồng")
    SIGNER = "signer", _("Người ký quyết định")
    INSPECTOR = "inspector", _("Người kiểm tra")
    BUYER = "buyer", _("Người mua")
    ADMIN = "admin", _("Quản trị hệ thống")


class UnitKind(models.TextChoices):
    YOUTH_CITY = "youth_city", _("Thành đoàn, Tỉnh đoàn")
    YOUTH_DISTRICT = "youth_district", _("Đoàn cấp huyện (trước 1/7/2025)")
    YOUTH_COMMUNE = "youth_commune", _("Đoàn xã, phường")
    COMMUNE_COMMITTEE = "commune_committee", _("UBND xã, phường")
    PROVINCE_COMMITTEE = "province_committee", _("UBND tỉnh, thành phố")
    OCOP_AGENCY = "ocop_agency", _("Cơ quan tham mưu OCOP")
    MINISTRY = "ministry", _("Bộ")
    COUNCIL = "council", _("Hội đồng đánh giá")
    PRODUCER = "producer", _("Chủ thể")
    BUYER = "buyer", _("Đơn vị mua hàng")
    PLATFORM = "platform", _("Ban quản trị Sao Quê")


class Level(models.TextChoices):
    """The two levels that recognise stars (articles 4 and 7)."""

    PROVINCE = "province", _("Cấp tỉnh")
    MINISTRY = "ministry", _("Cấp trung ương")
