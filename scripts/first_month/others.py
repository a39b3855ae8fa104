"""The four who answer from their own machines; their time is counted apart."""

from __future__ import annotations

from scripts.first_month.person import Person

RESULT = "Ban hành kế hoạch tập huấn kỹ năng số"
VILLAGE_TASK = "Hướng dẫn từng hộ sản xuất đăng bán hàng"
VILLAGE_TARGET = "Hộ sản xuất, kinh doanh được hướng dẫn bán hàng qua mạng"
HOUSEHOLDS = 12
ANSWER = "15/KH-UBND"


def approve_plan(thao: Person) -> None:
    thao.press(thao.link("Xem và duyệt").first)
    thao.picture("thang-dau-5-chu-tich-duyet")
    thao.press(thao.button("Phê duyệt").first)
    thao.sees("Đã phê duyệt")


def hand_in(lan: Person) -> None:
    lan.press(lan.link(RESULT, lan.page.locator("main")).first)
    lan.press(lan.link("Nộp minh chứng").first)
    lan.type(lan.page.get_by_label("Số, ký hiệu văn bản"), ANSWER)
    lan.picture("thang-dau-6-nop-ket-qua")
    lan.press(lan.button("Nộp"))
    lan.sees("Đã nộp đủ")


def report_from_village(pao: Person) -> None:
    card = pao.page.locator("main .item", has_text=VILLAGE_TASK)
    pao.press(pao.link("Báo cáo", card))
    pao.type(pao.page.get_by_label("Bao nhiêu hộ"), str(HOUSEHOLDS))
    pao.tick(pao.page.get_by_label("Xong", exact=True))
    pao.picture("thang-dau-7-thon-bao")
    pao.press(pao.button("Gửi về xã"))
    pao.sees("Xã sẽ duyệt")


def accept_both(hoa: Person) -> None:
    for _ in range(2):
        hoa.press(hoa.link("Xem và duyệt").first)
        hoa.press(hoa.page.locator("main").get_by_role("button", name="Duyệt").first)
        hoa.sees("Đã duyệt")
        hoa.press(hoa.menu("Việc của tôi"))
    hoa.sees("Chưa có việc nào")
