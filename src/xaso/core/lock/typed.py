"""What a person typed and chose, taken from a request, and its form on the way to the database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import PasswordInput
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

KEPT = "da-giu"
"""In the address of a page: the kept form it shows."""
MOST_FILE_BYTES = 10 * 1024 * 1024
"""Of one form, all files together; a photo more has to be chosen again."""
SECRET_NAME = re.compile(r"passw|passphrase|mat.?khau|csrfmiddlewaretoken", re.IGNORECASE)
MOST_WORD_BYTES = 2 * 1024 * 1024
"""All words of one form; nobody types as much."""
HEAD_BYTES = 4


@dataclass(frozen=True)
class ChosenFile:
    field: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Typed:
    address: str
    title: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    files: tuple[ChosenFile, ...] = ()
    left_out: tuple[str, ...] = ()
    """Names of files that were too large to keep."""

    @property
    def data(self) -> QueryDict:
        found = QueryDict(mutable=True)
        for name, values in self.fields:
            found.setlist(name, list(values))
        return found

    @property
    def uploads(self) -> MultiValueDict[str, Any]:
        found: MultiValueDict[str, Any] = MultiValueDict()
        for file in self.files:
            upload = SimpleUploadedFile(file.name, file.content, file.media_type)
            found.appendlist(file.field, upload)
        return found

    @property
    def is_too_long(self) -> bool:
        words = (value for _name, values in self.fields for value in values)
        return sum(len(word.encode("utf-8", "surrogatepass")) for word in words) > MOST_WORD_BYTES

    def with_files_of(self, before: Typed) -> Typed:
        """Files kept earlier stay where nothing new was chosen, as long as there is room."""
        chosen, files, left_out = {file.field for file in self.files}, [*self.files], []
        for file in before.files:
            if file.field in chosen:
                continue
            fits = sum(len(each.content) for each in (*files, file)) <= MOST_FILE_BYTES
            files += [file] if fits else []
            left_out += [] if fits else [file.name]
        return replace(self, files=tuple(files), left_out=(*self.left_out, *left_out))

    def without_contents(self) -> Typed:
        """Of the files only what they are called."""
        return replace(self, files=tuple(replace(file, content=b"") for file in self.files))


def typed_in(request: HttpRequest, page: Any) -> Typed:
    """Everything but passwords and the token of the form."""
    secret = _password_fields(page)
    fields = tuple(
        (name, tuple(str(value) for value in values))
        for name, values in request.POST.lists()
        if name not in secret and not SECRET_NAME.search(name)
    )
    files, left_out = _files(request)
    return Typed(
        address=_address(request),
        title=str(getattr(page, "title", "") or ""),
        fields=fields,
        files=tuple(files),
        left_out=tuple(left_out),
    )


def is_worth_keeping(typed: Typed) -> bool:
    """A button alone can be pressed again."""
    filled = [name for name, values in typed.fields if any(v.strip() for v in values)]
    return bool(set(filled) - {"next"} or typed.files or typed.left_out)


def packed(typed: Typed) -> Iterator[bytes]:
    head = json.dumps(
        {
            "address": typed.address,
            "title": typed.title,
            "fields": typed.fields,
            "left_out": typed.left_out,
            "files": [[f.field, f.name, f.media_type, len(f.content)] for f in typed.files],
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")
    yield len(head).to_bytes(HEAD_BYTES, "big")
    yield head
    yield from (file.content for file in typed.files)


def unpacked(content: bytes) -> Typed:
    end = HEAD_BYTES + int.from_bytes(content[:HEAD_BYTES], "big")
    head = json.loads(content[HEAD_BYTES:end].decode("utf-8", "surrogatepass"))
    return Typed(
        address=head["address"],
        title=head["title"],
        fields=tuple((name, tuple(values)) for name, values in head["fields"]),
        files=tuple(_unpacked_files(head["files"], memoryview(content)[end:])),
        left_out=tuple(head["left_out"]),
    )


def _unpacked_files(listed: list[Any], content: memoryview) -> Iterator[ChosenFile]:
    begin = 0
    for field, name, media_type, size in listed:
        yield ChosenFile(field, name, media_type, bytes(content[begin : begin + size]))
        begin += size


def _password_fields(page: Any) -> set[str]:
    declared = getattr(getattr(page, "form_class", None), "base_fields", {})
    return {name for name, field in declared.items() if isinstance(field.widget, PasswordInput)}


def _address(request: HttpRequest) -> str:
    """Where the form is shown; a hidden "next" is remembered in the address."""
    asked = request.GET.copy()
    asked.pop(KEPT, None)
    if "next" not in asked and request.POST.get("next"):
        asked["next"] = request.POST["next"]
    return f"{request.path}?{urlencode(list(_pairs(asked)))}" if asked else request.path


def _pairs(asked: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in asked.lists():
        yield from ((name, str(value)) for value in values)


def _files(request: HttpRequest) -> tuple[list[ChosenFile], list[str]]:
    files: list[ChosenFile] = []
    left_out: list[str] = []
    room = MOST_FILE_BYTES
    for field, uploads in request.FILES.lists():
        for upload in uploads:
            if (upload.size or 0) > room:
                left_out.append(str(upload.name))
                continue
            files.append(_chosen(field, upload))
            room -= upload.size or 0
    return files, left_out


def _chosen(field: str, upload: Any) -> ChosenFile:
    upload.seek(0)
    name, media_type = str(upload.name), str(upload.content_type or "")
    return ChosenFile(field, name, media_type, upload.read())
