"""One slow or greedy line, and two thousand of them, keep nobody else out."""

import resource
import socket
import threading
import time
from contextlib import closing
from types import SimpleNamespace

import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments

from xaso.config.cli import lines as lines_of_the_server
from xaso.config.cli.lines import Line, Lines, Request
from xaso.config.cli.serve_command import most_connections, server_at

MOST, LARGE = 10, 8 * 1024 * 1024
HEAD = b"POST /dang-nhap/ HTTP/1.1\r\nHost: a\r\n"


class Like(SimpleNamespace):
    """One is never another, as with lines."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


@pytest.fixture
def served():
    """The server with its rules, before a program that gives much or little."""
    lines = {}
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = server_at(door, _give, lines)
        stopped = threading.Event()
        reading = threading.Thread(target=_read, args=(lines, stopped))
        reading.start()
        yield door.getsockname()[1]
        stopped.set()
        reading.join()
        server.task_dispatcher.shutdown()
        for line in list(server.active_channels.values()):
            line.handle_close()
        server.close()


def _give(environ, start_response):
    content = b"x" * (LARGE if environ["PATH_INFO"] == "/much" else 2)
    start_response("200 OK", [("Content-Length", str(len(content)))])
    return [content]


def _read(lines, stopped):
    while not stopped.is_set():
        wasyncore.loop(timeout=0.05, use_poll=True, map=lines, count=1)


def _asked(port, path, times=1):
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(10)
    line.connect(("127.0.0.1", port))
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * times)
    return line


def _request(*, headers_finished=True, body=0):
    return Like(headers_finished=headers_finished, body_bytes_received=body)


def _line(request=None, *, last_activity=0, requests=(), unsent=0):
    return Like(
        request=request,
        requests=list(requests),
        total_outbufs_len=unsent,
        last_activity=last_activity,
        will_close=False,
    )


def _looked_over(*lines, after=(0,)):
    over = Lines(MOST)
    for now in after:
        over.look_over(list(lines), now)
    return [line.will_close for line in lines]


def test_whoever_asks_for_much_and_takes_nothing_holds_up_nobody(served):
    greedy = [_asked(served, "/much", times=6) for _each in range(6)]
    for line in greedy:
        assert line.recv(12) == b"HTTP/1.1 200"
    time.sleep(0.5)
    with closing(_asked(served, "/little")) as line:
        assert line.recv(12) == b"HTTP/1.1 200"

    for line in greedy:
        line.close()


def test_a_head_that_never_ends_is_closed():
    half = _line(_request(headers_finished=False))

    assert _looked_over(half, after=(0, 59)) == [False]
    assert _looked_over(half, after=(0, 61)) == [True]


def test_a_body_may_come_slowly_but_not_for_ever():
    flapping, trickling = _line(_request(body=64_000)), _line(_request(body=70))

    assert _looked_over(flapping, trickling, after=(0, 600)) == [False, True]


def test_each_request_of_a_line_has_its_own_time():
    line, over = _line(_request(headers_finished=False)), Lines(MOST)
    over.look_over([line], 0)
    line.request = _request(headers_finished=False)
    over.look_over([line], 61)

    assert not line.will_close


def test_a_full_door_shows_out_whoever_is_silent_longest():
    at_work = _line(requests=["a page"], last_activity=0)
    takes_its_answer = _line(unsent=5, last_activity=0)
    silent = [_line(last_activity=number) for number in range(1, MOST - 1)]

    assert (
        _looked_over(at_work, takes_its_answer, *silent)
        == [False, False, True, True] + [False] * 6
    )


def test_what_comes_from_all_together_leaves_place_on_the_disk(monkeypatch):
    free = SimpleNamespace(free=10_000)
    monkeypatch.setattr(lines_of_the_server.shutil, "disk_usage", lambda _place: free)
    small, large, larger = (_line(_request(body=size)) for size in (300, 600, 900))

    assert _looked_over(small, large, larger) == [False, False, True]


@pytest.mark.parametrize("how", [b"chunked", b"xchunked", b"gzip, chunked"])
def test_chunks_without_an_end_are_not_taken(how):
    request = Request(Adjustments())
    request.received(HEAD + b"Transfer-Encoding: " + how + b"\r\n\r\n5\r\n")

    assert (request.completed, request.error.code) == (True, 400)


def test_what_is_too_large_goes_to_the_page_that_says_so_and_nothing_of_it_is_read():
    request = Request(Adjustments(max_request_body_size=1_000))
    request.received(HEAD + b"Content-Length: 1001\r\n\r\n")

    assert request.completed
    assert request.error is None
    assert request.headers == {"HOST": "a", "CONTENT_LENGTH": "1001", "CONNECTION": "close"}
    assert request.get_body_stream().read() == b""


def test_the_server_reads_by_these_rules():
    assert Line.parser_class is Request


def test_there_are_no_more_lines_than_files(monkeypatch):
    given = []

    monkeypatch.setattr(resource, "setrlimit", lambda _what, limits: given.append(limits))
    for hard in (resource.RLIM_INFINITY, 1_024):
        monkeypatch.setattr(resource, "getrlimit", lambda _what, hard=hard: (256, hard))
        given.append(most_connections())

    assert given == [(6_344, resource.RLIM_INFINITY), 2_048, (1_024, 1_024), 274]
