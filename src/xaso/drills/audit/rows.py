"""Single rows changed, taken out, slipped in, moved."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from .diary import Diary, attack

# --- a row is changed


@attack("kind changed")
def _kind(diary: Diary) -> None:
    diary.change(diary.any(), kind="drill.page.torn")


@attack("a word of the data changed")
def _word(diary: Diary) -> None:
    number = diary.any()
    diary.change(number, data={**diary.event(number).data, "word": "trang khác"})


@attack("data emptied")
def _emptied(diary: Diary) -> None:
    diary.change(diary.any(), data={})


@attack("a number of the data becomes a text")
def _retyped(diary: Diary) -> None:
    number = diary.any()
    data = diary.event(number).data
    diary.change(number, data={**data, "page": str(data.get("page", 0))})


@attack("another person did it")
def _actor(diary: Diary) -> None:
    diary.change(diary.any(), actor_id=UUID(int=diary.chance.getrandbits(128)))


@attack("it happened to another thing")
def _subject(diary: Diary) -> None:
    diary.change(diary.any(), subject_id=UUID(int=diary.chance.getrandbits(128)))


@attack("it happened a microsecond later")
def _moment(diary: Diary) -> None:
    number = diary.any()
    later = diary.event(number).recorded_at + timedelta(microseconds=1)
    diary.change(number, recorded_at=later)


@attack("a letter of the hash changed")
def _hash(diary: Diary) -> None:
    number = diary.any()
    own = diary.event(number).hash
    diary.change(number, hash=("0" if own[0] != "0" else "1") + own[1:])


@attack("a row changed with its hash made right")
def _row_and_hash(diary: Diary) -> None:
    from xaso.core.events.chain import event_hash

    event = diary.event(diary.inner())
    event.data = {"word": "trang khác"}
    diary.change(event.number, data=event.data, hash=event_hash(event))


@attack("a row changed and everything after it written anew", needs_anchor=True)
def _rewritten(diary: Diary) -> None:
    number = diary.any()
    diary.change(number, data={"word": "trang khác"})
    diary.write_anew(number)


# --- rows go


@attack("a row taken out")
def _taken(diary: Diary) -> None:
    diary.delete(diary.inner())


@attack("the first row taken out")
def _first(diary: Diary) -> None:
    diary.delete(diary.numbers[0])


@attack("the last row taken out")
def _last(diary: Diary) -> None:
    diary.delete(diary.last)


@attack("a row taken out and the others moved up")
def _moved_up(diary: Diary) -> None:
    number = diary.inner()
    diary.delete(number)
    for later in range(number + 1, diary.last + 1):
        diary.change(later, number=later - 1)


@attack("a row taken out and the rest written anew", needs_anchor=True)
def _closed_up(diary: Diary) -> None:
    _moved_up(diary)
    diary.write_anew(1)


@attack("the end cut off with its head", needs_anchor=True)
def _cut(diary: Diary) -> None:
    keep = diary.chance.randrange(len(diary.numbers))
    diary.run("delete from events_event where commune_id=%s and number>%s", diary.commune, keep)
    diary.put_head(keep, diary.event(keep).hash if keep else "")


@attack("everything gone", needs_anchor=True)
def _gone(diary: Diary) -> None:
    diary.run("delete from events_event where commune_id=%s", diary.commune)
    diary.run("delete from events_chainhead where commune_id=%s", diary.commune)


# --- rows come


@attack("a row slipped in")
def _slipped_in(diary: Diary) -> None:
    number = diary.inner()
    for later in range(diary.last, number - 1, -1):
        diary.change(later, number=later + 1)
    diary.copy(number + 1, number)


@attack("a row slipped in and the rest written anew", needs_anchor=True)
def _woven_in(diary: Diary) -> None:
    _slipped_in(diary)
    diary.write_anew(1)


@attack("a row put at the end")
def _appended(diary: Diary) -> None:
    diary.copy(diary.any(), diary.last + 1)


@attack("a row before the first")
def _before(diary: Diary) -> None:
    diary.copy(diary.any(), 0)


# --- rows move


@attack("two rows change places")
def _swapped(diary: Diary) -> None:
    one, other = diary.chance.sample(diary.numbers, 2)
    diary.change(one, number=10**9)
    diary.change(other, number=one)
    diary.change(10**9, number=other)


@attack("two rows change their contents")
def _contents(diary: Diary) -> bool:
    one, other = (diary.event(each) for each in diary.chance.sample(diary.numbers, 2))
    diary.change(one.number, data=other.data, subject_id=other.subject_id)
    diary.change(other.number, data=one.data, subject_id=one.subject_id)
    return bool(one.subject_id != other.subject_id)
