/** The numbers of one day of a drive; nothing said is no 0, "không đi" is one. */

import { useState } from "preact/hooks";
import { type Json, openBody, save } from "../core";
import type { Typed } from "../drafts";
import { REPORT_DAY } from "../drive_words";
import { type Day, type Drive, findOwnWord, lackOfDay, readDay, readDayBody, writeDay } from "../drives";
import { stepped } from "../report_doubts";
import { isoDay, turnDay } from "../visits";
import { settled, useDraft } from "./draft_of";
import type { InDrive } from "./drive";
import { Icon } from "./icons";
import { useKeeping } from "./keeping";
import { go, goInstead, type Model, useLoaded } from "./model";
import { Button, Choices, Note, Screen } from "./shape";
import { choiceOf } from "./visit_icons";

const STEPPED = [
  ["done", "Xong"],
  ["failed", "Chưa xong"],
  ["reached", "Đã tới"],
] as const;
const SURE = [{ value: "sure", name: "Số đúng là vậy" }];

/** `day`: "" is today. */
export function DriveDay({ model, drive, play, day }: InDrive & { day: string }) {
  const today = isoDay(model.phone.line.now());
  const of = day || today;
  const name = `dot:${drive.id}:${of}`;
  const found = useLoaded(model, () => readStart(model, drive, of));
  const [draft, type] = useDraft(model, name, found?.begin ?? {}, Boolean(found));
  const [isBusy, fault, keep] = useKeeping(model);
  const [isAtHome, setAtHome] = useState(false);
  if (!found || !draft) return <Screen title={drive.name} back="dot">{null}</Screen>;
  const said = readDay(draft);
  const lack = lackOfDay(said);

  async function write(numbers: Day | null): Promise<void> {
    await settled();
    await report(model, drive, of, numbers, name);
    goInstead("gui");
  }

  const foot = (
    <Button isMain icon="check" isOff={isBusy || lack !== ""} onPress={() => keep(() => write(said))}>
      Lưu số {of === today ? "hôm nay" : writeShort(of)}
    </Button>
  );
  return (
    <Screen title={drive.name} back="dot" play={play} say={`${drive.name}. Hôm nay xong bao nhiêu, chưa xong bao nhiêu ${drive.unit}?`} foot={foot}>
      <a class="wide" href={`#/dot/${drive.id}/huong-dan`}>
        <Icon name="book" /> Làm thế nào, thế nào là xong?
      </a>
      {fault}
      {found.isSaid && <Note icon="clock">Ngày này thôn đã báo. Lưu lại là thay số cũ.</Note>}
      {isAtHome ? (
        <Note tone="maize" icon="home">
          <p>Ghi 0 {drive.unit}: ngày {writeShort(of)} không ai đi.</p>
          <Button isOff={isBusy} onPress={() => keep(() => write(null))}>
            Đúng, ghi 0
          </Button>
          <Button onPress={() => setAtHome(false)}>Không, có đi</Button>
        </Note>
      ) : (
        <Button icon="home" onPress={() => setAtHome(true)}>
          {of === today ? "Hôm nay" : "Hôm đó"} không đi
        </Button>
      )}
      {STEPPED.map(([field, label]) => (
        <Stepper
          key={field}
          label={`${label} (${drive.unit})`}
          value={said[field]}
          usual={field === "reached" && said.done !== "" && said.failed !== "" ? String(Number(said.done) + Number(said.failed)) : ""}
          onType={(value) => type({ [field]: value, sure: false })}
        />
      ))}
      {(lack === "sum" || said.sure) && (
        <>
          <Note tone="maize" icon="warn">
            Đã tới {said.reached}, mà xong và chưa xong cộng lại là {Number(said.done) + Number(said.failed)}. Xem lại.
          </Note>
          <Choices look="one" chosen={said.sure ? ["sure"] : []} onChoose={() => type({ sure: !said.sure })} choices={SURE} />
        </>
      )}
      {Number(said.failed) > 0 && <Reasons drive={drive} said={said} isTooMany={lack === "reasons"} onType={type} />}
      <label>
        Ngày khác
        <input
          type="date"
          min={drive.from}
          max={today}
          value={of}
          onChange={({ currentTarget: { value } }) => value && value <= today && go(`dot/${drive.id}/ngay/${value}`)}
        />
      </label>
    </Screen>
  );
}

