/** Which screen stands here: by who is at the phone first, then by the address. */

import { useEffect, useState } from "preact/hooks";
import { listUnsent, recall } from "../core";
import { countLeft } from "../items";
import { Bar } from "./bar";
import { HouseholdList } from "./household_list";
import { ChoosePin, Joining } from "./joining";
import { Later } from "./later";
import { changed, leave, type Model, useLoaded } from "./model";
import { OutboxScreen } from "./outbox";
import { Note, Screen } from "./shape";
import { Today } from "./today";
import { Forgotten, Unlocking } from "./unlocking";

const MAIN = ["", "ho", "gui", "may"];
const LATER = /^(ho|tham|dot|do|gui|may|tin|bc)\b/;
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

/** Those the app opens with; all others are fetched when they are wanted. */
function chooseScreen(model: Model, place: string) {
  if (place === "ho") return <HouseholdList model={model} />;
  if (place === "gui") return <OutboxScreen model={model} />;
  return LATER.test(place) ? <Later model={model} place={place} /> : <Today model={model} />;
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
