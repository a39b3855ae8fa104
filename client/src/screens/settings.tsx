/** "Máy này": who is on it, what it holds, how large its letters are, and how to hand it in. */

import { useState } from "preact/hooks";
import { askToStay, isNearlyFull, keep, listUnsent, mustWarn, nameOthers, readHead, readRoom, readUsed, recall, recallDevice } from "../core";
import { Icon } from "./icons";
import { changed, leave, type Model, useLoaded } from "./model";
import { Button, Choices, Fact, Note, Screen } from "./shape";
import { readSize, SIZES, takeSize } from "./text_size";

/** Only some browsers say it. */
interface Battery {
  level: number;
  charging: boolean;
}

export function Settings({ model }: { model: Model }) {
  const found = useLoaded(model, () => readPhone(model));
  if (!found) return <Screen title="Máy này">{null}</Screen>;
  const { commune, name, people, room, unsent, used, battery } = found;
  return (
    <Screen title="Máy này" say="Người dùng, cỡ chữ, chỗ chứa của máy.">
      {mustWarn(room, unsent) && <RoomWarning model={model} isFull={isNearlyFull(room)} />}
      <div class="facts">
        <Fact name="Đang dùng" value={name} />
        <Fact name="Xã" value={commune} />
        {people > 1 && <Fact name="Trên máy này có" value={`${people} người`} />}
        <Fact name="Đã dùng mạng từ đầu tháng" value={writeSize(used)} />
        {battery && <Fact name="Pin" value={writeBattery(battery)} />}
        <Fact name="Chỗ chứa đã dùng" value={`${Math.round(room.used * 100)} %`} />
      </div>
      <Button icon="person" onPress={() => leave(model)}>
        Khóa lại, hoặc đổi người
      </Button>
      <Way icon="text" to="may/chu" name="Cỡ chữ" />
      <Way icon="photo" to="may/anh" name="Gửi ảnh khi nào" />
      <Way icon="key" to="may/pin" name="Đổi mã PIN" />
      <Way icon="plus" to="ma" name="Thêm người dùng máy này" />
      <Way icon="give" to="may/nop" name="Nộp lại máy cho xã" />
      <p class="soft center">
        {model.hasUpdate ? "Có bản mới. Đóng hẳn ứng dụng rồi mở lại." : `Bản ${model.phone.app}`}
      </p>
    </Screen>
  );
}

function Way({ icon, to, name }: { icon: string; to: string; name: string }) {
  return (
    <a class="wide" href={`#/${to}`}>
      <Icon name={icon} /> {name}
    </a>
  );
}

function RoomWarning({ model, isFull }: { model: Model; isFull: boolean }) {
  const [isRefused, setRefused] = useState(false);
  async function ask(): Promise<void> {
    setRefused(!(await askToStay(navigator.storage)));
    changed(model);
  }
  if (isFull) {
    return (
      <Note tone="red" icon="warn">
        Máy sắp hết chỗ chứa. Xóa bớt ảnh, phim trong máy. Đừng xóa ứng dụng này.
      </Note>
    );
  }
  return (
    <Note tone="maize" icon="warn">
      <p>Máy chưa hứa giữ các mục chưa gửi khi hết chỗ.</p>
      {isRefused ? (
        <p>Máy chưa chịu. Đặt ứng dụng lên màn hình chính, hoặc lưu mục chưa gửi ra tệp.</p>
      ) : (
        <Button onPress={() => void ask()}>Xin máy giữ</Button>
      )}
    </Note>
  );
}

export function TextSize() {
  const [size, setSize] = useState(readSize());
  function choose(said: string): void {
    takeSize(said);
    setSize(said);
  }
  return (
    <Screen title="Cỡ chữ" back="may">
      <Choices look="one" chosen={[size]} onChoose={choose} choices={SIZES} />
      <p class="lead">Chữ sẽ to như thế này.</p>
    </Screen>
  );
}

export function WhenPhotosGo({ model }: { model: Model }) {
  function choose(said: string): void {
    model.photosWait = said === "wifi";
    void keep(model.phone.store, "photos_wait", model.photosWait);
    changed(model);
  }
  return (
    <Screen title="Gửi ảnh khi nào" back="may">
      <Choices
        look="one"
        chosen={[model.photosWait ? "wifi" : "always"]}
        onChoose={choose}
        choices={[
          { value: "always", name: "Có sóng là gửi" },
          { value: "wifi", name: "Giữ ảnh lại, chưa gửi" },
        ]}
      />
      <p class="soft">Ảnh tốn nhiều mạng. Chữ thì luôn gửi ngay. Về chỗ có Wi-Fi, chọn “Có sóng là gửi”.</p>
    </Screen>
  );
}

export function HandIn({ model }: { model: Model }) {
  const found = useLoaded(model, () => readHandIn(model));
  if (!found) return <Screen title="Nộp lại máy" back="may">{null}</Screen>;
  return (
    <Screen title="Nộp lại máy" back="may" say={`Số cuối của máy: ${found.n}.`}>
      {found.unsent > 0 ? (
        <Note tone="maize" icon="warn">
          Còn {found.unsent} mục chưa gửi{found.others > 0 && ` (${nameOthers(found.others)})`}. Gửi hết, hoặc
          lưu ra tệp, rồi hãy nộp máy.
        </Note>
      ) : (
        <Note tone="green" icon="check">
          Đã gửi hết. Máy nộp được rồi.
        </Note>
      )}
      <p>Đọc số này cho cán bộ xã:</p>
      <p class="large">{found.n}</p>
      <a class="wide main" href="#/gui">
        Mở “Chưa gửi”
      </a>
    </Screen>
  );
}

async function readPhone({ phone, who }: Model) {
  const people = (await recall(phone.store, "people")) ?? {};
  const { commune } = await recallDevice(phone.store);
  return {
    commune: commune.name,
    name: people[who!]?.name ?? "",
    people: Object.keys(people).length,
    room: await readRoom(navigator.storage),
    unsent: (await listUnsent(phone.store)).length,
    used: (await readUsed(phone.store, phone.line.now())).bytes,
    battery: await (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.().catch(() => undefined),
  };
}

function writeBattery({ level, charging }: Battery): string {
  return `${Math.round(level * 100)} %${charging ? ", đang sạc" : ""}`;
}

async function readHandIn({ phone, who }: Model) {
  const unsent = await listUnsent(phone.store);
  const others = unsent.filter(({ actor }) => actor !== who).length;
  return { n: (await readHead(phone.store)).n, unsent: unsent.length, others };
}

export function writeSize(bytes: number): string {
  if (bytes < 100_000) return `${Math.ceil(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
}
