/** What somebody has spoken: at the sound's own place on the screen, and each with what it costs to take in. */

import { useEffect, useState } from "preact/hooks";
import { keep } from "../core";
import { fetchSounds, lookOver, type Shelf, type Sound } from "../sounds";
import { nameValue } from "./household_fields";
import { changed, type Model, useLoaded } from "./model";
import { play, stopPlaying } from "./playing";
import { writeSize } from "./settings";
import { Button, Note } from "./shape";

export interface Listening {
  shelf: Shelf | undefined;
  /** Plays the first that is on the phone; none is. */
  playFirst: (() => void) | undefined;
  hear(sound: Sound): void;
  isBusy: boolean;
  fault: string;
}

export function useSounds(model: Model, sounds: Sound[]): Listening {
  const { phone, who } = model;
  const shelf = useLoaded(model, () => lookOver(phone, sounds), sounds.map(({ sha256 }) => sha256).join());
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  useEffect(() => stopPlaying, []);

  async function take(sound: Sound): Promise<void> {
    setBusy(true);
    const { trouble } = await fetchSounds(phone, who!, [sound]).finally(() => setBusy(false));
    setFault(trouble ? "Chưa tải được. Có sóng thì bấm lại." : "");
    changed(model);
  }

  async function hear(sound: Sound): Promise<void> {
    await keep(phone.store, "language", sound.language);
    const kept = await phone.store.db.get("sounds", sound.sha256);
    if (!kept) return take(sound);
    await play(kept.bytes).catch(() => setFault("Máy này không mở được bản ghi. Báo văn phòng xã."));
  }

  const first = shelf?.sounds.find(({ sha256 }) => shelf.here.has(sha256));
  const start = (sound: Sound): void => void hear(sound);
  return { shelf, playFirst: first && (() => start(first)), hear: start, isBusy, fault };
}

/** `only`: of all that can be heard on the screen, these stand here. */
export function Sounds({ shelf, hear, isBusy, fault, only }: Listening & { only?: Sound[] }) {
  const sounds = shelf?.sounds.filter(({ sha256 }) => !only || only.some((each) => each.sha256 === sha256));
  if (!shelf || !sounds?.length) return null;
  return (
    <section>
      {sounds.map((sound) => {
        const isHere = shelf.here.has(sound.sha256);
        return (
          <Button key={sound.sha256} icon={isHere ? "sound" : "down"} isOff={isBusy} onPress={() => hear(sound)}>
            <span>
              {sound.title} · {nameValue("language", sound.language, [])}
              {!isHere && <small> · tải {writeSize(sound.size)}</small>}
            </span>
          </Button>
        );
      })}
      {fault && <Note icon="warn">{fault}</Note>}
    </section>
  );
}
