"""Codes that nobody knows are refused when the tables are read, not met on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xaso.modules.roadmap.engine.tables import Block, Tables

GROUPS = ("nhan_thuc", "con_nguoi", "ha_tang", "thiet_bi", "dich_vu", "kinh_te", "xa_hoi")
KINDS = ("co_khong", "muc", "so")
PARTS = ("nen_tang", "chinh_quyen", "kinh_te", "xa_hoi")
WAYS = ("", "chinh", "thay")
PER = ("co_dinh", "thon", "thon_trang")
MOST_QUESTIONS, LEAST_TASKS, MOST_TASKS = 35, 3, 6
PREFILLS = ("villages", "villages_without_signal", "plan_in_force", "")
PREFILL_HEADS = ("role:", "value:", "ratio:", "item:")


class CatalogueError(ValueError):
    pass


def check_tables(tables: Tables) -> None:
    troubles = [
        *_questions(tables),
        *_rules(tables),
        *(trouble for block in tables.blocks.values() for trouble in _block(tables, block)),
        *_unknown("tasks.csv block", (task.block for task in tables.tasks), tables.blocks),
        *_unknown("tasks.csv way", (task.way for task in tables.tasks), WAYS),
        *_unknown("needs.csv block", (need.block for need in tables.needs), tables.blocks),
        *_unknown("needs.csv per", (need.per for need in tables.needs), PER),
        *_unknown(
            "awareness.csv right", (each.right for each in tables.awareness), ("a", "b", "c")
        ),
        *_circles(tables),
    ]
    if troubles:
        raise CatalogueError("; ".join(troubles))


def _questions(tables: Tables) -> Iterator[str]:
    if len(tables.questions) > MOST_QUESTIONS:
        yield f"questions.csv: {len(tables.questions)} questions, at most {MOST_QUESTIONS}"
    rows = tables.questions.values()
    yield from _unknown("questions.csv group", (row.group for row in rows), GROUPS)
    yield from _unknown("questions.csv kind", (row.kind for row in rows), KINDS)
    for row in rows:
        if (row.kind == "muc") != (len(row.levels) == 4):
            yield f"questions.csv {row.code}: a level question has four levels"
        if row.prefill not in PREFILLS and not row.prefill.startswith(PREFILL_HEADS):
            yield f"questions.csv {row.code}: unknown prefill {row.prefill}"


def _rules(tables: Tables) -> Iterator[str]:
    asked = [code for trait in tables.traits for code in trait.rule.codes()]
    asked += [code for row in tables.readiness for code in row.steps.term.codes]
    asked += [code for each in tables.resources for code in each.steps.term.codes]
    for block in tables.blocks.values():
        asked += [*block.applies.codes(), *block.standing.codes()]
    questions = [code for code in asked if not code.startswith("item:")]
    yield from _unknown("a rule asks", questions, tables.questions)
    yield from _unknown("readiness.csv group", (row.group for row in tables.readiness), GROUPS)


def _block(tables: Tables, block: Block) -> Iterator[str]:
    traits = [trait.code for trait in tables.traits]
    yield from _unknown(f"{block.code} traits", block.traits, traits)
    yield from _unknown(f"{block.code} prerequisites", block.prerequisites, tables.blocks)
    yield from _unknown(f"{block.code} part", [block.part], PARTS)
    yield from _unknown(
        f"{block.code} needs", block.needs, [each.code for each in tables.resources]
    )
    for is_alternative in (False, True):
        count = len(tables.tasks_of(block.code, is_alternative=is_alternative))
        if not LEAST_TASKS <= count <= MOST_TASKS:
            yield f"{block.code}: {count} tasks, must be {LEAST_TASKS} to {MOST_TASKS}"
    has_other_tasks = any(task.way == "thay" for task in tables.tasks if task.block == block.code)
    if bool(block.alternative) != has_other_tasks:
        yield f"{block.code}: an alternative needs tasks of its own"


def _circles(tables: Tables) -> Iterator[str]:
    known: set[str] = set()
    while True:
        ready = {
            code
            for code, block in tables.blocks.items()
            if code not in known and set(block.prerequisites) <= known
        }
        if not ready:
            break
        known |= ready
    if left := sorted(tables.blocks.keys() - known):
        yield f"blocks wait for one another: {', '.join(left)}"


def _unknown(where: str, codes: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    strange = sorted(set(codes) - set(known))
    if strange:
        yield f"{where}: {', '.join(strange)}"
