from __future__ import annotations

from django.utils.translation import gettext as _


def type_in_words(formula_type: str) -> str:
    words = {
        "bool": _("có/không"),
        "role": _("người đứng đầu"),
        "step": _("bậc"),
        "ratio": _("tỷ lệ"),
        "ratio_capped": _("tỷ lệ theo đích"),
        "threshold": _("ngưỡng"),
        "sum_parts": _("cộng phần"),
        "inverse": _("nghịch"),
        "manual_level": _("hội đồng"),
    }
    return words.get(formula_type, _("chưa rõ"))
