/** When to go: on opening, when the line is back, every five minutes, on the button; one tab at a time. */

import { recall } from "./kept";
import { backOffMs, startPace } from "./pace";
import type { Phone } from "./phone";
import { sendAll } from "./sending";
import type { Outcome, Trouble } from "./troubles";

export interface Sender {
  /** Something was saved, or the page was opened. */
  wake(): void;
  /** The line may be back. */
  online(): void;
  /** A person wants it now. */
  press(): void;
  stop(): void;
}

export interface Watch {
  /** After each go; screens tell its trouble in words and look again at what is unsent. */
  seen(outcome: Outcome): void;
  mayFilesGo(): boolean;
}

const EVERY_MS = 300_000;
/** With nothing to send the commune is told that all is well once an hour. */
const HELLO_EVERY_MS = 3_600_000;
/** Told to come back later, a hundred phones do not come back at once: as spread as after a long silence. */
const CROWD = 10;
/** Here a person has to act; coming back at once costs data and helps nobody. */
const NEEDS_SOMEBODY: (Trouble | null)[] = ["may_la", "qua_lon", "hong", "khac_chuoi", "het_cho"];

export function startSender(phone: Phone, watch: Watch): Sender {
  const { line } = phone;
  const pace = startPace();
  let [running, again, stopped] = [false, false, false];
  let [failures, notBefore] = [0, 0];
  let cancel = (): void => undefined;

  async function go(pressed: boolean): Promise<void> {
    if (running || stopped) {
      again = true;
      return;
    }
    running = true;
    cancel();
    const heard = pace.heard;
    const outcome = await sendAsOnlyOne(pressed);
    if (pace.heard > heard) failures = 0;
    running = false;
    if (stopped) return;
    const wait = plan(outcome);
    cancel = line.after(again && !outcome.trouble ? 0 : wait, () => void go(false));
    again = false;
    watch.seen(outcome);
  }

  async function sendAsOnlyOne(pressed: boolean): Promise<Outcome> {
    try {
      return await phone.locks.request("send", async () => {
        const contact = (await recall(phone.store, "contact_ms")) ?? 0;
        const isSilent = Math.abs(line.now() - contact) > HELLO_EVERY_MS;
        return sendAll(phone, pace, { hello: pressed || isSilent, files: watch.mayFilesGo() });
      });
    } catch {
      // The store was closed under us, or is full: the next go may find it well again.
      return { trouble: "ket" };
    }
  }

  function plan(outcome: Outcome): number {
    failures = pace.missed = outcome.trouble ? failures + 1 : 0;
    notBefore = line.ticks() + (outcome.retryAfterMs ?? 0);
    if (outcome.retryAfterMs) return outcome.retryAfterMs + backOffMs(CROWD, line.random());
    if (!outcome.trouble || NEEDS_SOMEBODY.includes(outcome.trouble)) return EVERY_MS;
    return backOffMs(failures, line.random());
  }

  function hurry(): void {
    failures = 0;
    if (line.ticks() >= notBefore) void go(false);
  }

  return {
    wake() {
      // On a dead line a save is no news: the next try is planned already.
      if (!failures) void go(false);
    },
    online: hurry,
    press() {
      failures = 0;
      void go(true);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** The page tells the sender when it is worth a try. */
export function listenToPage(page: Window, sender: Sender): void {
  page.addEventListener("online", () => sender.online());
  page.document.addEventListener("visibilitychange", () => {
    if (page.document.visibilityState === "visible") sender.online();
  });
  sender.wake();
}
