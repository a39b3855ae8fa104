"""An app whose work leaves a mark for each time it was done, for workers that are killed."""

from pathlib import Path

ROOT = Path(__file__).parents[3]


def environment() -> dict[str, str]:
    """Added to a throwaway installation, it knows the two kinds of work of jobs.py."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.drills.counted.settings",
        "PYTHONPATH": str(ROOT),
    }
