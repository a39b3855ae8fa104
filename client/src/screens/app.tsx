/** Which screen stands here: by who is at the phone first, then by the address. */

import { useEffect, useState } from "preact/hooks";
import { listUnsent, recall } from "../core";
import type { HouseholdField } from "../households";
import { countLeft } from "../items";
import { Bar } from "./bar";
import { FilePage } from "./file_page";
import { GiveUp } from "./give_up";
import { AddHousehold } from "./household_form";
import { HouseholdList } from "./household_list";
import { EditFact, HouseholdPage } from "./household_page";
import { ItemPage } from "./item_page";
import { ChoosePin, Joining } from "./joining";
import { Later } from "./later";
import { changed, leave, type Model, useLoaded } from "./model";
import { OutboxScreen } from "./outbox";
import { HandIn, NewPin, Settings, TextSize, WhenPhotosGo } from "./settings";
import { Note, Screen } from "./shape";
import { Today } from "./today";
import { Forgotten, Unlocking } from "./unlocking";

const MAIN = ["", "ho", "gui", "may"];
const IDLE_MS = 5 * 60_000;

export function App({ model }: { model: Model }) {
  const [, setBeat] = useState(0);
  const [place, setPlace] = useState(readPlace());
  model.told = () => setBeat((beat) => beat + 1);
  useEffect(() => {
    const onMove = (): void => {
      setPlace(readPlace());
      changed(model);
    };
    addEventListener("hashchange", onMove);
    return () => removeEventListener("hashchange", onMove);
  }, []);
  useEffect(() => lockWhenIdle(model), []);
  const state = useLoaded(model, () => readState(model));
  if (model.phone.store.readOnly) return <Newer />;
  if (!state) return null;
  return <Place model={model} place={place} {...state} />;
}

interface State {
  isJoined: boolean;
  people: [string, string][];
  unsent: number;
  mine: number;
}

function Place({ model, place, isJoined, people, unsent, mine }: State & { model: Model; place: string }) {
  const code = /^[0-9a-z]{20}$/.test(place) ? place : "";
  if (model.newcomer) return <ChoosePin model={model} who={model.newcomer} />;
  if (!isJoined || code || place === "ma") {
    return <Joining model={model} given={code} isJoined={isJoined} />;
  }
  if (!model.who) {
    if (place === "quen") return <Forgotten />;
    return <Unlocking model={model} people={people} unsent={unsent} />;
  }
  return (
    <>
      {chooseScreen(model, place)}
      {MAIN.includes(place) && <Bar here={place} unsent={mine} />}
    </>
  );
}

function chooseScreen(model: Model, place: string) {
  const [part, id = "", what, more = ""] = place.split("/");
  if (part === "ho" && id === "them") return <AddHousehold model={model} step={Number(what)} />;
  if (part === "ho" && what === "sua") {
    return <EditFact key={place} model={model} id={id} field={more as HouseholdField} />;
  }
  if (part === "ho") return id ? <HouseholdPage model={model} id={id} /> : <HouseholdList model={model} />;
  if (part === "tham") return <Later key={part} part="visit" model={model} step={Number(id)} />;
  if (part === "dot") return <Later key={part} part="drive" model={model} step={1} id={place.slice("dot/".length)} />;
  if (part === "do") return <Later key={part} part="survey" model={model} step={Number(id)} />;
  if (part === "gui") return chooseOutbox(model, id, what, more);
  if (part === "may") return chooseSettings(model, id);
  return <Today model={model} />;
}

function chooseOutbox(model: Model, id: string, what: string | undefined, more: string) {
  if (!id) return <OutboxScreen model={model} />;
  if (id === "tep") return <FilePage model={model} />;
  if (what === "bo") return <GiveUp model={model} id={id} />;
  if (what === "sua") return <AddHousehold model={model} step={Number(more)} replaces={id} />;
  const steps = { model, step: Number(more), replaces: id };
  if (what === "sua-tham") return <Later key={what} part="visit" {...steps} />;
  if (what === "sua-do") return <Later key={what} part="survey" {...steps} />;
  return <ItemPage model={model} id={id} />;
}

function chooseSettings(model: Model, what: string) {
  if (what === "chu") return <TextSize />;
  if (what === "anh") return <WhenPhotosGo model={model} />;
  if (what === "pin") return <NewPin model={model} />;
  if (what === "nop") return <HandIn model={model} />;
  return <Settings model={model} />;
}

function Newer() {
  return (
    <Screen title="Mở lại ứng dụng">
      <Note icon="warn">Ứng dụng đang mở ở chỗ khác với bản mới hơn. Đóng cửa sổ này lại.</Note>
    </Screen>
  );
}

async function readState({ phone, who }: Model): Promise<State> {
  const isJoined = Boolean(await recall(phone.store, "device"));
  const people = Object.entries((await recall(phone.store, "people")) ?? {});
  return {
    isJoined,
    people: people.map(([id, { name }]) => [id, name]),
    unsent: isJoined ? (await listUnsent(phone.store)).length : 0,
    mine: isJoined && who ? await countLeft(phone, who) : 0,
  };
}

/** "#/ho" is a place; "#<code>" the code of an invitation. */
function readPlace(): string {
  return location.hash.replace(/^#\/?/, "").replace(/\/$/, "");
}

/** What is typed is on disk: nothing is lost when the phone lies about and closes. */
function lockWhenIdle(model: Model): () => void {
  let touched = Date.now();
  const touch = (): void => {
    touched = Date.now();
  };
  const look = (): void => {
    if (model.who && Date.now() - touched > IDLE_MS) leave(model);
  };
  const timer = setInterval(look, 15_000);
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touch, { passive: true });
  document.addEventListener("visibilitychange", look);
  return () => clearInterval(timer);
}
