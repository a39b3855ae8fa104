"""The forms of a page with what stands in them, as a browser would send them unchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    """What a select, radio or checkbox offers."""
    buttons: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def put(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def forms_in(html: str) -> list[Form]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select = ""
        self.text: list[str] | None = None
        self.area = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in given}
        present = {name for name, _ in given}
        if tag == "form":
            self.open = Form(facts.get("action", ""), facts.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open is not None and "disabled" not in present:
            self._field(self.open, tag, facts, present)

    def _field(self, form: Form, tag: str, facts: dict[str, str], present: set[str]) -> None:
        name = facts.get("name", "")
        if tag == "input" and name:
            self._input(form, name, facts, present)
        elif tag == "button" and name:
            form.buttons.setdefault(name, []).append(facts.get("value", ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(facts.get("value", ""))
            if "selected" in present:
                form.put(self.select, facts.get("value", ""))
        elif tag == "textarea":
            self.area, self.text = name, []

    def _input(self, form: Form, name: str, facts: dict[str, str], present: set[str]) -> None:
        kind = facts.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(facts.get("value", "on"))
            if "checked" in present:
                form.put(name, facts.get("value", "on"))
        elif kind not in UNSENT:
            form.put(name, facts.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select" and self.open is not None:
            self._settle_select(self.open)
        elif tag == "textarea" and self.open is not None and self.text is not None:
            self.open.put(self.area, "".join(self.text).removeprefix("\n"))
            self.text = None

    def _settle_select(self, form: Form) -> None:
        """A list to choose one from stands on its first line when none is marked."""
        if self.select and self.select not in form.fields and form.choices.get(self.select):
            form.put(self.select, form.choices[self.select][0])
        self.select = ""
