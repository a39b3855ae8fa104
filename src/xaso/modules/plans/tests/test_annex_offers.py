"""What is offered for a row that names a body and a product, but no person and no proof."""

from __future__ import annotations

import pytest

from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.offers import evidence_for
from xaso.modules.plans.queries.imports import offers_for

from . import make
from .annex_files import HEADER, task, xlsx


@pytest.mark.parametrize(
    ("product", "kind"),
    [
        ("Công văn gửi nhà mạng", "so_van_ban"),
        ("Báo cáo kết quả, ảnh", "so_van_ban"),
        ("Danh sách ký dự, ảnh lớp học", "tep"),
        ("Biên bản nghiệm thu", "tep"),
        ("Sổ lượt người đến", "tep"),
        ("Số hộ tham gia theo thôn", "so_lieu"),
        ("Ảnh từng điểm dán", "anh"),
        ("Đường dẫn bài đã đăng", "duong_dan"),
        ("", "so_van_ban"),
    ],
)
def test_the_product_named_first_says_which_proof(product, kind):
    assert evidence_for(product, by_villages=False) == kind


def test_villages_prove_with_photos_and_figures_only():
    assert evidence_for("Phiếu hỗ trợ, ảnh", by_villages=True) == "anh"
    assert evidence_for("Biên bản họp thôn", by_villages=True) == "so_lieu"


@pytest.mark.django_db
def test_each_unit_of_the_sample_annex_has_somebody(office):
    offers = offers_for(office.commune, make.TODAY)

    def offered(lead):
        return offers.for_row(read_annex(xlsx([HEADER, task(lead=lead)]), "a", 2026).tasks[0])

    assert offered("Văn phòng HĐND và UBND").lead.full_name == "Trần Văn Minh"
    assert offered("Trạm Y tế").lead.unit_name == "Trạm Y tế"
    assert offered("Tổ công nghệ số cộng đồng thôn").lead_role == "truong_thon"
    assert offered("thôn Mẫu Sơn").villages == (office.villages["mau-son"],)
    youth = offered("Đoàn Thanh niên xã")
    assert (youth.lead.full_name, youth.is_stopgap) == ("Trần Văn Minh", True)
    assert offered("").lead is None
