"""The sketch of the commune: complete without a script, with the same facts as text beneath it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.modules.coverage.drawing import sketch_of_classes, sketch_of_operator
from xaso.modules.coverage.queries.judging import judged

from .ruled import Ruled
from .villages import rule_words


class Sketch(Ruled, TextPage):
    right = "coverage.read"
    template_name = "coverage/sketch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = judged(self.actor.commune, self.rules)
        asked = {each.code: each for each in self.rules.operators}
        chosen = asked.get(self.request.GET.get("mang", ""))
        sketch = (
            sketch_of_operator(rows, chosen, self.rules) if chosen else sketch_of_classes(rows)
        )
        layers = [("", _t("Xếp loại thôn")), *((each.code, each.name) for each in asked.values())]
        now = chosen.code if chosen else ""
        return super().get_context_data(
            title=_t("Sơ đồ vùng sóng"),
            layer=dict(layers)[now],
            sketch=sketch,
            filters=[
                FilterLink(word, address(self.request, mang=code), code == now)
                for code, word in layers
            ],
            today=self.rules.day,
            **rule_words(self.rules),
            **kwargs,
        )
