"""Our own words beside a blank: what to write, in plain Vietnamese. The printed label is never changed."""

from django.utils.translation import gettext_lazy as _

HINTS = {
    "M01.unit_name": _("Ghi đúng như trên giấy đăng ký kinh doanh, nếu có."),
    "M01.legal_representative_name": _("Người đứng tên trên giấy đăng ký, hoặc chủ hộ."),
    "M01.contact_address": _("Số nhà, ấp hoặc khóm, rồi xã và tỉnh theo tên mới từ 01/7/2025."),
    "M01.phone": _("Số mà cán bộ xã gọi được khi cần hỏi thêm."),
    "M01.product_name": _("Một tên duy nhất, giống trên nhãn và trên bản công bố chất lượng."),
    "M01.sample_count": _("Số hộp, chai, gói mẫu mang nộp. Thường là 5."),
    "M01.signed_place": _("Tên xã hoặc tỉnh nơi ký."),
    "M02.founded_on": _("Ngày ghi trên giấy đăng ký. Chưa đăng ký thì ghi ngày bắt đầu làm nghề."),
    "M02.registration_number": _("Số ở đầu giấy đăng ký kinh doanh hoặc đăng ký hợp tác xã."),
    "M02.product_description": _("Tên, đóng gói bao nhiêu một đơn vị, làm theo tiêu chuẩn nào."),
    "M02.existing_papers": _("Chỉ đánh dấu giấy nào đang còn hiệu lực và có bản chụp để nộp kèm."),
    "M02.history": _("Bắt đầu năm nào, ai khởi xướng, qua mấy bước lớn. Năm, bảy câu là đủ."),
    "M02.organisation_structure": _("Bao nhiêu người, ai lo việc gì. Có ban giám đốc, kế toán thì kể ra."),
    "M02.plan_results": _("Đã làm được gì so với điều đã định lúc đăng ký tham gia OCOP."),
    "M02.materials_and_technology": _("Nguyên liệu lấy ở đâu, máy móc nào, sơ chế, chế biến và đóng gói ra sao."),
    "M02.distribution_market": _("Bán ở đâu: chợ, cửa hàng, siêu thị, trên mạng, xuất khẩu. Mỗi nơi khoảng bao nhiêu."),
    "M02.revenue": _("Cộng cả năm gần nhất, tính bằng đồng. Ví dụ 850.000.000."),
    "M02.profit": _("Phần còn lại sau khi trừ chi phí cả năm. Lỗ thì ghi dấu trừ ở trước."),
    "M02.representative_disability": _("Không bắt buộc. Chỉ khai nếu muốn được tính điểm ở tiêu chí 3.2."),
    "M02.plan_product": _("Sắp tới làm thêm hay sửa sản phẩm thế nào, bao giờ xong."),
    "M02.plan_organisation": _("Thêm người, thêm tổ viên, sửa xưởng, mua máy: việc nào, khi nào."),
    "M02.plan_market": _("Muốn bán thêm ở đâu, bao nhiêu, ai lo."),
    "M02.upgrade_change_description": _("Kể điều gì đã tốt hơn kể từ lần được công nhận trước."),
}
