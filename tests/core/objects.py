"""Which rows of the small world each address with arguments shows; a new one fails until it is here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.core.world import PACK, Side
from xaso.core.law.models import LegalRule


def _pk(thing: str, argument: str = "pk") -> Callable[[Side], dict[str, Any]]:
    return lambda side: {argument: side[thing].pk}


def _as_it_is(thing: str, argument: str) -> Callable[[Side], dict[str, Any]]:
    return lambda side: {argument: side[thing]}


def _in_village(task: str, village: str) -> Callable[[Side], dict[str, Any]]:
    return lambda side: {"task_id": side[task].pk, "village_id": side[village].pk}


def _campaign_in(campaign: str, village: str) -> Callable[[Side], dict[str, Any]]:
    return lambda side: {"pk": side[campaign].pk, "village": side[village].pk}


def _pack(code: str) -> Callable[[Side], dict[str, Any]]:
    return lambda side: {"pack_code": code}


def _round_item(side: Side) -> dict[str, Any]:
    return {"pk": side["round"].pk, "item_code": "8.4"}


def _item(side: Side) -> dict[str, Any]:
    return {"pack_code": PACK, "item_code": "1.2"}


def _rule_to_confirm() -> dict[str, Any]:
    rule = LegalRule.objects.filter(confirmed=False)[0]
    return {"code": rule.code, "day": rule.effective_from.isoformat()}


OBJECTS: dict[str, Callable[[Side], dict[str, Any]]] = {
    "campaigns:add-recording": _pk("campaign"),
    "campaigns:campaign": _pk("campaign"),
    "campaigns:draft": lambda side: {"template": "ispeed-300"},
    "campaigns:drop": _pk("draft_campaign"),
    "campaigns:drop-recording": _pk("recording"),
    "campaigns:edit": _pk("draft_campaign"),
    "campaigns:enter": _campaign_in("campaign", "village"),
    "campaigns:enter-sheet": _campaign_in("listed_campaign", "village"),
    "campaigns:lock": _pk("campaign"),
    "campaigns:office-village": _campaign_in("listed_campaign", "village"),
    "campaigns:open": _pk("draft_campaign"),
    "campaigns:own-counts": _campaign_in("campaign", "village"),
    "campaigns:own-village": _campaign_in("listed_campaign", "village"),
    "campaigns:recording": _pk("recording"),
    "campaigns:refresh": _pk("listed_campaign"),
    "campaigns:report": lambda side: {"pk": side["campaign"].pk, "kind": "docx"},
    "campaigns:responsible": _campaign_in("campaign", "village"),
    "campaigns:sheet": _campaign_in("listed_campaign", "village"),
    "campaigns:spoken": _pk("campaign"),
    "campaigns:tick": _pk("item"),
    "campaigns:to-list": _pk("campaign"),
    "campaigns:untick": _pk("item"),
    "campaigns:villages": _pk("draft_campaign"),
    "desk:attach-signed": _pk("numbered_paper"),
    "desk:board-rows": lambda side: {"o": "viec-qua-han"},
    "desk:cluster_add": _pk("village"),
    "desk:cluster_rename": _pk("cluster"),
    "desk:day_confirm": _as_it_is("doubtful_day", "day"),
    "desk:day_remove": _as_it_is("own_day", "day"),
    "desk:discard-paper": _pk("paper"),
    "desk:household": _pk("household"),
    "desk:household_close": _pk("household"),
    "desk:household_edit": _pk("household"),
    "desk:household_merge": _pk("household"),
    "desk:household_name": _pk("household"),
    "desk:household_reopen": _pk("closed_household"),
    "desk:households_drop": _pk("households_file"),
    "desk:households_print": _pk("village"),
    "desk:households_review": _pk("households_file"),
    "desk:households_undo": _pk("households_taken"),
    "desk:job": _pk("job"),
    "desk:job_again": _pk("dead_job"),
    "desk:job_drop": _pk("job"),
    "desk:law_text": lambda side: {"code": "nd-30-2020"},
    "desk:law_text_confirm": lambda side: {"code": "nd-30-2020"},
    "desk:make-paper": lambda side: {"kind": "bao-cao"},
    "desk:number-paper": _pk("paper"),
    "desk:paper": _pk("paper"),
    "desk:paper-file": lambda side: {"pk": side["numbered_paper"].pk, "kind": "pdf"},
    "desk:paper-picture": lambda side: {"pk": side["numbered_paper"].pk, "number": 1},
    "desk:person": _pk("account"),
    "desk:person_close": _pk("account"),
    "desk:person_edit": _pk("account"),
    "desk:person_password": _pk("account"),
    "desk:person_unlock": _pk("account"),
    "desk:person_sessions": _pk("account"),
    "desk:person_sessions_end": _pk("account"),
    "desk:session_end": _pk("sign_in"),
    "account_session_end": _pk("sign_in"),
    "desk:person_second_factor": _pk("account"),
    "desk:person_phone": _pk("account"),
    "desk:person_reopen": _pk("closed_account"),
    "desk:refresh-paper": _pk("paper"),
    "desk:role_end": _pk("grant"),
    "desk:role_grant": _pk("account"),
    "desk:rule_confirm": lambda side: _rule_to_confirm(),
    "desk:sheet-file": lambda side: {"code": "giao-ban", "period": "2026-W48", "kind": "docx"},
    "desk:signed-file": lambda side: {"pk": side["signed"].paper_id, "copy": side["signed"].pk},
    "desk:village": _pk("village"),
    "desk:village_close": _pk("other_village"),
    "desk:village_edit": _pk("village"),
    "desk:village_reopen": _pk("closed_village"),
    "desk:villages_review": _as_it_is("villages_file", "pk"),
    "desk:void-paper": _pk("numbered_paper"),
    "indicators:answer": _item,
    "indicators:binder": _pk("binder"),
    "indicators:binders": _pack(PACK),
    "indicators:compare": _pack(PACK),
    "indicators:confirm-zero": _pk("zero"),
    "indicators:correct": _pk("value"),
    "indicators:enter": lambda side: {"code": "cbcc"},
    "indicators:follow": _pack("qd766"),
    "indicators:gaps": _pack(PACK),
    "indicators:item": _item,
    "indicators:pack": _pack(PACK),
    "indicators:pack-drop": _pk("pack_import"),
    "indicators:pack-review": _pk("pack_import"),
    "indicators:pack-row": lambda side: {"pk": side["pack_import"].pk, "row": 7},
    "indicators:pack-workbook": lambda side: {"pack_code": side["own_pack"].code},
    "indicators:proof": _pk("proof"),
    "indicators:round": _pk("round"),
    "indicators:round-approve": _pk("round"),
    "indicators:round-ask": _pk("round"),
    "indicators:round-ask-lock": _pk("round"),
    "indicators:round-assign": _pk("round"),
    "indicators:round-conclude": _pk("round"),
    "indicators:round-finish": _pk("round"),
    "indicators:round-hand-in": _pk("round"),
    "indicators:round-hand-in-item": _round_item,
    "indicators:round-item": _round_item,
    "indicators:round-kept": _pk("locked_round"),
    "indicators:round-lock": _pk("round"),
    "indicators:round-open": _pack("qd766"),
    "indicators:round-reopen": _pk("round"),
    "indicators:round-resubmit": _pk("round"),
    "indicators:round-return": _pk("round"),
    "indicators:round-review": _round_item,
    "indicators:round-send": _pk("round"),
    "indicators:round-start": _pk("round"),
    "indicators:scoreboard-publish": lambda side: {"pack_code": side["own_pack"].code},
    "indicators:self-score": _pack(PACK),
    "indicators:set-target": _item,
    "indicators:target": _pk("target"),
    "indicators:split-target": _pk("target"),
    "indicators:unfollow": _pack(PACK),
    "indicators:value": lambda side: {"code": "cbcc"},
    "lock:kept-drop": _pk("kept"),
    "lock:kept-form": _pk("kept"),
    "portal:scoreboard": lambda side: {"commune_code": side.commune.pk},
    "plans:accept-submission": _pk("submission", "submission_id"),
    "plans:add-budget-line": _pk("plan", "plan_id"),
    "plans:add-goal": _pk("draft_plan", "plan_id"),
    "plans:add-target": _pk("draft_plan", "plan_id"),
    "plans:add-task-money": _pk("task", "task_id"),
    "plans:adjust-plan": _pk("plan", "plan_id"),
    "plans:annex-sample": lambda side: {"name": "phu-luc-mau.xlsx"},
    "plans:answer-explanation": _pk("explanation", "explanation_id"),
    "plans:approve-plan": _pk("waiting_plan", "plan_id"),
    "plans:ask-explanation": _pk("task", "task_id"),
    "plans:ask-extension": _pk("task", "task_id"),
    "plans:ask-opinions": _pk("draft_plan", "plan_id"),
    "plans:assign-task": _pk("clear_draft", "task_id"),
    "plans:budget-line": _pk("budget_line", "line_id"),
    "plans:calendar-feed": lambda side: {
        "commune": side.commune.pk,
        "secret": side["feed_secret"],
    },
    "plans:cancel-task": _pk("task", "task_id"),
    "plans:clone-plan": _pk("plan", "plan_id"),
    "plans:close-plan": _pk("plan", "plan_id"),
    "plans:decide-extension": _pk("extension", "extension_id"),
    "plans:drop-budget-line": _pk("unpaid_line", "line_id"),
    "plans:drop-draft": _pk("draft", "task_id"),
    "plans:drop-spending": _pk("spending", "spending_id"),
    "plans:drop-template": _pk("template", "template_id"),
    "plans:edit-budget-line": _pk("budget_line", "line_id"),
    "plans:edit-plan": _pk("draft_plan", "plan_id"),
    "plans:edit-target": _pk("draft_target", "target_id"),
    "plans:edit-task": _pk("task", "task_id"),
    "plans:evidence-file": _pk("photo", "evidence_id"),
    "plans:hand-over": _pk("account", "account_id"),
    "plans:handover": _pk("handover", "handover_id"),
    "plans:handover-minutes": _pk("handover", "handover_id"),
    "plans:import-result": _pk("import", "import_id"),
    "plans:import-review": _pk("waiting_import", "import_id"),
    "plans:import-undo": _pk("import", "import_id"),
    "plans:next-copy": _pk("monthly_task", "task_id"),
    "plans:pause-task": _pk("task", "task_id"),
    "plans:plan": _pk("plan", "plan_id"),
    "plans:plan-file": _pk("plan", "plan_id"),
    "plans:plan-money": _pk("plan", "plan_id"),
    "plans:plan-targets": _pk("plan", "plan_id"),
    "plans:progress": _pk("task", "task_id"),
    "plans:reopen-task": _pk("done_task", "task_id"),
    "plans:resume-task": _pk("paused_task", "task_id"),
    "plans:return-plan": _pk("waiting_plan", "plan_id"),
    "plans:take-back-acceptance": _pk("submission", "submission_id"),
    "plans:return-submission": _pk("submission", "submission_id"),
    "plans:save-template": _pk("plan", "plan_id"),
    "plans:sign-plan": _pk("plan", "plan_id"),
    "plans:source-file": _pk("task", "task_id"),
    "plans:start-task": _pk("task", "task_id"),
    "plans:submit-evidence": _pk("task", "task_id"),
    "plans:submit-plan": _pk("draft_plan", "plan_id"),
    "plans:target": _pk("target", "target_id"),
    "plans:task": _pk("task", "task_id"),
    "plans:task-villages": _pk("draft", "task_id"),
    "plans:use-template": lambda side: {"code": str(side["template"].pk)},
    "plans:village-file": _pk("photo", "evidence_id"),
    "plans:village-report": _in_village("village_task", "village"),
    "roadmap:answers": _pk("survey"),
    "roadmap:awareness-remove": _pk("awareness"),
    "roadmap:awareness-restore": _pk("awareness"),
    "roadmap:block": lambda side: {"block": "NT5"},
    "roadmap:block-of": lambda side: {"pk": side["roadmap"].pk, "block": "NT5"},
    "roadmap:compare": _pk("survey"),
    "roadmap:draft-needs": _pk("roadmap"),
    "roadmap:fill-again": _pk("open_survey"),
    "roadmap:finish-survey": _pk("open_survey"),
    "roadmap:group": lambda side: {"pk": side["open_survey"].pk, "group": "con_nguoi"},
    "roadmap:needs": _pk("roadmap"),
    "roadmap:print": _pk("roadmap"),
    "roadmap:profile": _pk("survey"),
    "roadmap:promises": _pk("roadmap"),
    "roadmap:propose": _pk("survey"),
    "roadmap:reopen-survey": _pk("survey"),
    "roadmap:roadmap": _pk("roadmap"),
    "roadmap:survey": _pk("open_survey"),
    "roadmap:write-plan": _pk("roadmap"),
}
"""What each address with arguments shows: of this commune."""

OTHER_VILLAGE: dict[str, Callable[[Side], dict[str, Any]]] = {
    "campaigns:enter-sheet": _campaign_in("listed_campaign", "other_village"),
    "campaigns:own-counts": _campaign_in("campaign", "other_village"),
    "campaigns:own-village": _campaign_in("listed_campaign", "other_village"),
    "campaigns:tick": _pk("other_item"),
    "campaigns:untick": _pk("other_item"),
    "desk:household": _pk("other_household"),
    "desk:household_close": _pk("other_household"),
    "desk:household_edit": _pk("other_household"),
    "desk:household_merge": _pk("other_household"),
    "plans:village-file": _pk("other_photo", "evidence_id"),
    "plans:village-report": _in_village("other_village_task", "other_village"),
}
"""The same for pages of one village: an object of another village of the same commune."""

BELONGS_TO = {
    "desk:job": "quan_tri",
    "desk:job_again": "quan_tri",
    "desk:job_drop": "quan_tri",
    "lock:kept-drop": "cong_chuc",
    "lock:kept-form": "cong_chuc",
    "plans:answer-explanation": "cong_chuc",
    "lock:kept-forms": "cong_chuc",
}
"""Whose row it is, by role; for others of the same commune it does not exist."""

SHARED = {
    "campaigns:draft",
    "desk:board-rows",
    "desk:day_confirm",
    "desk:day_remove",
    "desk:law_text",
    "desk:law_text_confirm",
    "desk:make-paper",
    "desk:rule_confirm",
    "desk:sheet-file",
    "indicators:answer",
    "indicators:binders",
    "indicators:compare",
    "indicators:enter",
    "indicators:follow",
    "indicators:gaps",
    "indicators:item",
    "indicators:pack",
    "indicators:pack-workbook",
    "indicators:round-open",
    "indicators:scoreboard-publish",
    "indicators:self-score",
    "indicators:set-target",
    "indicators:unfollow",
    "indicators:value",
    "plans:annex-sample",
    "plans:calendar-feed",
    "portal:scoreboard",
    "roadmap:block",
}
"""Addresses whose object is the same word or day in every commune: law, calendar, packs."""
