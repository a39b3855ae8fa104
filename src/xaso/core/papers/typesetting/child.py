"""The process that holds typst: one request a line on stdin, until stdin closes.

It imports nothing of ours, so it starts in a moment: `python -m xaso.core.papers.typesetting.child`
is never called by hand.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

import typst


def main() -> None:
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        header, pieces = _answer(json.loads(line))
        out.write(json.dumps(header).encode() + b"\n")
        for piece in pieces:
            out.write(piece)
        out.flush()


def _answer(asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    compiler = _compiler(asked["template"], asked["root"], asked["fonts"])
    try:
        made = compiler.compile(
            format=asked["format"],
            sys_inputs=asked["inputs"],
            ppi=asked["dots_per_inch"],
            pdf_standards=asked["standards"],
        )
        label = asked["label"]
        value = compiler.query(label, field="value", one=True) if label else None
    except Exception as error:  # whatever it is, the server hears of it and goes on
        return {"error": str(error), "sizes": []}, []
    pieces = made if isinstance(made, list) else [made or b""]
    return {"error": "", "sizes": [len(piece) for piece in pieces], "value": value}, pieces


@cache
def _compiler(template: str, root: str, fonts: str) -> typst.Compiler:
    book = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
    )
    return typst.Compiler(input=template, root=root, font_paths=book)


if __name__ == "__main__":
    main()
