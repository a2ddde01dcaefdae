"""What synthetic units write about difficulties and proposals: a pool of plain official sentences.

They are invented, name no person and state no figure that the workbook does not hold.
"""

from __future__ import annotations

from random import Random

ANY, OFFICE = "", "office"

DIFFICULTIES = {
    ANY: (
        "Công chức phụ trách phải kiêm nhiệm nhiều việc, thời gian dành cho nhiệm vụ này còn hạn chế.",
        "Kinh phí tuyên truyền được giao từ đầu năm thấp, chưa đáp ứng nhu cầu.",
        "Địa bàn rộng, một số bản ở xa trung tâm, đi lại khó khăn vào mùa mưa.",
        "Một số bản chưa gửi kết quả về xã nên việc tổng hợp bị chậm.",
    ),
    OFFICE: (
        "Biên chế ít, một số nhiệm vụ phải chờ phối hợp của các xã, thị trấn.",
        "Một số xã gửi báo cáo chậm nên việc tổng hợp chung bị ảnh hưởng.",
        "Kế hoạch kiểm tra phải điều chỉnh do trùng với các đoàn kiểm tra của tỉnh.",
    ),
    "1": (
        "Người dân đi làm ăn xa nhiều, tỷ lệ dự họp bản thấp, khó tổ chức lấy ý kiến.",
        "Trình độ của một số Trưởng bản không đồng đều, việc ghi chép biên bản họp chưa đầy đủ.",
        "Nội dung tuyên truyền chưa có tài liệu bằng tiếng dân tộc Thái, Mông nên bà con khó tiếp cận.",
    ),
    "2": ("Một số bản chưa có bảng tin, phải niêm yết tạm tại nhà Trưởng bản.",),
    "2.1": ("Danh mục thông tin phải rà soát nhiều lĩnh vực, công chức chưa quen việc lập danh mục.",),
    "2.2": ("Hộ nghèo biến động trong kỳ do tách hộ, phải rà soát lại danh sách nhiều lần.",),
    "2.6": (
        "Bản đồ quy hoạch khổ lớn, chữ nhỏ, người dân khó đọc khi niêm yết tại bản.",
        "Một số bản chưa có bảng tin, phải niêm yết tạm tại nhà Trưởng bản.",
    ),
    "3": ("Đơn thư chủ yếu liên quan đến ranh giới đất, hồ sơ cũ không đầy đủ nên mất thời gian xác minh.",),
    "3.2": ("Người dân ít tham dự đối thoại, nội dung nêu ra chủ yếu về đất đai, ngoài thẩm quyền của xã.",),
    "3.3": ("Ban Thanh tra nhân dân mới được kiện toàn, thành viên chưa qua tập huấn nghiệp vụ.",),
    "4.1": ("Chưa có tài liệu tuyên truyền phòng, chống tham nhũng ngắn gọn, phù hợp với người dân ở bản.",),
    "4.2": ("Số điện thoại đường dây nóng đã niêm yết nhưng người dân ít sử dụng để phản ánh.",),
    "5": (
        "Phần mềm một cửa điện tử có lúc gián đoạn, hồ sơ phải nhập lại nên trễ hẹn.",
        "Một số hồ sơ đất đai cần xác minh nguồn gốc, thời gian phối hợp với cơ quan liên quan kéo dài.",
    ),
    "5.3": ("Bảng niêm yết thủ tục hành chính chưa cập nhật kịp sau các quyết định công bố mới của tỉnh.",),
    "6.1": ("Đời sống một bộ phận người dân còn khó khăn, khó vận động tham gia bảo hiểm y tế hộ gia đình.",),
    "6.3": (
        "Mưa lớn kéo dài làm sạt lở một số đoạn đường bản, phải dừng thi công.",
        "Nguồn nước mùa khô không ổn định, một số công trình cấp nước đã xuống cấp.",
    ),
    "7": (
        "Chưa có bãi tập kết rác theo quy hoạch, xe thu gom không vào được các bản vùng cao.",
        "Thói quen đốt rác và xả thải ra suối của một bộ phận người dân chậm thay đổi.",
        "Mức thu giá dịch vụ thu gom thấp, đơn vị thu gom không muốn mở rộng tuyến.",
    ),
    "8.1": ("Trang thông tin điện tử chưa có người phụ trách riêng, tin, bài cập nhật chậm.",),
    "8.2": (
        "Nhiều người dân chưa có tài khoản định danh và điện thoại thông minh để nộp hồ sơ trực tuyến.",
        "Một số bản chưa có sóng 4G, đường truyền tại Bộ phận một cửa yếu.",
    ),
}

