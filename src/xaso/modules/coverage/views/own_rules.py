"""By which operators, classes and numbers the commune judges today, what came before, and a new version."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law.queries import texts_in_force
from xaso.core.pages.pages import ActionPage, TextPage
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.own_rules import (
    GRADES,
    AddOperatorForm,
    ClassesForm,
    EndOperatorForm,
    RenameOperatorForm,
    TermsForm,
    VillageRuleForm,
    grade_words,
)
from xaso.modules.coverage.models import OwnRule
from xaso.modules.coverage.rulebook import own_rules, rulebook
from xaso.modules.coverage.rules import CLASSES
from xaso.modules.coverage.scales import CLASS_WORDS, LEVELS, Operator
from xaso.modules.coverage.words import class_lines, said_of, sure_word

from .ruled import Ruled


class RulesPage(TextPage):
    right = "coverage.read"
    template_name = "coverage/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = own_rules(self.actor.commune, told=True)
        rules = rulebook(rows).on(timezone.localdate())
        here, ended = rules.operators, rules.all_operators.ended(rules.day)
        coming = [each for each in rules.all_operators.ahead(rules.day).values()
                  if each[0] > rules.day]  # fmt: skip
        basis = next(iter(texts_in_force([rules.village.basis], on=rules.day)), None)
        return super().get_context_data(
            title=_t("Quy ước đo sóng"),
            rules=rules,
            rule=rules.village,
            steps=[(step.say, CLASSES[step.class_name]) for step in rules.village.steps],
            operators=here,
            ended=ended,
            coming=coming,
            grades=grade_words(),
            class_lines=class_lines(rules.table),
            scale=[(level, word, CLASS_WORDS[rules.table.of_level(level)])
                   for level, word in sorted(LEVELS.items(), reverse=True)],
            sure=sure_word(rules.village),
            sure_terms=sure_word(rules.terms),
            pass_word=LEVELS[rules.terms.pass_level],
            basis=basis,
            history=[(row, said_of(row), row.since > rules.day) for row in reversed(rows)],
            may_write=self.actor.may("coverage.write"),
            **kwargs,
        )  # fmt: skip


class OwnRuleStep(Ruled, ActionPage):
    """The new one begins on the day typed; until then, and for what was found before, the old one holds."""

    right = "coverage.write"
    template_name = "coverage/own_rule.html"
    submit_label = _("Dùng bản này")
    done_message = _("Đã ghi bản mới. Kết quả đã in vẫn giữ bản cũ.")
    said: Any = ""

    def get_initial(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.next_url(None), said=self.said, **kwargs)

    def next_url(self, result: OwnRule | None) -> str:
        return reverse("coverage:rules")


class AddOperator(OwnRuleStep):
    form_class = AddOperatorForm
    action = actions.add_operator
    title = _("Thêm nhà mạng")
    submit_label = _("Thêm nhà mạng")
    said = _("Từ ngày ấy phiếu đo, điện thoại, tệp đo có thêm nhà mạng này, và thôn phải đo cả nhà mạng"
             " này mới đủ số liệu. Nhà mạng đã thôi thì gõ lại đúng tên cũ.")  # fmt: skip
    done_message = _("Đã thêm nhà mạng.")


class OperatorStep(OwnRuleStep):
    @cached_property
    def operator(self) -> Operator:
        return self._ahead[1]

    @cached_property
    def _ahead(self) -> tuple[date, Operator]:
        """One that is gone is not there; of one still to come nothing can be said before its own day."""
        found = self.rules.all_operators.ahead(self.rules.day)
        if self.kwargs["code"] not in found:
            raise ObjectDoesNotExist
        return found[self.kwargs["code"]]

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "since": self._ahead[0]}

    def given(self) -> dict[str, Any]:
        return {**super().given(), "code": self.operator.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(operator=self.operator, **kwargs)


class RenameOperator(OperatorStep):
    form_class = RenameOperatorForm
    action = actions.rename_operator
    title = _("Đổi tên nhà mạng")
    submit_label = _("Đổi tên")
    said = _("Các lần đã đo vẫn là của nhà mạng này, hiện theo tên mới.")
    done_message = _("Đã ghi tên mới.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "name": self.operator.name}


class EndOperator(OperatorStep):
    form_class = EndOperatorForm
    action = actions.end_operator
    title = _("Thôi đo một nhà mạng")
    submit_label = _("Thôi đo nhà mạng này")
    said = _("Từ ngày ấy không hỏi nhà mạng này nữa, thôn đủ số liệu khi đo đủ các nhà mạng còn lại. Các"
             " lần đã đo vẫn xem được ở từng điểm.")  # fmt: skip
    done_message = _("Đã ghi. Các lần đã đo vẫn xem lại được.")


class AdoptClasses(OwnRuleStep):
    form_class = ClassesForm
    template_name = "coverage/adopt_classes.html"
    action = actions.adopt_classes
    title = _("Bảng xếp cường độ mới")
    said = _("Từ ngưỡng nào trở lên thì xếp loại ấy; dưới ngưỡng “yếu” là không sóng. Số đo từ ngày ấy"
             " theo bảng mới, số đo trước đó theo bảng cũ.")  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "technologies": self.rules.table.technologies}

    def get_initial(self) -> dict[str, Any]:
        table = self.rules.table
        bands = (band for code, _metric in table.technologies for band in table.of(code))
        now = {f"{each.technology}_{each.name}": each.from_value for each in bands
               if each.name in GRADES}  # fmt: skip
        return {**super().get_initial(), **now}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(grades=grade_words(), **kwargs)


class AdoptVillageRule(OwnRuleStep):
    form_class = VillageRuleForm
    action = actions.adopt_village_rule
    title = _("Quy tắc xếp loại mới")
    said = _("Các bước của quy tắc giữ nguyên, các số trong đó theo bản mới. Kết luận đã ghi, biểu đã in"
             " giữ bản cũ.")  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        bounds = self.rules.village.bounds
        return {**super().get_initial(), **vars(bounds)}


class AdoptTerms(OwnRuleStep):
    form_class = TermsForm
    action = actions.adopt_terms
    title = _("Quy ước đo lại mới")
    said = _("Kiến nghị chưa kết luận thì xét theo bản dùng ở ngày kết luận.")

    def get_initial(self) -> dict[str, Any]:
        terms = self.rules.terms
        names = ("samples", "days", "pass_level", "overdue")
        return {**super().get_initial(), **{name: getattr(terms, name) for name in names}}
