"""Word lists of the crowd. Everything here is invented; nobody and no brand is meant."""

# Added to what the product is called every day: people's names as small makers write them, then hamlets and rivers.
BRANDS = (
    "Bà Tư", "Bà Năm", "Bà Sáu Lành", "Bà Đậm", "Dì Ba", "Dì Út", "Dì Sáu Mận", "Cô Hai", "Cô Ba Thắm", "Cô Út Hạnh",
    "Chú Bảy", "Chú Tám Lúa", "Anh Tư Vườn", "Ông Chín", "Ông Mười Dừa", "Ba Khía", "Hai Lúa", "Năm Nhị", "Sáu Ngọt",
    "Bảy Muôn", "Tám Thơm", "Chín Hiền", "Út Trinh", "Út Lan", "Út Mười", "Thanh Tâm", "Hồng Phúc", "Minh Châu",
    "Kim Ngân", "Ngọc Lành", "Phương Nam", "Hương Đồng", "Hương Quê", "Hương Sông", "Vị Quê", "Đồng Xanh", "Đồng Nổi",
    "Vườn Mẹ", "Vườn Ngoại", "Bếp Ngoại", "Bếp Nhà", "Nhà Mình", "Nhà Lá", "Mái Lá", "Bông Súng", "Bông Điên Điển",
    "Lục Bình", "Sen Hồng", "Tràm Xanh", "Dừa Xiêm", "Phù Sa", "Con Nước", "Nước Nổi", "Mùa Gió", "Sông Trăng",
)  # fmt: skip
PLACES = (
    "Cồn Sơn", "Cồn Ấu", "Cồn Én", "Rạch Gòi", "Rạch Miễu", "Rạch Sâu", "Kinh Cùng", "Kinh Xáng", "Ba Cầu", "Cái Côn",
    "Cái Tắc", "Cái Muồng", "Gò Quao", "Gò Đậu", "Giồng Trôm", "Giồng Đá", "Vàm Nhon", "Vàm Xáng", "Xẻo Lá", "Xẻo Mây",
    "Bàu Sen", "Bàu Trắng", "Láng Tròn", "Láng Sen", "Đầm Sậy", "Suối Mơ", "Đồi Chè", "Núi Chùa", "Bãi Ngang", "Làng Cũ",
    "Xóm Lò", "Xóm Chài", "Xóm Mới", "Ấp Giữa", "Chợ Nổi", "Bến Xưa", "Cầu Đúc", "Đình Thần", "Miếu Bà", "Đập Đá",
)  # fmt: skip
EATEN = (
    "",
    "",
    "",
    "",
    "truyền thống",
    "nguyên chất",
    "hữu cơ",
    "loại một",
    "đặc biệt",
    "hộp quà",
    "hũ 250 g",
    "gói 500 g",
)
MADE = ("", "", "", "truyền thống", "làm tay", "hoa văn xưa", "loại lớn", "loại nhỏ", "đặt làm")
VISITED = ("", "", "trong ngày", "cuối tuần", "hai ngày một đêm", "mùa nước nổi")

# How often each product set appears, by its number; the many small food makers outweigh the rest.
SET_WEIGHTS = {
    1: 12, 2: 5, 3: 10, 4: 5, 5: 8, 6: 9, 7: 12, 8: 14, 9: 7, 10: 6, 11: 2, 12: 6, 13: 3, 14: 3, 15: 4, 16: 1, 17: 5,
    18: 2, 19: 3, 20: 4, 21: 6, 22: 3, 23: 2, 24: 2, 25: 1, 26: 3,
}  # fmt: skip

# Opening word of a producer's name by its legal form.
MAKERS = {
    "cooperative": ("Hợp tác xã Nông nghiệp", "Hợp tác xã Dịch vụ", "Hợp tác xã"),
    "cooperative_group": ("Tổ hợp tác", "Tổ hợp tác sản xuất"),
    "small_medium_enterprise": ("Công ty TNHH", "Công ty TNHH MTV", "Doanh nghiệp tư nhân"),
    "farm": ("Trang trại",),
    "producing_household": ("Cơ sở", "Hộ sản xuất", "Lò"),
    "registered_household": ("Hộ kinh doanh", "Cơ sở"),
}
MAKER_WEIGHTS = (24, 10, 20, 4, 24, 18)

