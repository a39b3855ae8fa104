/** "Hôm nay": what is to be done now, in a few big tiles. */

import { isNearlyFull, readRoom, recall } from "../core";
import { listDrafts } from "../drafts";
import { type Drive, listDrives, listSilent } from "../drives";
import { listHouseholds } from "../households";
import { listItems } from "../items";
import { listNotes, type PhoneNote } from "../notes";
import { readOwed } from "../reports";
import { listPlaces } from "../surveys";
import { type Model, useLoaded } from "./model";
import { Note, Screen, Tile, Waiting } from "./shape";
import { Trouble } from "./trouble";

const DRAFTS: [RegExp, string, (name: string) => string][] = [
  [/^ho:them$/, "Đang ghi một hộ mới", () => "ho/them/1"],
  [/^tham$/, "Đang ghi một lượt hỗ trợ", () => "tham/1"],
  [/^do$/, "Đang đo sóng một điểm", () => "do/1"],
  [/^bc:/, "Đang ghi báo cáo tháng", (name) => `${name.replace(/:/g, "/")}/1`],
  [/^dot:/, "Đang ghi số đợt ra quân", (name) => name.replace(/^dot:(.*):/, "dot/$1/ngay/")],
];
/** From this hour on a village that has said nothing of today is asked. */
const ASKED_FROM_HOUR = 16;

export function Today({ model }: { model: Model }) {
  const found = useLoaded(model, () => readDay(model));
  if (!found) return <Screen title="Hôm nay"><Waiting /></Screen>;
  const { name, households, places, items, drafts, drives, silent, notes, owed, isFull } = found;
  const [waiting, refused] = [items.waiting.length, items.refused.length];
  return (
    <Screen title="Hôm nay" say={sayDay(waiting, refused)}>
      <p class="lead">
        Chào {name}! <span class="soft">{writeToday(model.phone.line.now())}</span>
      </p>
      <Trouble model={model} />
      {isFull && <NearlyFull unsent={waiting} />}
      <div class="tiles">
        {refused > 0 && (
          <Tile icon="returned" tone="red" name={`${refused} mục bị trả lại`} more="Bấm để sửa" to="gui" />
        )}
        {notes.length > 0 && <NotesTile notes={notes} />}
        {DRAFTS.flatMap(([is, said, to]) => {
          const draft = drafts.find((name) => is.test(name));
          return draft ? [<Tile key={said} icon="pencil" tone="maize" name={said} more="Bấm để viết tiếp" to={to(draft)} />] : [];
        })}
        {silent.map((drive) => (
          <Tile key={drive.id} icon="clock" tone="maize" name="Hôm nay chưa báo" more={`${drive.name}. Không đi cũng báo.`} to={`dot/${drive.id}`} />
        ))}
        <Tile icon="hand" tone="act" name="Ghi lượt hỗ trợ" more="Vừa giúp ai việc gì" to="tham/1" />
        {drives.length > 0 && <Drives drives={drives} />}
        {owed && <Tile icon="book" tone={owed.isReturned ? "red" : owed.isSoon ? "maize" : undefined} name={owed.name} more={owed.word} to="bc" />}
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

function NotesTile({ notes }: { notes: PhoneNote[] }) {
  const unread = notes.filter(({ isRead }) => !isRead).length;
  const [first] = notes;
  return unread ? (
    <Tile icon="talk" tone="maize" name={`${unread} tin mới của xã`} more={first!.text} to="tin" />
  ) : (
    <Tile icon="talk" name="Tin của xã" more={`${notes.length} tin, đã đọc`} to="tin" />
  );
}

function Drives({ drives }: { drives: Drive[] }) {
  const [first, ...others] = drives as [Drive, ...Drive[]];
  const [, month, date] = first.to.split("-");
  const more = `Đến hết ${Number(date)}/${Number(month)}`;
  if (others.length) return <Tile icon="flag" name={`${drives.length} đợt ra quân`} more={first.name} to="dot" />;
  return <Tile icon="flag" name={first.name} more={more} to={`dot/${first.id}`} />;
}

function NearlyFull({ unsent }: { unsent: number }) {
  return (
    <Note tone="red" icon="warn">
      <p>Máy sắp hết chỗ chứa. Xóa bớt ảnh, phim trong máy. Đừng xóa ứng dụng này.</p>
      {unsent > 0 && (
        <a class="wide" href="#/gui/tep">
          Lưu mục chưa gửi ra tệp
        </a>
      )}
    </Note>
  );
}

async function readDay({ phone, who }: Model) {
  const people = await recall(phone.store, "people");
  const households = (await listHouseholds(phone, who!)).length;
  const places = (await listPlaces(phone, who!)).length;
  const drives = await listDrives(phone, who!);
  const now = phone.line.now();
  const isFull = isNearlyFull(await readRoom(navigator.storage));
  const isLate = new Date(now).getHours() >= ASKED_FROM_HOUR;
  const silent = isLate ? await listSilent(phone, who!, drives, now) : [];
  const notes = await listNotes(phone, who!, now);
  const owed = await readOwed(phone, who!, now);
  const [items, drafts] = [await listItems(phone, who!), await listDrafts(phone, who!)];
  return { name: people?.[who!]?.name ?? "", households, places, items, drafts, drives, silent, notes, owed, isFull };
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
