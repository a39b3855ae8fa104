/** Who is at the phone, and the six digits of that person. */

import { useState } from "preact/hooks";
import { openWithPin } from "../core";
import { comeIn, type Model } from "./model";
import { PinPad } from "./pin_pad";
import { Choices, Note, Screen, Waiting } from "./shape";

const WORDS: { [opened: string]: string } = {
  wrong: "Mã PIN chưa đúng. Nhập lại.",
  locked: "Sai quá mười lần, máy đã khóa. Xin xã mã mới để đặt lại mã PIN. Mục chưa gửi không mất.",
};

interface Unlock {
  model: Model;
  people: [string, string][];
  unsent: number;
}

export function Unlocking({ model, people, unsent }: Unlock) {
  const [chosen, setChosen] = useState(people.length === 1 ? people[0]![0] : "");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [, name] = people.find(([who]) => who === chosen) ?? ["", ""];

  async function open(pin: string): Promise<void> {
    setBusy(true);
    const opened = await openWithPin(model.phone, chosen, pin);
    if (opened === "none") model.newcomer = chosen;
    if (opened === "open") return comeIn(model, chosen);
    setBusy(false);
    setTrouble(WORDS[opened] ?? "");
  }

  const isShut = trouble === WORDS.locked;
  if (!name) return <WhoIsIt people={people} unsent={unsent} onChoose={setChosen} />;
  return (
    <Screen title={name} say="Nhập mã PIN sáu số của bạn.">
      {!isShut && <p class="lead">{isBusy ? "Đang mở…" : "Nhập mã PIN của bạn."}</p>}
      {isBusy && <Waiting />}
      {!isShut && !isBusy && <PinPad label="Mã PIN" onDone={(pin) => void open(pin)} />}
      {trouble && (
        <Note tone="red" icon="warn">
          {trouble}
        </Note>
      )}
      <div class="links">
        {people.length > 1 && <button onClick={() => (setChosen(""), setTrouble(""))}>Người khác</button>}
        <a href="#/quen">Quên mã PIN</a>
      </div>
      {unsent > 0 && <p class="soft center">Trên máy còn {unsent} mục chưa gửi. Máy vẫn tự gửi.</p>}
    </Screen>
  );
}

function WhoIsIt({ people, unsent, onChoose }: Omit<Unlock, "model"> & { onChoose: (who: string) => void }) {
  return (
    <Screen title="Bạn là ai?" say="Bấm vào tên của bạn.">
      <Choices
        look="one"
        chosen={[]}
        onChoose={onChoose}
        choices={people.map(([value, name]) => ({ value, name, icon: "person" }))}
      />
      {unsent > 0 && <p class="soft">Trên máy còn {unsent} mục chưa gửi.</p>}
    </Screen>
  );
}

export function Forgotten() {
  return (
    <Screen title="Quên mã PIN" back="" say="Xin xã một mã mới, rồi bấm Tôi có mã mới.">
      <ol class="steps">
        <li>Xin văn phòng xã một mã mới.</li>
        <li>Bấm “Tôi có mã mới” và gõ mã vào.</li>
        <li>Chọn mã PIN mới.</li>
      </ol>
      <Note icon="out">
        Mục chưa gửi vẫn được gửi. Những gì đã xem bằng mã PIN cũ sẽ tải lại từ xã.
      </Note>
      <a class="wide main" href="#/ma">
        Tôi có mã mới
      </a>
    </Screen>
  );
}

