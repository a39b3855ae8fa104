"""The catalogue of blocks, with tasks both ways; the package's own words, to look up."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _t

from xaso.core.pages.addresses import FilterLink, address
from xaso.core.pages.pages import TextPage
from xaso.core.rights.roles import all_roles
from xaso.modules.indicators import public as indicators
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.tables import Block
from xaso.modules.roadmap.queries.known import PACK
from xaso.modules.roadmap.words import PARTS, block_name

from .frame import edition_words, tabs


class Blocks(TextPage):
    right = "roadmap.read"
    template_name = "roadmap/blocks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        part = self.request.GET.get("phan", "")
        part = part if part in PARTS else ""
        blocks = list(tables().blocks.values())
        links = [("", _t("Tất cả")), *((code, str(label)) for code, label in PARTS.items())]
        return super().get_context_data(
            title=_t("Viên gạch"),
            tabs=tabs(self.request),
            filters=[
                FilterLink(
                    label, address(self.request, phan=code), part == code, _count(blocks, code)
                )
                for code, label in links
            ],
            parts=[
                (label, [block for block in blocks if block.part == code])
                for code, label in PARTS.items()
                if part in ("", code)
            ],
            edition=edition_words(),
            **kwargs,
        )


class BlockPage(TextPage):
    right = "roadmap.read"
    template_name = "roadmap/block.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        block = tables().blocks.get(self.kwargs["block"])
        if block is None:
            raise Http404
        measures = indicators.item_measures(PACK)
        return super().get_context_data(
            title=block_name(block.code),
            part=PARTS[block.part],
            facts=_facts(block),
            items=[(code, measures[code].name) for code in block.indicators],
            ways=_ways(block),
            edition=edition_words(),
            **{**kwargs, "block": block},
        )


def _count(blocks: list[Block], part: str) -> int:
    return sum(part in ("", block.part) for block in blocks)


def _facts(block: Block) -> list[tuple[str, str]]:
    needs = [
        _t("%(name)s từ mức %(wanted)d") % {"name": each.name, "wanted": block.needs[each.code]}
        if each.says
        else _t("%(wanted)d %% %(name)s") % {"name": each.name, "wanted": block.needs[each.code]}
        for each in tables().resources
        if block.needs[each.code]
    ]
    return [
        (_t("Khó khăn được gỡ"), block.difficulty),
        (_t("Cần có"), ", ".join(needs) or _t("không cần gì thêm")),
        (_t("Khi thiếu thì"), block.alternative or _t("không có cách thay")),
        (_t("Đứng sau"), ", ".join(map(block_name, block.prerequisites)) or _t("làm được ngay")),
        (_t("Thời gian, người"), _t("%(weeks)d tuần, %(people)d người")
         % {"weeks": block.weeks, "people": block.people}),
        (_t("Nguồn"), block.source),
    ]  # fmt: skip


def _ways(block: Block) -> list[tuple[str, list[tuple[Any, str]]]]:
    labels = [(False, _t("Việc phải làm"))]
    if block.alternative:
        labels.append((True, _t("Việc phải làm theo cách thay")))
    return [
        (label, [(task, all_roles()[task.role].label) for task in
                 tables().tasks_of(block.code, is_alternative=is_alternative)])
        for is_alternative, label in labels
    ]  # fmt: skip
