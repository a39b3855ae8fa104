/** Why the last go at sending stopped, in words; nothing when all went well. */

import { nameTrouble } from "../core";
import type { Model } from "./model";
import { Note } from "./shape";

export function Trouble({ model }: { model: Model }) {
  const trouble = model.last?.trouble;
  if (!trouble || model.isBusy) return null;
  if (trouble === "mat_song") return <Note icon="clock">{nameTrouble(trouble)}</Note>;
  return (
    <Note tone="maize" icon="warn">
      {model.last?.text ?? nameTrouble(trouble)}
    </Note>
  );
}
