"""Lộ trình: proposed, looked over, moved about by a person, made into a plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import Happening
from xaso.core.pages.pages import DetailPage
from xaso.core.pages.whole import WholePage
from xaso.core.rights.actor import Actor
from xaso.core.switches.known import is_on, switches
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.tables import Block
from xaso.modules.roadmap.forms.roadmaps import MoveForm, ProposeForm
from xaso.modules.roadmap.models import Roadmap, RoadmapLine
from xaso.modules.roadmap.queries.roadmaps import facts_of_roadmap, lines_of
from xaso.modules.roadmap.words import (
    PARTS,
    block_name,
    lacks_words,
    level_words,
    quarter_words,
    why_words,
)

from .frame import Step, edition_words
from .surveys import SurveyStep

PLACED = ("lam", "bo_ra")
"""Where somebody, or the program, has put the block; the form shows it."""
LEFT = ("bo_ra", "de_sau", "chua_nen", "da_co", "khong_hop")


@dataclass(frozen=True)
class Card:
    line: RoadmapLine
    block: Block
    part: str
    why: list[str]
    lacks: list[str]
    url: str


class ProposeRoadmap(SurveyStep):
    form_class = ProposeForm
    action = actions.propose_roadmap
    title = _("Lập lộ trình bốn quý")
    submit_label = _("Lập lộ trình")
    lead = _(
        "Phần mềm xếp các viên gạch theo câu trả lời và điểm còn mở của bộ chỉ số tham khảo. Cùng câu trả lời"
        " luôn ra cùng lộ trình; anh chị chuyển, bỏ, thêm được rồi mới lập kế hoạch."
    )
    sentence = _("Đã lập lộ trình. Xem lý do từng viên gạch, chuyển nếu cần.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def back_url(self) -> str:
        return reverse("roadmap:profile", args=[self.survey.pk])

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def next_url(self, result: Roadmap) -> str:
        return result.get_absolute_url()


class RoadmapPage(DetailPage):
    model = Roadmap
    right = "roadmap.read"
    template_name = "roadmap/roadmap.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roadmap: Roadmap = self.object
        cards = cards_of(roadmap)
        return super().get_context_data(
            title=str(roadmap),
            quarters=[
                (quarter_words(roadmap.first_day, number), _in_quarter(cards, number))
                for number in range(1, tables().limits.quarters + 1)
            ],
            left=[
                (RoadmapLine.State(state).label, rest)
                for state in LEFT
                if (rest := [card for card in cards if card.line.state == state])
            ],
            level=level_words(roadmap.level),
            most=tables().limits.most_per_quarter,
            off=_switched_off(self.actor, cards),
            may_write=self.actor.may("roadmap.write"),
            may_plan=self.actor.may("roadmap.write") and self.actor.may("plans.write"),
            edition=edition_words(),
            **kwargs,
        )


class PrintRoadmap(RoadmapPage):
    """The same on paper: one table a quarter, room for two signatures."""

    template_name = "roadmap/print.html"


class RoadmapStep(Step):
    @cached_property
    def roadmap(self) -> Roadmap:
        return Roadmap.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return self.roadmap.get_absolute_url()

    def given(self) -> dict[str, Any]:
        return {"roadmap_id": self.roadmap.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(roadmap=self.roadmap, thing=self.roadmap, **kwargs)


class WholeOfRoadmap(WholePage, RoadmapStep):
    """Saves a list that belongs to one roadmap."""

    right = "roadmap.read"

    def belongs_to(self) -> Roadmap:
        return self.roadmap


class BlockOfRoadmap(WholeOfRoadmap):
    """One block with its tasks as they will be written, and the form that moves it."""

    right = "roadmap.read"
    form_class = MoveForm
    action = actions.move_block
    template_name = "roadmap/block_of_roadmap.html"
    submit_label = _("Chuyển viên gạch")
    saved_by = "block.moved"

    @cached_property
    def line(self) -> RoadmapLine:
        return RoadmapLine.objects.get(roadmap=self.roadmap, block=self.kwargs["block"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "first_day": self.roadmap.first_day}

    def get_initial(self) -> dict[str, Any]:
        return {"quarter": self.line.quarter if self.line.state in PLACED else None}

    def given(self) -> dict[str, Any]:
        return {**super().given(), "block": self.line.block, "at": timezone.now()}

    def is_a_save(self, happening: Happening) -> bool:
        return super().is_a_save(happening) and happening.data["block"] == self.line.block

    def said(self, result: RoadmapLine) -> str:
        if not result.quarter:
            return _t("Đã bỏ %(block)s ra khỏi lộ trình.") % {"block": block_name(result.block)}
        words = {
            "block": block_name(result.block),
            "quarter": quarter_words(self.roadmap.first_day, result.quarter),
        }
        return _t("Đã chuyển %(block)s vào %(quarter)s.") % words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card = _card(self.roadmap, self.line, facts_of_roadmap(self.roadmap))
        line, first_day = self.line, self.roadmap.first_day
        proposed = line.proposed_quarter
        return {
            **super().get_context_data(**kwargs),
            "title": block_name(line.block),
            "card": card,
            "when": quarter_words(first_day, line.quarter)
            if line.quarter
            else line.get_state_display(),
            "proposed": quarter_words(first_day, proposed) if proposed else "",
            "tasks": tables().tasks_of(line.block, is_alternative=line.is_alternative),
            "may_move": self.actor.may("roadmap.write") and not self.roadmap.is_written,
        }


class WritePlan(RoadmapStep):
    action = actions.write_roadmap_plan
    title = _("Lập kế hoạch từ lộ trình")
    submit_label = _("Lập dự thảo kế hoạch")
    lead = _(
        "Mỗi viên gạch thành các việc có sản phẩm, hạn theo ngày làm việc, minh chứng và lãnh đạo nghiệm thu;"
        " chỉ còn chọn người chủ trì. Kế hoạch ở dạng dự thảo, sửa được. Lộ trình thì không chuyển được nữa."
    )
    sentence = _("Đã lập dự thảo kế hoạch. Chọn người chủ trì cho từng việc rồi trình duyệt.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def next_url(self, result: Roadmap) -> str:
        return plan_url(result.plan_id)


def plan_url(plan_id: UUID | None) -> str:
    return reverse("plans:plan", args=[plan_id])


def cards_of(roadmap: Roadmap) -> list[Card]:
    facts = facts_of_roadmap(roadmap)
    return [_card(roadmap, line, facts) for line in lines_of(roadmap)]


def _card(roadmap: Roadmap, line: RoadmapLine, facts: Any) -> Card:
    block = tables().blocks[line.block]
    return Card(
        line=line,
        block=block,
        part=str(PARTS[block.part]),
        why=why_words(line, facts),
        lacks=lacks_words(line),
        url=reverse("roadmap:block-of", args=[roadmap.pk, line.block]),
    )


def _in_quarter(cards: list[Card], number: int) -> list[Card]:
    return [card for card in cards if card.line.quarter == number]


def _switched_off(actor: Actor, cards: list[Card]) -> list[str]:
    """Names of parts the blocks need and the commune has off."""
    wanted = {module for card in cards if card.line.quarter for module in card.block.modules}
    return [
        str(each.name)
        for each in switches()
        if each.module in wanted and not is_on(actor.commune, each.module)
    ]
