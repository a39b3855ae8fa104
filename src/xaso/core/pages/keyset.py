"""Pages of a long list without OFFSET: "the rows after this one", in a fixed order."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Value

from xaso.lib.numbers import read_count

COUNTED_UP_TO = 1000
EARLIEST_YEAR, LATEST_YEAR = 1900, 9000
NONSENSE = (
    Base64Error,
    ValueError,
    TypeError,
    FieldError,
    ValidationError,
    UnicodeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True)
class Slice:
    rows: list[Any]
    after: str
    """Cursor of the next slice; empty at the end of the list."""
    is_first: bool


def slice_of(rows: QuerySet[Any], order: Sequence[str], after: str, size: int) -> Slice:
    """A cursor that makes no sense gives the first slice, never an error."""
    begun = _after(rows, order, after) if after else None
    found = list((rows if begun is None else begun)[: size + 1])
    return cut(found, order, size, is_first=begun is None)


def cut(found: list[Any], order: Sequence[str], size: int, *, is_first: bool) -> Slice:
    """Of rows already read, one more than fit: the slice, and where the next one begins."""
    more = len(found) > size
    return Slice(
        rows=found[:size], after=_cursor(found[size - 1], order) if more else "", is_first=is_first
    )


def short_count(rows: QuerySet[Any], up_to: int = COUNTED_UP_TO) -> tuple[int, bool]:
    """Exact up to 1,000, then (1000, True): "hơn 1.000". Fewer where rows are dear to count."""
    counted = rows.order_by()[: up_to + 1].count()
    return min(counted, up_to), counted > up_to


def _after(rows: QuerySet[Any], order: Sequence[str], cursor: str) -> QuerySet[Any] | None:
    try:
        values = json.loads(urlsafe_b64decode(cursor.encode()))
        if not all(_fits(value) for value in values):
            return None
        found = rows.filter(_beyond(rows, order, values))
        str(found.query)
    except NONSENSE:
        return None
    return found


def _fits(value: Any) -> bool:
    """What the database would refuse only when asked."""
    if isinstance(value, str):
        letters = "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
        return letters and not _is_beyond_time(value)
    return isinstance(value, int) and abs(value) < 2**63


def _is_beyond_time(value: str) -> bool:
    """A moment so early or late that no time zone can show it."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value and not EARLIEST_YEAR <= moment.year < LATEST_YEAR


def _beyond(rows: QuerySet[Any], order: Sequence[str], values: Sequence[Any]) -> Q | RowComparison:
    """Compared as a whole row where all columns go one way: then the database goes straight to the
    place in the index, however deep in the list it lies."""
    columns = _columns(rows, order)
    ways = {key.startswith("-") for key in order}
    if columns is None or len(ways) > 1:
        return _beyond_by_parts(order, values)
    marks = [
        Value(value, output_field=column) for column, value in zip(columns, values, strict=True)
    ]
    names = [F(key.lstrip("-")) for key in order]
    return RowComparison(*names, *marks, sign="<" if ways == {True} else ">")


def _columns(rows: QuerySet[Any], order: Sequence[str]) -> list[Field[Any, Any]] | None:
    """The columns of the table itself; None when some of the order comes from elsewhere."""
    meta = rows.model._meta
    own = {field.attname: field for field in meta.concrete_fields} | {"pk": meta.pk}
    names = [key.lstrip("-") for key in order]
    return [own[name] for name in names] if all(name in own for name in names) else None


def _beyond_by_parts(order: Sequence[str], values: Sequence[Any]) -> Q:
    condition, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        name = key.lstrip("-")
        lookup = "lt" if key.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{lookup}": value})
        equal &= Q(**{name: value})
    return condition


class RowComparison(Func):
    """(a, b) > (x, y): both databases know it, Django has no name for it."""

    output_field = BooleanField()

    def __init__(self, *expressions: Any, sign: str) -> None:
        super().__init__(*expressions)
        self.sign = sign

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Any:  # type: ignore[override]
        del connection
        parts = [compiler.compile(each) for each in self.source_expressions]
        half = len(parts) // 2
        left, right = (
            ", ".join(sql for sql, _params in side) for side in (parts[:half], parts[half:])
        )
        params = [param for _sql, given in parts for param in given]
        return f"({left}) {self.sign} ({right})", params


def _cursor(row: Any, order: Sequence[str]) -> str:
    values = [_value(row, key.lstrip("-")) for key in order]
    return urlsafe_b64encode(json.dumps(values, cls=DjangoJSONEncoder).encode()).decode()


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def part_of(rows: list[Any], asked: str, size: int) -> Slice:
    """One page of a list that is worked out, not read; nonsense gives the first page."""
    begin = read_count(asked) or 0
    begin = begin if begin < len(rows) else 0
    after = str(begin + size) if begin + size < len(rows) else ""
    return Slice(rows[begin : begin + size], after, begin == 0)
