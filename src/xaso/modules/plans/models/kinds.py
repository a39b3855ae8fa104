"""The fixed lists of a task; adding a value needs no migration of old rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    NHAP = "nhap", _("Nháp")
    CHUA_BAT_DAU = "chua_bat_dau", _("Chưa làm")
    DANG_LAM = "dang_lam", _("Đang làm")
    CHO_MINH_CHUNG = "cho_minh_chung", _("Chờ duyệt")
    HOAN_THANH = "hoan_thanh", _("Xong")
    TAM_DUNG = "tam_dung", _("Tạm dừng")
    HUY = "huy", _("Đã hủy")


class SourceKind(models.TextChoices):
    KE_HOACH = "ke_hoach", _("kế hoạch")
    VAN_BAN_DEN = "van_ban_den", _("văn bản đến")
    KET_LUAN = "ket_luan", _("kết luận họp")
    PHAN_ANH = "phan_anh", _("phản ánh của người dân")
    CHI_SO_THIEU = "chi_so_thieu", _("chỉ số còn thiếu")
    TU_DE_XUAT = "tu_de_xuat", _("tự đề xuất")


class EvidenceKind(models.TextChoices):
    SO_VAN_BAN = "so_van_ban", _("số văn bản")
    TEP = "tep", _("tệp")
    ANH = "anh", _("ảnh")
    SO_LIEU = "so_lieu", _("số liệu")
    DUONG_DAN = "duong_dan", _("đường dẫn")


class Recurrence(models.TextChoices):
    """The values are those the annex reader gives."""

    DAILY = "daily", _("hằng ngày")
    WEEKLY = "weekly", _("hằng tuần")
    MONTHLY = "monthly", _("hằng tháng")
    QUARTERLY = "quarterly", _("hằng quý")
    HALF_YEARLY = "half_yearly", _("6 tháng một lần")
    YEARLY = "yearly", _("hằng năm")


class Priority(models.IntegerChoices):
    HIGH = 1, _("ưu tiên")
    NORMAL = 2, _("thường")


class SubmissionState(models.TextChoices):
    DA_GUI = "da_gui", _("đã gửi, chờ duyệt")
    CHAP_NHAN = "chap_nhan", _("đã chấp nhận")
    TRA_LAI = "tra_lai", _("trả lại")
    THAY_THE = "thay_the", _("đã thay bằng lần gửi sau")


class VillageState(models.TextChoices):
    CHUA_BAO = "chua_bao", _("chưa báo")
    DA_GUI = "da_gui", _("đã gửi, chờ duyệt")
    CHAP_NHAN = "chap_nhan", _("xong, đã duyệt")
    KHONG_XONG = "khong_xong", _("không làm được")
    TRA_LAI = "tra_lai", _("bị trả lại")


class ExtensionResult(models.TextChoices):
    CHO = "cho", _("chờ quyết định")
    DONG_Y = "dong_y", _("đồng ý")
    TU_CHOI = "tu_choi", _("không đồng ý")