interface Counted {
  label: string;
  value: string;
  /** What it is when nothing is typed. */
  usual: string;
  /** What stands in the empty box. */
  empty?: string;
  /** It may have a comma. */
  isDecimal?: boolean;
  onType: (value: string) => void;
}

export function Stepper({ label, value, usual, empty, isDecimal = false, onType }: Counted) {
  const step = (by: number): void => onType(stepped(value || usual, by));
  const clean = (typed: string): string => (isDecimal ? typed.replace(".", ",").replace(/[^\d,]/g, "") : typed.replace(/\D/g, ""));
  return (
    <div class="stepper" role="group" aria-label={label}>
      <label>
        {label}
        <input
          inputMode={isDecimal ? "decimal" : "numeric"}
          maxLength={9}
          value={value}
          placeholder={empty ?? (usual || "chưa ghi")}
          onInput={(event) => onType(clean(event.currentTarget.value))}
        />
      </label>
      <button aria-label={`${label}: bớt một`} onClick={() => step(-1)}>
        <Icon name="minus" />
      </button>
      <button aria-label={`${label}: thêm một`} onClick={() => step(1)}>
        <Icon name="plus" />
      </button>
    </div>
  );
}

function Reasons({ drive, said, isTooMany, onType }: { drive: Drive; said: Day; isTooMany: boolean; onType: (more: Typed) => void }) {
  const counts = new Map(said.reasons);
  const add = (code: string): void => onType({ reasons: [...counts.set(code, (counts.get(code) ?? 0) + 1)] });
  return (
    <section>
      <h2>Vì sao chưa xong? Mỗi lần bấm là một {drive.unit}.</h2>
      <div class="choices two">
        {drive.reasons.map(([code, name]) => (
          <button
            key={code}
            class="choice"
            aria-pressed={counts.has(code)}
            onClick={() => add(code)}
          >
            <Icon name={choiceOf({ code, label: name }).icon ?? "talk"} />
            <span>
              {name}
              {counts.has(code) && <b> {counts.get(code)}</b>}
            </span>
          </button>
        ))}
      </div>
      {isTooMany && (
        <Note tone="maize" icon="warn">
          Các lý do cộng lại nhiều hơn số chưa xong.
        </Note>
      )}
      {counts.size > 0 && (
        <div class="links">
          <button onClick={() => onType({ reasons: [] })}>Đếm lại lý do</button>
        </div>
      )}
    </section>
  );
}

async function readStart({ phone, who }: Model, drive: Drive, day: string) {
  const own = await findOwnWord(phone, who!, REPORT_DAY, [drive.campaign, drive.village], isOf(day));
  const body = own && (await openBody(phone, own));
  const begin = (body ? readDayBody(body, drive) : {}) as unknown as Typed;
  return { begin, isSaid: Boolean(own) || drive.reportedDay === day };
}

async function report(model: Model, drive: Drive, day: string, said: Day | null, draft: string): Promise<void> {
  const { phone, who } = model;
  const own = await findOwnWord(phone, who!, REPORT_DAY, [drive.campaign, drive.village], isOf(day));
  await save(phone, {
    ...{ actor: who!, kind: REPORT_DAY, v: 1, scope: `thon:${drive.village}`, draft },
    body: writeDay(drive, day, said),
    ...(own && { replaces: own.id }),
  });
  model.sender?.wake();
}

function isOf(day: string) {
  return (body: { [key: string]: Json }): boolean => body.day === turnDay(day, "-", "/");
}

function writeShort(day: string): string {
  return turnDay(day, "-", "/").slice(0, 5);
}
