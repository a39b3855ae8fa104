/** One thing done: what it says, where it stands and why, and what can still be done about it. */

import { type Json, save } from "../core";
import { REPORT_DAY, tellDriveItem, TICK } from "../drive_words";
import { placeOf } from "../drives";
import { ADD_HOUSEHOLD, type HouseholdField, listHouseholds, listVillages, recordOf, SET_HOUSEHOLD, type Village } from "../households";
import { findItem, type Item } from "../items";
import { isCarriedOut } from "../records";
import { aboutOf, placeOfReport, REPORT } from "../reports";
import { ADD_SURVEY, type Answers, EVER, readOperators, tellSurvey } from "../surveys";
import { ADD_VISIT, tellVisit } from "../visits";
import { FIELDS, labelOf, nameValue } from "./household_fields";
import { useKeeping } from "./keeping";
import { goInstead, type Model, useLoaded } from "./model";
import { writeMoment } from "./outbox";
import { Button, Fact, Note, Screen } from "./shape";

export interface One {
  model: Model;
  id: string;
}

export function ItemPage({ model, id }: One) {
  const found = useLoaded(model, () => readItem(model, id), id);
  if (!found) return <Screen title="Mục đã ghi" back="gui">{null}</Screen>;
  const { item, villages, names } = found;
  if (!item) return <Over />;
  const { entry, body, words } = item;
  return (
    <Screen title={item.title} back="gui" say={`${item.title}. ${words.word}. ${words.why}`}>
      <Note {...look(item)}>
        <b>{words.word}</b>
        {words.why && <small> · {words.why}</small>}
      </Note>
      <p class="soft">Ghi lúc {writeMoment(entry.at[0])}</p>
      <div class="facts">
        {body && tell(entry.kind, body, villages, names).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </div>
      <Doing model={model} {...found} item={item} />
    </Screen>
  );
}

function look({ entry: { state, code }, givenUp }: Item): { tone?: "red" | "green"; icon: string } {
  if (givenUp && !isCarriedOut(state)) return { icon: "bin" };
  if (state === "tu_choi") return { tone: "red", icon: "returned" };
  if (isCarriedOut(state) && code !== "va_cham") return { tone: "green", icon: "check" };
  return { icon: state === "" ? "phone" : "clock" };
}

interface Done {
  model: Model;
  item: Item;
  /** It is about this one, which is still there. */
  household: string;
  isHere: boolean;
  /** Where what was said in a drive, or of a month, is put right. */
  place: string;
}

function Doing({ model, item, isHere, household, place }: Done) {
  const { entry, body, givenUp } = item;
  const [isRefused, isAdd] = [entry.state === "tu_choi", entry.kind === ADD_HOUSEHOLD];
  const isUnsent = entry.state === "";
  if (givenUp && !isCarriedOut(entry.state)) return null;
  return (
    <>
      {isRefused && isAdd && body && <Way to={`gui/${entry.id}/sua/1`}>Sửa lại</Way>}
      {entry.kind === ADD_VISIT && body && <Way to={`gui/${entry.id}/sua-tham/1`}>Sửa lại</Way>}
      {entry.kind === ADD_SURVEY && body && <Way to={`gui/${entry.id}/sua-do/9`}>Sửa lại</Way>}
      {place && <Way to={place}>Sửa lại</Way>}
      {isRefused && entry.kind === SET_HOUSEHOLD && isHere && <Way to={fieldOf(item)}>Sửa lại</Way>}
      {!isRefused && isHere && <Way to={`ho/${household}`}>Mở hộ này để sửa</Way>}
      {!isRefused && !isUnsent && entry.kind === SET_HOUSEHOLD && isHere && <Undo model={model} item={item} />}
      {["", "tu_choi", "cho", "cach_ly"].includes(entry.state) && (
        <a class="wide danger" href={`#/gui/${entry.id}/bo`}>
          Bỏ mục này
        </a>
      )}
    </>
  );
}

function Way({ to, children }: { to: string; children: string }) {
  return (
    <a class="wide main" href={`#/${to}`}>
      {children}
    </a>
  );
}

/** Before or after it was sent: the same change backwards, behind it. */
function Undo({ model, item }: { model: Model; item: Item }) {
  const [isBusy, fault, keep] = useKeeping(model);
  async function undo(): Promise<void> {
    const { id, scope } = item.entry;
    const pairs = Object.entries((item.body?.set ?? {}) as { [field: string]: Json[] });
    const set = Object.fromEntries(pairs.map(([field, [saw, now]]) => [field, [now!, saw!]]));
    await save(model.phone, {
      ...{ actor: model.who!, kind: SET_HOUSEHOLD, v: 1, scope, needs: [id] },
      body: { household: item.body!.household!, set },
    });
    model.sender?.wake();
    goInstead("gui");
  }
  return (
    <>
      {fault}
      <Button icon="returned" isOff={isBusy} onPress={() => keep(undo)}>
        Trả về như trước khi sửa
      </Button>
    </>
  );
}

export function Over() {
  return (
    <Screen title="Mục đã xong" back="gui">
      <Note icon="check">Mục này đã được sửa, đã bỏ hoặc đã cũ.</Note>
    </Screen>
  );
}

async function readItem({ phone, who }: Model, id: string) {
  const item = await findItem(phone, who!, id);
  const villages = await listVillages(phone, who!);
  const households = await listHouseholds(phone, who!);
  const isAdd = item?.entry.kind === ADD_HOUSEHOLD;
  const household = isAdd ? await recordOf(phone, item!.entry) : String(item?.body?.household ?? "");
  const isSaid = item?.body && (item.entry.kind === TICK || item.entry.kind === REPORT_DAY);
  const isReport = item?.body && item.entry.kind === REPORT;
  const reported = isReport ? placeOfReport(aboutOf(item.body!), "xem") : "";
  const place = isSaid ? await placeOf(phone, who!, item.entry.kind, item.body!) : reported;
  const names = item?.entry.kind === ADD_SURVEY ? (await readOperators(phone, who!, EVER))[1] : {};
  return { item, villages, names, place, household, isHere: households.some((each) => each.id === household) };
}

function fieldOf({ body }: Item): string {
  const [field] = Object.keys((body?.set ?? {}) as object);
  return `ho/${String(body?.household)}/sua/${field ?? ""}`;
}

function tell(kind: string, body: { [key: string]: Json }, villages: Village[], names: Answers): [string, string][] {
  const name = (field: HouseholdField, value: Json | undefined): string =>
    nameValue(field, String(value ?? ""), villages);
  if (kind === ADD_HOUSEHOLD) {
    const said = FIELDS.filter((field) => body[field] !== undefined);
    return said.map((field) => [labelOf(field), name(field, body[field])]);
  }
  if (kind === ADD_VISIT) return tellVisit(body);
  if (kind === ADD_SURVEY) return tellSurvey(body, names);
  if (kind === TICK || kind === REPORT_DAY) return tellDriveItem(kind, body);
  if (kind !== SET_HOUSEHOLD) return [];
  return Object.entries(body.set as { [field: string]: Json[] }).map(([field, [saw, now]]) => {
    const of = field as HouseholdField;
    return [labelOf(of), `${name(of, saw)} → ${name(of, now)}`];
  });
}
