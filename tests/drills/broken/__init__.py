"""The program with one thing wrong in it, to see that a drill finds it. Never shipped."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def environment(fault: str) -> dict[str, str]:
    """What a throwaway server is started with to carry the fault, a key of `apps.FAULTS`."""
    return {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "DJANGO_SETTINGS_MODULE": "tests.drills.broken.settings",
        "XASO_FAULT": fault,
    }
