/** Screens that are fetched when they are wanted; the worker has them on the phone already. */

import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Model } from "./model";
import { Note, Screen } from "./shape";

export interface Steps {
  model: Model;
  step: number;
  /** What is put right here. */
  replaces?: string | undefined;
  /** What it is about. */
  id?: string | undefined;
}

const PARTS = {
  visit: { title: "Lượt hỗ trợ", load: () => import("./visit") },
  drive: { title: "Đợt ra quân", load: () => import("./drive") },
  survey: { title: "Đo sóng", load: () => import("./survey") },
};

export function Later({ part, ...steps }: Steps & { part: keyof typeof PARTS }) {
  const [Part, setPart] = useState<FunctionComponent<Steps>>();
  const [isLost, setLost] = useState(false);
  const { title, load } = PARTS[part];
  useEffect(() => {
    load().then(
      (found) => setPart(() => found.default),
      () => setLost(true),
    );
  }, []);
  if (Part) return <Part {...steps} />;
  return (
    <Screen title={title} back="">
      {isLost && <Note icon="warn">Máy chưa tải xong phần này. Cần có sóng một lần.</Note>}
    </Screen>
  );
}
