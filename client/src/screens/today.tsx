/** "Hôm nay": what is to be done now, in a few big tiles. */

import { recall } from "../core";
import { listDrafts } from "../drafts";
import { listHouseholds } from "../households";
import { listItems } from "../items";
import { listPlaces } from "../surveys";
import { type Model, useLoaded } from "./model";
import { Screen, Tile } from "./shape";
import { Trouble } from "./trouble";

const DRAFTS: [RegExp, string, (name: string) => string][] = [
  [/^ho:them$/, "Đang ghi một hộ mới", () => "ho/them/1"],
  [/^tham$/, "Đang ghi một lượt hỗ trợ", () => "tham/1"],
  [/^do$/, "Đang đo sóng một điểm", () => "do/1"],
];

export function Today({ model }: { model: Model }) {
  const found = useLoaded(model, () => readDay(model));
  if (!found) return <Screen title="Hôm nay">{null}</Screen>;
  const { name, households, places, items, drafts } = found;
  const [waiting, refused] = [items.waiting.length, items.refused.length];
  return (
    <Screen title="Hôm nay" say={sayDay(waiting, refused)}>
      <p class="lead">
        Chào {name}! <span class="soft">{writeToday(model.phone.line.now())}</span>
      </p>
      <Trouble model={model} />
      <div class="tiles">
        {refused > 0 && (
          <Tile icon="returned" tone="red" name={`${refused} mục bị trả lại`} more="Bấm để sửa" to="gui" />
        )}
        {DRAFTS.filter(([is]) => drafts.some((draft) => is.test(draft))).map(([, said, to]) => (
          <Tile key={said} icon="pencil" tone="maize" name={said} more="Bấm để viết tiếp" to={to("")} />
        ))}
        <Tile icon="hand" tone="act" name="Ghi lượt hỗ trợ" more="Vừa giúp ai việc gì" to="tham/1" />
        <Tile icon="people" name="Hộ của tôi" more={countHouseholds(households)} to="ho" />
        {places > 0 && <Tile icon="wave" name="Đo sóng" more={`${places} điểm của thôn`} to="do/1" />}
        <Tile icon="out" name="Chưa gửi" more={countWaiting(waiting)} to="gui" />
      </div>
      {model.install && (
        <button class="wide" onClick={() => void model.install?.()}>
          Đặt ứng dụng lên màn hình chính
        </button>
      )}
    </Screen>
  );
}

async function readDay({ phone, who }: Model) {
  const people = await recall(phone.store, "people");
  const households = (await listHouseholds(phone, who!)).length;
  const places = (await listPlaces(phone, who!)).length;
  const [items, drafts] = [await listItems(phone, who!), await listDrafts(phone, who!)];
  return { name: people?.[who!]?.name ?? "", households, places, items, drafts };
}

function countHouseholds(count: number): string {
  return count ? `${count} hộ` : "Chưa tải danh sách";
}

function countWaiting(count: number): string {
  return count ? `${count} mục trên máy` : "Không còn mục nào trên máy";
}

function sayDay(waiting: number, refused: number): string {
  const back = refused ? `${refused} mục bị trả lại. ` : "";
  return `Hôm nay. ${back}${countWaiting(waiting)}.`;
}

export function writeToday(now: number): string {
  const day = new Date(now);
  const names = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
  return `${names[day.getDay()]} ${day.getDate()}/${day.getMonth() + 1}`;
}
