/** What is being typed on a form, on disk at each tap. */

import { useEffect, useRef, useState } from "preact/hooks";
import { dropDraft, keepDraft, recallDraft, type Typed } from "../drafts";
import { type Model, noteFailure } from "./model";

/** Null until it has been read; what is kept goes before what the form begins with. */
export function useDraft(
  model: Model,
  name: string,
  begin: Typed,
  isReady = true,
): [Typed | null, (more: Typed) => void] {
  const [typed, setTyped] = useState<Typed | null>(null);
  const now = useRef<Typed>({});
  useEffect(() => {
    if (!isReady) return;
    setTyped(null);
    void recallDraft(model.phone, model.who!, name).then((kept) => {
      now.current = { ...begin, ...kept };
      setTyped(now.current);
    });
  }, [name, isReady]);

  function type(more: Typed): void {
    now.current = { ...now.current, ...more };
    setTyped(now.current);
    queueKeep(model, name, now.current);
  }
  return [typed, type];
}

export async function drop(model: Model, name: string): Promise<void> {
  await settled();
  await dropDraft(model.phone, model.who!, name);
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: a later letter must not be overtaken by an earlier one. */
function queueKeep(model: Model, name: string, typed: Typed): void {
  const { phone, who } = model;
  if (!who) return;
  last = last.then(() => keepDraft(phone, who, name, typed)).catch((error: unknown) => noteFailure(model, error));
}

/** Before an event is saved from a draft: or the draft would come back after it. */
export async function settled(): Promise<void> {
  await last;
}
