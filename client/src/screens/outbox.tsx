/** "Chưa gửi": each thing done with its true state; what came back stands first. */

import { nameOthers, recall } from "../core";
import { type Item, listItems } from "../items";
import { isCarriedOut } from "../records";
import { Icon } from "./icons";
import { type Model, sendNow, useLoaded } from "./model";
import { Button, Note, Screen } from "./shape";
import { writeToday } from "./today";
import { Trouble } from "./trouble";

const ICONS: { [state: string]: string } = {
  "": "phone",
  tu_choi: "returned",
  cho: "clock",
  cach_ly: "clock",
  nhan: "clock",
  ap_dung: "check",
  tinh_nhan: "check",
};

export function OutboxScreen({ model }: { model: Model }) {
  const found = useLoaded(model, () => readOutbox(model));
  if (!found) return <Screen title="Chưa gửi">{null}</Screen>;
  const { refused, waiting, received, others } = found.items;
  return (
    <Screen
      title="Chưa gửi"
      say={`${waiting.length} mục trên máy. ${refused.length} mục bị trả lại.`}
      foot={
        <Button isMain icon="out" isOff={model.isBusy} onPress={() => sendNow(model)}>
          {model.isBusy ? "Đang gửi…" : "Gửi ngay"}
        </Button>
      }
    >
      <Trouble model={model} />
      <p class="soft">{found.contact}</p>
      <Group name="Bị trả lại, cần sửa" items={refused} tone="red" />
      <Group name="Trên máy" items={waiting} />
      {others > 0 && <Note icon="person">Trên máy còn {nameOthers(others)}.</Note>}
      {!waiting.length && !refused.length && (
        <Note tone="green" icon="check">
          Không còn mục nào trên máy.
        </Note>
      )}
      {waiting.length > 0 && (
        <a class="wide" href="#/gui/tep">
          <Icon name="file" /> Lưu ra tệp để gửi tay
        </a>
      )}
      <Group name="Xã đã nhận gần đây" items={received} />
    </Screen>
  );
}

function Group({ name, items, tone }: { name: string; items: Item[]; tone?: "red" }) {
  if (!items.length) return null;
  return (
    <section>
      <h2>
        {name} <span class="soft">{items.length}</span>
      </h2>
      <ul class="rows">
        {items.map((item) => (
          <li key={item.entry.dev + item.entry.n}>
            <a href={`#/gui/${item.entry.id}`} class={tone}>
              <Icon name={iconOf(item)} />
              <span>
                <b>{item.title}</b>
                <small>{item.words.word}</small>
                {item.words.why && <small>{item.words.why}</small>}
              </span>
              <small class="state">{writeTime(item.entry.at[0])}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function iconOf({ entry: { state }, givenUp }: Item): string {
  return givenUp && !isCarriedOut(state) ? "bin" : (ICONS[state] ?? "clock");
}

async function readOutbox({ phone, who }: Model) {
  const contact = await recall(phone.store, "contact_ms");
  const items = await listItems(phone, who!);
  return { items, contact: contact ? `Gặp xã lần cuối: ${writeMoment(contact)}` : "Chưa gặp xã lần nào." };
}

export function writeMoment(at: number): string {
  return `${writeTime(at)} ${writeToday(at)}`;
}

function writeTime(at: number): string {
  const [hours, minutes] = [new Date(at).getHours(), new Date(at).getMinutes()];
  return `${hours}:${String(minutes).padStart(2, "0")}`;
}
