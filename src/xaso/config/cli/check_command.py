"""The deploy check for the HTTPS profile; plain http names each relaxation and exits 1."""

from __future__ import annotations

import argparse

from .answers import DONE, FINDING, Answer
from .prepare import setup_django

RELAXED = {
    "security.W004": "không buộc trình duyệt nhớ dùng https (HSTS)",
    "security.W005": "HSTS chưa gồm tên miền con",
    "security.W008": "không tự chuyển http sang https",
    "security.W012": "cookie phiên đi qua http",
    "security.W016": "cookie chống giả mạo đi qua http",
    "security.W021": "HSTS chưa đưa vào danh sách trình duyệt",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> Answer:
    del options
    setup_django()
    from django.core.checks import run_checks

    found = run_checks(include_deployment_checks=True)
    findings = [
        {"code": item.id, "message": RELAXED.get(item.id or "", item.msg), "level": item.level}
        for item in found
        if not item.is_silenced()
    ]
    ok = not findings
    lines = [f"- {finding['code']}: {finding['message']}" for finding in findings]
    text = "Cấu hình đạt." if ok else "\n".join(["Cần xem lại:", *lines])
    return Answer({"ok": ok, "findings": findings}, text, DONE if ok else FINDING)
