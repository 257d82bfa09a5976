"""The roles that people hold in units. A role says nothing by itself: each room's `rules.py` says what it may do."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PRODUCER = "producer", _("Chủ thể")
    YOUTH_HELPER = "youth_helper", _("Cán bộ Đoàn hỗ trợ")
    YOUTH_LEADER = "youth_leader", _("Lãnh đạo đơn vị Đoàn")
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
    PARTNER = "partner", _("Đối tác, cố vấn, nhà đầu tư")
    ADMIN = "admin", _("Quản trị hệ thống")


class UnitKind(models.TextChoices):
    YOUTH_NATIONAL = "youth_national", _("Trung ương Đoàn")
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
    PARTNER = "partner", _("Đơn vị đối tác")
    PLATFORM = "platform", _("Ban quản trị Sao Quê")


# Who works for the Youth Union: what a helper reads, the leader of the unit reads too.
YOUTH_ROLES = (Role.YOUTH_HELPER, Role.YOUTH_LEADER)


class Level(models.TextChoices):
    """The two levels that recognise stars (articles 4 and 7)."""

    PROVINCE = "province", _("Cấp tỉnh")
    MINISTRY = "ministry", _("Cấp trung ương")


# Which roles a unit of each kind can hold; anything else is a mistake of whoever appoints.
ROLES_IN: Mapping[str, tuple[Role, ...]] = {
    UnitKind.YOUTH_NATIONAL: (Role.YOUTH_HELPER, Role.YOUTH_LEADER),
    UnitKind.YOUTH_CITY: (Role.YOUTH_HELPER, Role.YOUTH_LEADER),
    UnitKind.YOUTH_DISTRICT: (Role.YOUTH_HELPER, Role.YOUTH_LEADER),
    UnitKind.YOUTH_COMMUNE: (Role.YOUTH_HELPER, Role.YOUTH_LEADER),
    UnitKind.COMMUNE_COMMITTEE: (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER),
    UnitKind.PROVINCE_COMMITTEE: (Role.SIGNER, Role.INSPECTOR),
    UnitKind.OCOP_AGENCY: (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.ADVISER, Role.INSPECTOR),
    UnitKind.MINISTRY: (Role.SIGNER, Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.ADVISER, Role.INSPECTOR),
    UnitKind.COUNCIL: (Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER),
    UnitKind.PRODUCER: (Role.PRODUCER,),
    UnitKind.BUYER: (Role.BUYER,),
    UnitKind.PARTNER: (Role.PARTNER,),
    UnitKind.PLATFORM: (Role.ADMIN,),
}

# Who answers for a unit and its people; a unit that has one must keep one.
HEAD_OF: Mapping[str, Role] = {
    UnitKind.YOUTH_NATIONAL: Role.YOUTH_LEADER,
    UnitKind.YOUTH_CITY: Role.YOUTH_LEADER,
    UnitKind.YOUTH_COMMUNE: Role.YOUTH_LEADER,
    UnitKind.COMMUNE_COMMITTEE: Role.COMMUNE_LEADER,
    UnitKind.OCOP_AGENCY: Role.AGENCY_HEAD,
    UnitKind.PRODUCER: Role.PRODUCER,
    UnitKind.PARTNER: Role.PARTNER,
    UnitKind.PLATFORM: Role.ADMIN,
}

# What a role does, in one line, for people who do not know the procedure.
WORK_OF: Mapping[str, Any] = {
    Role.PRODUCER: _("Khai sản phẩm, tự chấm điểm, góp giấy tờ và nộp hồ sơ"),
    Role.YOUTH_HELPER: _("Theo sát các hồ sơ trong địa bàn để giúp bà con kịp lúc"),
    Role.YOUTH_LEADER: _("Giao việc cho các đơn vị Đoàn, theo dõi vụ việc và số liệu"),
    Role.COMMUNE_OFFICER: _("Tiếp nhận hồ sơ, xem đủ thiếu, soạn báo cáo của xã"),
    Role.COMMUNE_LEADER: _("Xem báo cáo của xã rồi đề nghị lên tỉnh, thành phố"),
    Role.AGENCY_CLERK: _("Nhận hồ sơ từ xã, trả lại nếu thiếu, đưa ra Hội đồng"),
    Role.AGENCY_HEAD: _("Lập Hội đồng, mở đợt đánh giá, theo dõi cả tỉnh"),
    Role.ADVISER: _("Xem trước hồ sơ, báo cáo cho Hội đồng"),
    Role.COUNCIL_CHAIR: _("Điều hành phiên, xem chênh lệch điểm, chốt kết quả"),
    Role.COUNCIL_MEMBER: _("Chấm từng tiêu chí, ghi nhận xét"),
    Role.COUNCIL_SECRETARY: _("Chuẩn bị phiên họp, lập biên bản"),
    Role.SIGNER: _("Ký quyết định công nhận, cấp giấy chứng nhận"),
    Role.INSPECTOR: _("Kiểm tra sản phẩm đã có sao, ghi kết quả"),
    Role.BUYER: _("Tìm sản phẩm đúng sao, đúng giấy chứng nhận"),
    Role.PARTNER: _("Nhận lời giúp thanh niên: vốn, kỹ thuật, cố vấn"),
    Role.ADMIN: _("Lập đơn vị, giao vai trò, xem nhật ký"),
}
