from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from xaso.lib.tables import read_table
from xaso.modules.roadmap.engine.rules import BadRuleError, read_rule, read_steps
from xaso.modules.roadmap.engine.tables import (
    AwarenessQuestion,
    Block,
    BlockTask,
    CommitmentItem,
    Limits,
    NeedItem,
    Question,
    ReadinessRow,
    Resource,
    Tables,
    Trait,
)

from .check import CatalogueError

Row = dict[str, str]
LEVELS = ("level0", "level1", "level2", "level3")
NEEDS = ("signal", "money", "it", "phone")


def read_tables(folder: Path) -> Tables:
    try:
        return Tables(
            questions=_by_code(folder, "questions", _question),
            traits=tuple(_trait(row) for row in _rows(folder, "traits")),
            readiness=tuple(_readiness(row) for row in _rows(folder, "readiness")),
            resources=tuple(_resource(row) for row in _rows(folder, "resources")),
            blocks=_by_code(folder, "blocks", _block),
            tasks=tuple(_task(row) for row in _rows(folder, "tasks")),
            needs=tuple(_need(row) for row in _rows(folder, "needs")),
            commitments=tuple(_commitment(row) for row in _rows(folder, "commitments")),
            awareness=tuple(_awareness(row) for row in _rows(folder, "awareness")),
            limits=_limits(folder),
        )
    except (BadRuleError, KeyError, ValueError) as error:
        raise CatalogueError(str(error)) from error


def _rows(folder: Path, name: str) -> list[Row]:
    return read_table(folder / f"{name}.csv")


def _by_code(folder: Path, name: str, make: Any) -> Any:
    found: dict[str, Any] = {}
    for row in _rows(folder, name):
        if row["code"] in found:
            raise CatalogueError(f"{name}.csv: {row['code']} twice")
        found[row["code"]] = make(row)
    return found


def _question(row: Row) -> Question:
    return Question(
        code=row["code"],
        group=row["group"],
        kind=row["kind"],  # type: ignore[arg-type]  # checked in check_tables
        text=row["text"],
        help=row["help"],
        unit=row["unit"],
        levels=tuple(row[name] for name in LEVELS if row[name]),
        most=int(row["most"]) if row["most"] else None,
        prefill=row["prefill"],
    )


def _trait(row: Row) -> Trait:
    rule = read_rule(row["rule"])
    return Trait(row["code"], row["name"], rule, bool(row["weak"]), row["says"])


def _readiness(row: Row) -> ReadinessRow:
    return ReadinessRow(row["group"], read_steps(row["term"], row["steps"]))


def _resource(row: Row) -> Resource:
    says = tuple(row[name] for name in ("says0", "says1", "says2", "says3") if row[name])
    return Resource(row["need"], read_steps(row["term"], row["steps"]), row["name"], says)


def _block(row: Row) -> Block:
    return Block(
        code=row["code"],
        name=row["name"],
        part=row["part"],
        pillar=row["pillar"],
        level=int(row["level"]),
        difficulty=row["difficulty"],
        traits=tuple(row["traits"].split()),
        needs={name: int(row[name]) for name in NEEDS},
        alternative=row["alternative"],
        prerequisites=tuple(row["prerequisites"].split()),
        weeks=int(row["weeks"]),
        people=int(row["people"]),
        indicators=tuple(row["indicators"].split()),
        modules=tuple(row["modules"].split()),
        applies=read_rule(row["applies"]),
        standing=read_rule(row["standing"]),
        source=row["source"],
    )


def _task(row: Row) -> BlockTask:
    return BlockTask(
        block=row["block"],
        way=row["way"],  # type: ignore[arg-type]
        weeks=int(row["weeks"]),
        role=row["role"],
        evidence=row["evidence"],
        count=int(row["count"]),
        title=row["title"],
        product=row["product"],
    )


def _need(row: Row) -> NeedItem:
    return NeedItem(
        row["block"], row["item"], row["unit"], row["per"], int(row["factor"]), row["source"]
    )


def _commitment(row: Row) -> CommitmentItem:
    return CommitmentItem(row["code"], row["text"], row["unit"], int(row["promise"]), row["value"])


def _awareness(row: Row) -> AwarenessQuestion:
    answers = (row["a"], row["b"], row["c"])
    return AwarenessQuestion(
        row["code"],
        row["picture"],
        row["question"],
        row["aloud"],
        answers,
        row["right"],
        row["why"],
    )


def _limits(folder: Path) -> Limits:
    said = tomllib.loads((folder / "settings.toml").read_text(encoding="utf-8"))
    return Limits(
        edition=said["edition"],
        label=said["label"],
        most_per_quarter=int(said["most_blocks_per_quarter"]),
        quarters=int(said["quarters"]),
        least_known_percent=int(said["least_share_known_percent"]),
    )
