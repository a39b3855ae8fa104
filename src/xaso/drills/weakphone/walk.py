"""A member of the team with the field app, in the namespace of the phone: `python -m … JSON`."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Error, FilePayload, Page, Playwright, sync_playwright

from xaso.drills.joining import join
from xaso.drills.weak_line import tell_line

BROWSER = shutil.which("chromium") or ""
"""The whole one: the small one holds no http address for secure, whatever it is told."""
ALL_IN_WITHIN_S = 420
"""And as many seconds more as there are visits."""
CUTS, LONGEST_CUT_S = 4, 6.0
SENDS_WITHIN_S, MID_SENDING_MS = 8, 1_000
"""Of a piece over EDGE, which takes two seconds."""
LOOK = """async () => {
  const db = await new Promise((ok, no) => {
    const asked = indexedDB.open("xaso");
    asked.onsuccess = () => ok(asked.result);
    asked.onerror = () => no(asked.error);
  });
  const all = (name) => new Promise((ok, no) => {
    const asked = db.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => ok(asked.result);
    asked.onerror = () => no(asked.error);
  });
  const [entries, files] = [await all("outbox"), await all("files")];
  db.close();
  return {
    unsent: entries.filter((each) => each.state === "" && !each.again).length,
    waiting: files.filter((each) => each.state === "waiting").length,
    broken: files.filter((each) => each.state === "broken").length,
    bytes: files.reduce((sum, each) => sum + each.size, 0),
  };
}"""


class Walk:
    def __init__(self, asked: dict[str, Any], player: Playwright) -> None:
        self.asked, self.player = asked, player
        self.url = asked["url"].replace("$WL_SERVER", os.environ["WL_SERVER"])
        self.chance = random.Random(asked["seed"])  # noqa: S311  repeatable
        self.saved: list[str] = []
        self.events = defaultdict[str, list[int]](list)
        self.sent_bytes = self.asked_times = self.kills = self.kills_in_sending = 0
        self.page = self._open()

    def _open(self) -> Page:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        if pin := self.asked.get("certificate"):
            flags.append(f"--ignore-certificate-errors-spki-list={pin}")
        else:
            flags.append(f"--unsafely-treat-insecure-origin-as-secure={self.url}")
        context = self.player.chromium.launch_persistent_context(
            self.asked["folder"],
            executable_path=BROWSER,
            args=flags,
            viewport={"width": 360, "height": 640},
        )
        context.on("request", self._count)
        return context.pages[0]

    def _count(self, request: Any) -> None:
        body = request.post_data_buffer or b""
        self.asked_times += bool(body)
        if request.method == "PATCH":
            self.sent_bytes += len(body)
        elif request.url.endswith("/dong-bo/day"):
            for event in json.loads(gzip.decompress(body)).get("ev", []):
                self.events[event["id"]].append(len(json.dumps(event)))

    def join(self) -> None:
        join(self.page, f"{self.url}/thon/#{self.asked['code']}")

    def write(self) -> None:
        """Without a line; what counts as saved is what the screen says is saved."""
        self.page.context.set_offline(True)
        if days := self.asked["days"]:
            # What was written lies on the phone for as long, and its clock is not the commune's.
            self.page.clock.set_system_time(datetime.now().astimezone() - timedelta(days=days))
        for number in range(self.asked["records"]):
            note = f"{self.asked['mark']} lượt {number}"
            self._write_visit(note)
            self.saved.append(note)
        if self.asked["days"]:
            self._open_again()

    def _write_visit(self, note: str) -> None:
        page = self.page
        page.goto(f"{self.url}/thon/#/")
        page.get_by_role("link", name="Ghi lượt hỗ trợ").first.click()
        for name in ("Định danh mức 2", "Tiếp", "Xong", "Nữ từ 60", "Thêm ảnh, ghi chú, hộ…"):
            page.get_by_role("button", name=name).first.click()
        page.get_by_label("Ghi chú").fill(note)
        for number in range(1, self.asked["photos"] + 1):
            photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=self._photo())
            page.locator("input[type=file]").set_input_files(photo)
            page.get_by_role("button", name=f"Bỏ ảnh {number}").wait_for()
        page.get_by_role("button", name="Lưu").click()
        page.get_by_text("Hỗ trợ: định danh mức 2").first.wait_for()

    def _photo(self) -> bytes:
        """Noise: as many bytes as a photo of a house with that side, and never the same."""
        side = self.asked["photo_side"]
        picture = Image.frombytes("RGB", (side, side), self.chance.randbytes(side * side * 3))
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=70)
        return held.getvalue()

    def send(self) -> None:
        line = self.asked["line"]
        self.events.clear()  # what was tried without a line went nowhere
        tell_line(f"profile {'edge' if line == 'cut' else line}")
        self.page.context.set_offline(False)
        self._wake()
        for _time in range(self.asked["kills"]):
            self._kill()
        for _time in range(CUTS if line == "cut" else 0):
            self._cut()
        self._until_all_is_in()

    def _wake(self) -> None:
        """What the button of the outbox does, and the browser's own word that the line is there."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def _cut(self) -> None:
        """One way goes silent after so many bytes: a request, an answer or a photo breaks off there."""
        way = self.chance.choice(("up", "down"))
        tell_line(f"cut-after {way} {self.chance.randrange(100, 6_000)}")
        time.sleep(self.chance.uniform(2.0, LONGEST_CUT_S))
        tell_line("up")
        self._wake()

    def _kill(self) -> None:
        """The battery is empty in the middle of it."""
        before, until = self.asked_times, time.monotonic() + SENDS_WITHIN_S
        while self.asked_times == before and time.monotonic() < until:
            self.page.wait_for_timeout(20)
        self.page.wait_for_timeout(self.chance.uniform(0, MID_SENDING_MS))
        words = ["pkill", "-KILL", "-f", f"user-data-dir={self.asked['folder']}"]
        subprocess.run(words, check=False)  # noqa: S603  our own browser
        self.kills += 1
        self.kills_in_sending += self.asked_times > before
        self._open_again()

    def _open_again(self) -> None:
        with contextlib.suppress(Error):
            self.page.context.close()
        time.sleep(0.3)
        for left in Path(self.asked["folder"]).glob("Singleton*"):
            left.unlink(missing_ok=True)
        self.page = self._open()
        self.page.goto(f"{self.url}/thon/")

    def _until_all_is_in(self) -> None:
        until = time.monotonic() + ALL_IN_WITHIN_S + self.asked["records"]
        while True:
            there = self.look()
            if not there["unsent"] and not there["waiting"]:
                break
            if time.monotonic() > until:
                raise TimeoutError(json.dumps(there))
            time.sleep(0.5)
        if there["broken"]:
            raise ValueError(json.dumps(there))

    def record_times(self) -> float:
        """How often a byte of a record went up."""
        once = sum(max(sizes) for sizes in self.events.values())
        return round(sum(map(sum, self.events.values())) / max(once, 1), 2)

    def screen(self) -> str:
        with contextlib.suppress(Error):
            return self.page.url + " " + self.page.locator("body").inner_text()[:200]
        return ""

    def look(self) -> dict[str, int]:
        found: dict[str, int] = self.page.evaluate(LOOK)
        return found


def main(asked: dict[str, Any]) -> dict[str, Any]:
    with sync_playwright() as player:
        walk = Walk(asked, player)
        said: dict[str, Any] = {"saved": walk.saved}
        try:
            walk.join()
            walk.write()
            began = time.monotonic()
            walk.send()
            said["seconds"] = round(time.monotonic() - began, 1)
            payload = walk.look()["bytes"]
            times = round(walk.sent_bytes / payload, 2)
            said |= {"kills": walk.kills, "kills_in_sending": walk.kills_in_sending}
            said |= {"photo_bytes": payload, "times": times}
            said["record_times"] = walk.record_times()
        except Exception as error:  # whatever was saved until then is judged all the same
            said["error"] = f"{type(error).__name__}: {str(error)[:300]} | {walk.screen()}"
        walk.page.context.close()
    return said


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1])), ensure_ascii=False) + "\n")
