/** Screens that are fetched when they are wanted, all in one; the worker has them on the phone already. */

import { useEffect, useState } from "preact/hooks";
import type { Model } from "./model";
import { Note, Screen, Waiting } from "./shape";

interface Place {
  model: Model;
  /** The address of the screen, after `#/`. */
  place: string;
}

type Places = typeof import("./places");
let places: Places | undefined;

export function Later(given: Place) {
  const [found, setFound] = useState(places);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    import("./places").then(
      (loaded) => setFound((places = loaded)),
      () => setLost(true),
    );
  }, []);
  if (found) return <found.Placed {...given} />;
  return (
    <Screen title="Đang mở" back="">
      {isLost ? <Note icon="warn">Máy chưa tải xong phần này. Cần có sóng một lần.</Note> : <Waiting />}
    </Screen>
  );
}
