"""The server of a commune: weak lines, many at once, hold up nobody."""

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import closing

import pytest

from xaso.drills.server import Server

SLOW_LINES = 12
IDLE_BROWSERS = 70
HALVES = 600
PATIENCE_S = 10
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    env = {"XASO_DATA_DIR": str(folder), "XASO_STATIC": "plain", "PATH": os.environ["PATH"]}
    running = Server(env=env, log=folder / "log")
    running.start()
    yield running
    running.stop()


def _line(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)


def _status(server, path="/dang-nhap/"):
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)) as line:
        line.request("GET", path)
        return line.getresponse().status


def test_photos_that_come_slowly_hold_up_nobody(server):
    head = b"PATCH /dong-bo/tep/00 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 16000\r\n\r\n"
    slow = [_line(server) for _each in range(SLOW_LINES)]
    for each in slow:
        each.sendall(head + b"first bytes")

    assert _status(server) == http.client.OK

    for each in slow:
        each.close()


def test_browsers_that_keep_their_line_open_do_not_block_the_door(server):
    """A browser keeps half a dozen lines: twelve people at work are seventy."""
    lines = [_line(server) for _each in range(IDLE_BROWSERS)]
    for line in lines:
        line.sendall(b"GET /static/ui/mark.svg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 200"
    for line in lines:
        line.close()


def test_what_is_far_too_large_is_refused_before_it_comes(server):
    with closing(_line(server)) as line:
        size = 10**12
        line.sendall(
            f"POST /dang-nhap/ HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n\r\n".encode()
        )

        assert line.recv(200).startswith(b"HTTP/1.1 413")


def test_half_a_request_more_than_there_may_be_files_shuts_nobody_out(server):
    halves = [_line(server) for _each in range(HALVES)]
    for each in halves:
        each.sendall(b"GET / HT")

    assert _status(server) == http.client.OK

    for each in halves:
        each.close()


def test_the_server_does_not_say_what_it_is(server):
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)) as line:
        line.request("GET", "/dang-nhap/")

        assert line.getresponse().getheader("Server") is None


def test_a_process_that_is_killed_is_started_again(server):
    worker, minder = _worker_of(server), server.process.pid
    os.kill(worker, signal.SIGKILL)

    assert _status(server) == http.client.OK
    assert _worker_of(server) != worker
    assert server.process.pid == minder


def test_what_is_being_done_is_answered_though_the_whole_group_is_told_to_stop(server):
    with closing(_line(server)) as line:
        line.sendall(b"GET /dang-nhap/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20)
        first = line.recv(12)
        os.killpg(server.process.pid, signal.SIGTERM)
        os.killpg(server.process.pid, signal.SIGTERM)

        assert first == b"HTTP/1.1 200"
        assert server.process.wait(PATIENCE_S) == 0
    server.start()


def test_whoever_minds_is_killed_and_nobody_holds_the_door(server):
    worker = _worker_of(server)
    server.process.kill()
    server.process.wait()

    deadline = time.monotonic() + PATIENCE_S
    while _is_there(worker):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    server.start()


def _worker_of(server):
    asked = ["ps", "-o", "pid=", "--ppid", str(server.process.pid)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
    return int(said[-1]) if said else 0


def _is_there(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
