"""Queries and bytes of each measured page: `python -m xaso.bench.queries` beside the data."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m xaso.bench.queries")
    parser.add_argument("--told", required=True, help="what fill.py printed")
    parser.add_argument("--of", default="xaso.bench.pages", help="the module that lists the pages")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(costs(json.loads(options.told), options.of)))


def costs(told: dict[str, Any], of: str) -> dict[str, dict[str, int]]:
    from django.utils import timezone

    pages = importlib.import_module(of).PAGES
    today = timezone.localdate()
    return {page.name: _cost(told[page.who], page.path(told, today)) for page in pages}


def _cost(username: str, path: str) -> dict[str, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from xaso.core.postgres.context import commune_context

    from .commune import CODE, model

    client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="br")
    with commune_context(CODE):
        account = model("people.Account").objects.get(username=username)
        client.force_login(account, backend="xaso.core.people.backend.AccountBackend")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return {"queries": len(asked), "bytes": len(answer.getvalue())}


if __name__ == "__main__":
    main()
