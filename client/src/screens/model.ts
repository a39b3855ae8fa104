/** What the screens share: who is at the phone, what the line is doing, and a beat to look again. */

import { useEffect, useRef, useState } from "preact/hooks";
import { closeAgain, listenToPage, look, type Outcome, type Phone, recall, type Sender, startSender } from "../core";
import { fetchSounds, forgetSounds, listSounds } from "../sounds";

export interface Model {
  phone: Phone;
  sender: Sender | null;
  /** Whose PIN is entered. */
  who: string | null;
  /** Joined a moment ago: chooses a PIN now. */
  newcomer: string | null;
  last: Outcome | null;
  isBusy: boolean;
  /** Photos wait for Wi-Fi. */
  photosWait: boolean;
  /** A newer program is there, and starts when this one is closed. */
  hasUpdate: boolean;
  /** The browser offers to put the app on the home screen. */
  install: (() => Promise<unknown>) | null;
  /** The last save or draft found no room. */
  isFull: boolean;
  beat: number;
  told: () => void;
}

/** A form in several screens. */
export interface Steps {
  model: Model;
  step: number;
  /** What is put right here. */
  replaces?: string | undefined;
}

export function makeModel(phone: Phone, told: () => void): Model {
  return {
    ...{ phone, told, sender: null, who: null, newcomer: null, last: null, isBusy: false },
    ...{ photosWait: false, hasUpdate: false, install: null, isFull: false, beat: 0 },
  };
}

export function changed(model: Model): void {
  model.beat += 1;
  model.told();
}

/** The browser ends what it has no room for; anything else is a fault of ours, to be seen where one looks. */
export function noteFailure(model: Model, error: unknown): void {
  model.isFull = ["QuotaExceededError", "AbortError"].includes((error as Error).name);
  if (!model.isFull) console.error(error);
  changed(model);
}

/** Once the phone has joined. */
export async function beginSending(model: Model): Promise<void> {
  if (model.sender) return;
  model.photosWait = (await recall(model.phone.store, "photos_wait")) ?? false;
  model.sender = startSender(model.phone, {
    seen: (outcome) => void hear(model, outcome),
    mayFilesGo: () => !model.photosWait,
  });
  listenToPage(window, model.sender);
}

export function sendNow(model: Model): void {
  model.isBusy = true;
  changed(model);
  model.sender?.press();
}

export async function comeIn(model: Model, who: string): Promise<void> {
  model.who = who;
  changed(model);
  await takeRows(model);
}

export function leave(model: Model): void {
  if (model.who) closeAgain(model.phone, model.who);
  model.who = null;
  changed(model);
}

/** After each go at sending: what the commune has to tell comes with the same bar of signal. */
async function hear(model: Model, outcome: Outcome): Promise<void> {
  model.last = outcome;
  if (!outcome.trouble) await takeRows(model);
  model.isBusy = false;
  changed(model);
}

async function takeRows(model: Model): Promise<void> {
  const { phone, who } = model;
  if (!who) return;
  await look(phone, who, () => changed(model));
  await takeSounds(model, who);
}

/** False where the browser does not say it. */
export function isOnWifi(): boolean {
  const { connection } = navigator as { connection?: { type?: string } };
  return connection?.type === "wifi";
}

/** Over Wi-Fi by themselves; otherwise somebody asks for each, for people here pay by the megabyte. */
async function takeSounds(model: Model, who: string): Promise<void> {
  const { phone } = model;
  const wanted = await listSounds(phone, who);
  // Locked meanwhile: its rows cannot be read, and that says nothing.
  if (model.who !== who) return;
  await forgetSounds(phone, who, wanted);
  if (isOnWifi()) await fetchSounds(phone, who, wanted);
  changed(model);
}

/**
 * Read from the store again at each beat; undefined the first moment. A later beat does not throw away what
 * an earlier one is about to bring: on a slow phone nothing would be shown until the last of them.
 */
export function useLoaded<Value>(
  model: Model,
  load: () => Promise<Value>,
  ...given: unknown[]
): Value | undefined {
  const [value, setValue] = useState<Value>();
  const turns = useRef({ about: "", begun: 0, shown: 0 });
  useEffect(() => {
    const now = turns.current;
    const about = [model.who, ...given].join();
    const mine = (now.begun += 1);
    now.about = about;
    load().then(
      (found) => {
        if (now.about !== about || mine < now.shown) return;
        now.shown = mine;
        setValue(() => found);
      },
      () => undefined,
    );
  }, [model.beat, model.who, ...given]);
  useEffect(() => () => void (turns.current.about = "gone"), []);
  return value;
}

export function go(place: string): void {
  location.hash = `#/${place}`;
}

/** Back must not lead into what is done. */
export function goInstead(place: string): void {
  location.replace(`#/${place}`);
}