PROPOSALS = {
    ANY: (
        "Đề nghị Ủy ban nhân dân huyện bố trí thêm kinh phí để thực hiện nhiệm vụ.",
        "Đề nghị Phòng Nội vụ tổ chức tập huấn, hướng dẫn nghiệp vụ cho công chức phụ trách.",
        "Đề nghị cho điều chỉnh thời hạn hoàn thành sang quý sau.",
    ),
    OFFICE: (
        "Đề nghị Ủy ban nhân dân huyện đôn đốc các xã, thị trấn gửi báo cáo đúng thời hạn.",
        "Đề nghị cho điều chỉnh thời hạn hoàn thành sang quý sau.",
    ),
    "1": ("Đề nghị cấp tài liệu tuyên truyền bằng tiếng dân tộc cho các bản.",),
    "2": ("Đề nghị Phòng Tài chính - Kế hoạch hỗ trợ kinh phí làm bảng tin tại các bản.",),
    "2.6": ("Đề nghị Phòng Tài nguyên và Môi trường cung cấp bản đồ khổ phù hợp để niêm yết tại bản.",),
    "3.3": ("Đề nghị Ủy ban Mặt trận Tổ quốc huyện sớm mở lớp tập huấn cho Ban Thanh tra nhân dân.",),
    "4.1": ("Đề nghị Thanh tra huyện biên soạn tài liệu tuyên truyền dùng chung.",),
    "5": (
        "Đề nghị Văn phòng HĐND - UBND huyện kiến nghị tỉnh nâng cấp phần mềm một cửa điện tử.",
        "Đề nghị Chi nhánh Văn phòng đăng ký đất đai rút ngắn thời gian phối hợp xác minh.",
    ),
    "6.1": ("Đề nghị Bảo hiểm xã hội huyện cử cán bộ cùng xã vận động tại các bản có tỷ lệ tham gia thấp.",),
    "6.3": ("Đề nghị huyện ưu tiên vốn sửa chữa đường bản và các công trình cấp nước đã xuống cấp.",),
    "7": (
        "Đề nghị huyện sớm quy hoạch bãi tập kết rác cho cụm xã.",
        "Đề nghị hỗ trợ xe thu gom rác và thùng phân loại cho các bản.",
    ),
    "8.1": ("Đề nghị Phòng Văn hóa và Thông tin hướng dẫn biên tập, cập nhật trang thông tin điện tử.",),
    "8.2": (
        "Đề nghị doanh nghiệp viễn thông lắp thêm trạm phát sóng tại các bản chưa có 4G.",
        "Đề nghị Đoàn Thanh niên cử tổ hỗ trợ người dân nộp hồ sơ trực tuyến tại xã.",
    ),
}
"""By solution, else by dimension, else what fits any commune (or any office of the district)."""

NOT_APPLICABLE = {
    "T1.3-02": "Trong kỳ không có bản, tiểu khu nào hết nhiệm kỳ hoặc khuyết Trưởng",
    "T2.3-01": "Trong kỳ chưa có kết quả rà soát mới để niêm yết",
    "T2.6-01": "Trong kỳ chưa có quy hoạch, bảng giá đất mới được phê duyệt",
    "T4.3-01": "Trong kỳ không tổ chức tuyển dụng",
}
"""Why a task did not arise, by task."""
NOT_APPLICABLE_ELSE = "Trong kỳ không phát sinh nội dung thuộc nhiệm vụ này"


def pick(chance: Random, pool: dict[str, tuple[str, ...]], solution_id: str, *, is_commune: bool) -> str:
    """A sentence that fits the solution, now and then one that fits any."""
    if not is_commune:
        return chance.choice(pool[OFFICE])
    own = pool.get(solution_id) or pool.get(solution_id.partition(".")[0], ())
    return chance.choice(own if own and chance.random() < 0.8 else pool[ANY])
