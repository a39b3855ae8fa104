"""Whole diaries put back, exchanged, renamed, and their heads."""

from __future__ import annotations

from .diary import Diary, attack


@attack("put back from an older copy", needs_anchor=True)
def _older(diary: Diary) -> bool:
    """The tables of a day ago: what was written since is gone, everything else is true."""
    keep = diary.chance.randrange(1, len(diary.numbers))
    diary.delete_after(keep)
    diary.put_head(keep, diary.event(keep).hash)
    return keep < diary.last


@attack("two communes change their diaries")
def _exchanged(diary: Diary) -> None:
    other = diary.chance.choice(diary.others)
    for table in ("events_event", "events_chainhead"):
        _exchange(diary, table, other)


@attack("two communes change their heads")
def _heads_exchanged(diary: Diary) -> None:
    _exchange(diary, "events_chainhead", diary.chance.choice(diary.others))


@attack("a row goes over to another commune")
def _goes_over(diary: Diary) -> None:
    other = diary.chance.choice(diary.others)
    diary.run(
        "update events_event set commune_id=%s, number=%s where commune_id=%s and number=%s",
        other, 10**6, diary.commune, diary.last,
    )  # fmt: skip


@attack("the diary under another name, written anew", needs_anchor=True)
def _renamed(diary: Diary) -> None:
    other = diary.chance.choice(diary.others)
    for table in ("events_event", "events_chainhead"):
        _exchange(diary, table, other)
    diary.write_anew(1)
    Diary(diary.chance, other, []).write_anew(1)


@attack("the head says another number")
def _head_number(diary: Diary) -> None:
    from xaso.core.events.chain import head_of
    from xaso.core.units.models import Commune

    head = head_of(Commune.objects.get(pk=diary.commune))
    diary.put_head(max(0, head.number + diary.chance.choice([-1, 1, 7])), head.hash)


@attack("the head says another hash")
def _head_hash(diary: Diary) -> None:
    diary.put_head(diary.last, f"{diary.chance.getrandbits(256):064x}")


@attack("the head is gone")
def _no_head(diary: Diary) -> None:
    diary.run("delete from events_chainhead where commune_id=%s", diary.commune)


def _exchange(diary: Diary, table: str, other: str) -> None:
    """By way of a third name nobody has."""
    steps = ((diary.commune, "~"), (other, diary.commune), ("~", other))
    for old, new in steps:
        diary.run(f"update {table} set commune_id=%s where commune_id=%s", new, old)  # noqa: S608
