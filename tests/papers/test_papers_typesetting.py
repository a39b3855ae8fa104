"""Papers are set by a process of its own: it comes back when it was killed, and goes when idle."""

import os
import signal

import pytest

from tests.papers import make
from xaso.core.papers.pdf import pdf_available, render_pdf
from xaso.core.papers.typesetting import Setting, TypesettingFailed, parent, typeset
from xaso.core.papers.widths import FONTS

pytestmark = pytest.mark.skipif(not pdf_available(), reason="the PDF part is not installed")


def test_a_paper_is_made_although_the_process_was_killed():
    render_pdf(make.report())
    os.kill(parent._child.process.pid, signal.SIGKILL)
    parent._child.process.wait(5)

    made = render_pdf(make.report())

    assert made.startswith(b"%PDF")


def test_an_idle_process_goes_and_gives_its_memory_back(monkeypatch):
    monkeypatch.setattr(parent, "IDLE_S", 0.05)
    render_pdf(make.report())
    process = parent._child.process

    assert process.wait(10) == 0


def test_a_template_that_breaks_says_so_and_the_next_paper_is_made(tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic(sys.inputs.paper)", encoding="utf-8")

    with pytest.raises(TypesettingFailed, match="panicked"):
        typeset(Setting(broken, FONTS, "{}"), "pdf")

    assert render_pdf(make.report()).startswith(b"%PDF")
