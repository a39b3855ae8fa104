/** The list of a drive: who is left, one tap for "xong", ten seconds to take it back. */

import { useEffect, useState } from "preact/hooks";
import { save } from "../core";
import { ABSENT, DONE, FAILED, nameResult, TICK, UNDONE } from "../drive_words";
import { type Drive, findOwnWord, type Line, listLines } from "../drives";
import { fold } from "../households";
import type { InDrive } from "./drive";
import { Icon } from "./icons";
import { useKeeping } from "./keeping";
import { changed, type Model, useLoaded } from "./model";
import { Choices, Note, Screen } from "./shape";

const UNDO_MS = 10_000;
const MOST_SHOWN = 40;
const GROUPS: [string, string, (line: Line) => boolean][] = [
  ["con", "Còn phải tới", ({ result }) => result === "" || result === ABSENT],
  ["chua", "Chưa xong", ({ result }) => result === FAILED],
  ["xong", "Xong", ({ result }) => result === DONE],
];

export function DriveLines({ model, drive, play }: InDrive) {
  const lines = useLoaded(model, () => listLines(model.phone, model.who!, drive));
  const [group, setGroup] = useState("con");
  const [typed, setTyped] = useState("");
  const [ticked, setTicked] = useState<Line | null>(null);
  const [, fault, keep] = useKeeping(model);
  useEffect(() => {
    if (!ticked) return;
    const timer = setTimeout(() => setTicked(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [ticked]);
  if (!lines) return <Screen title={drive.name} back="dot">{null}</Screen>;
  const [, , isShown] = GROUPS.find(([value]) => value === group)!;
  const words = fold(typed);
  const found = lines.filter((line) => isShown(line) && (!words || fold(`${line.number} ${line.name}`).includes(words)));
  const left = lines.filter(GROUPS[0]![2]).length;

  /** Shown as done only once it is on disk. */
  function tick(line: Line, result: string): void {
    keep(async () => {
      await say(model, drive, line.id, result);
      setTicked(result === DONE ? line : null);
    });
  }

  const foot = ticked && (
    <button class="wide" onClick={() => tick(ticked, UNDONE)}>
      <Icon name="returned" /> Bỏ đánh dấu “{nameLine(ticked)}”
    </button>
  );
  return (
    <Screen title={drive.name} back="dot" play={play} say={`Còn ${left} trong ${lines.length} hộ phải tới.`} foot={foot}>
      {fault}
      <a class="wide" href={`#/dot/${drive.id}/huong-dan`}>
        <Icon name="book" /> Làm thế nào, thế nào là xong?
      </a>
      <Choices
        look="three"
        chosen={[group]}
        onChoose={setGroup}
        choices={GROUPS.map(([value, name, is]) => ({ value, name: `${name} ${lines.filter(is).length}` }))}
      />
      <label class="search">
        <span class="hidden">Tìm hộ</span>
        <Icon name="search" />
        <input type="search" placeholder="Tên, số trên phiếu" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      </label>
      <ul class="rows">
        {found.slice(0, MOST_SHOWN).map((line) => (
          <li key={line.id} class="ticks">
            <a href={`#/dot/${drive.id}/ho/${line.id}`}>
              <span>
                <b>{nameLine(line)}</b>
                <small>{describe(line, drive)}</small>
              </span>
            </a>
            {line.result !== DONE && (
              <button class="tick" aria-label={`Xong: ${nameLine(line)}`} onClick={() => tick(line, DONE)}>
                <Icon name="check" />
                <span>Xong</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && <p class="soft center">Còn {found.length - MOST_SHOWN} hộ. Gõ tên để tìm.</p>}
      {group === "con" && !left && (
        <Note tone="green" icon="check">
          Đã tới hết các hộ.
        </Note>
      )}
      {group === "con" && left > 0 && <p class="soft center">Chưa xong hay vắng nhà? Bấm vào tên hộ.</p>}
    </Screen>
  );
}

/** The person's own last word about it is put right by the new one. */
export async function say(model: Model, { village }: Drive, item_id: string, result: string, reason = ""): Promise<void> {
  const { phone, who } = model;
  const own = await findOwnWord(phone, who!, TICK, [item_id]);
  await save(phone, {
    ...{ actor: who!, kind: TICK, v: 1, scope: `thon:${village}` },
    body: { item_id, result, ...(reason && { reason }) },
    ...(own && { replaces: own.id }),
  });
  model.sender?.wake();
  changed(model);
}

export function nameLine({ name, number }: Line): string {
  return name || `Số ${number}`;
}

export function describe({ number, result, reason, pending }: Line, { reasons }: Drive): string {
  const why = reasons.find(([code]) => code === reason)?.[1];
  const said = [nameResult(result), why].filter(Boolean).join(": ");
  return [`Số ${number}`, said, pending?.state === "" && "trên máy"].filter(Boolean).join(" · ");
}