BEGINNINGS = (
    "{maker} làm {thing} từ năm {year}, lúc đầu chỉ để trong nhà ăn và biếu bà con.",
    "Nghề làm {thing} ở {place} có từ đời ông bà, nay {maker} giữ lại.",
    "Những năm được mùa mà rớt giá, {maker} tìm cách làm {thing} để bà con bớt lo đầu ra.",
    "{maker} bắt đầu với một chảo nhỏ sau hè và công thức {thing} của bà ngoại.",
    "Từ phiên chợ quê ở {place}, {thing} của {maker} được khách quen gọi tên.",
)
MIDDLES = (
    "Nguyên liệu mua của {n} hộ quanh vùng, có ghi sổ từng ngày.",
    "Mỗi mẻ đều giữ lại mẫu và ghi ngày làm để tra khi cần.",
    "Vùng nguyên liệu rộng {n} công, không xịt thuốc trước khi thu hoạch mười lăm ngày.",
    "Có {n} chị em trong ấp làm việc thường xuyên, lúc mùa vụ thì đông hơn.",
    "Bao bì dùng giấy và lá sẵn có, bớt dần nhựa dùng một lần.",
)
ENDINGS = (
    "Khách ở xa đặt qua điện thoại, ở gần thì ghé tận nhà xem cách làm.",
    "Mùi vị giữ như xưa, chỉ thêm nhãn rõ ràng và nơi làm sạch hơn.",
    "Ai ghé {place} cũng được mời dùng thử trước khi mua.",
    "Phần lời năm rồi được góp lại để mua thêm máy sấy dùng chung.",
)
SUMMARIES = (
    "{thing}, làm theo mẻ nhỏ, không dùng phẩm màu.",
    "{thing} của bà con vùng {place}, nhãn ghi rõ ngày làm và hạn dùng.",
    "{thing}, quy cách gọn, tiện mang đi xa làm quà.",
    "{thing}, làm từ nguyên liệu tại chỗ, có phiếu kiểm nghiệm mỗi năm.",
)
FORM_TEXTS = {
    "M02.history": "Thành lập năm {year}, ban đầu có {n} người, nay làm quanh năm và bán trong tỉnh.",
    "M02.organisation_structure": "Một người phụ trách chung, {n} người sản xuất, một người ghi sổ và bán hàng.",
    "M02.plan_product": "Giữ chất lượng đều, thêm quy cách nhỏ và làm lại nhãn theo góp ý.",
    "M02.plan_organisation": "Ký thỏa thuận mua nguyên liệu với {n} hộ, tập huấn ghi sổ mỗi quý.",
    "M02.plan_market": "Đưa hàng vào điểm bán của tỉnh và hai sàn, giữ khách quen ở chợ.",
}
REPORT_TEXTS = {
    "local_materials": "Phần lớn nguyên liệu mua tại {commune}, có sổ thu mua.",
    "local_labour": "Người làm đều ở {commune}, mùa vụ có thêm bà con ấp bên.",
    "idea_origin": "Ý tưởng từ món làm trong nhà của bà con {commune}.",
    "local_identity": "Cách làm và tên gọi gắn với {commune}, được nhiều người biết.",
}
RETURN_REASONS = (
    "Ảnh phiếu kiểm nghiệm mờ, chưa đọc được ngày cấp.",
    "Mức đã chọn chưa có giấy chứng minh kèm theo.",
    "Số liệu ở báo cáo chưa khớp với sổ thu mua.",
)
REMARK = "Nên bổ sung sổ ghi chép."
CONCLUSION = "Hội đồng thống nhất kết quả."
SPREAD_REASON = "Hội đồng đã thảo luận, thống nhất giữ điểm của từng thành viên."
