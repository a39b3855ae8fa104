/** A phone joins by the link of the office, or by the code typed in. */

import { useEffect, useState } from "preact/hooks";
import { addPerson, askToStay, enrol, type Joined, nameTrouble, recall, setPin } from "../core";
import { beginSending, changed, comeIn, goInstead, type Model } from "./model";
import { PinPad } from "./pin_pad";
import { Button, Choices, Note, Screen } from "./shape";

const CODE = /^[2-9a-hjkmnp-z]{20}$/;
const NO_SIGNS = /[^0-9a-z]/g;

export function readCode(typed: string): string {
  return typed.toLowerCase().replace(NO_SIGNS, "");
}

interface Join {
  model: Model;
  /** Of the link; "" when it is to be typed. */
  given: string;
  /** The phone has joined already: what the code is for has to be said. */
  isJoined: boolean;
}

export function Joining({ model, given, isJoined }: Join) {
  const [typed, setTyped] = useState(given);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [purpose, setPurpose] = useState("");
  useEffect(() => setTyped(given), [given]);
  const code = readCode(typed);

  async function join(): Promise<void> {
    setBusy(true);
    setTrouble("");
    const joined = await (purpose === "add" ? addPerson : enrol)(model.phone, code);
    setBusy(false);
    if (joined.trouble) setTrouble(explain(joined));
    else await welcome(model, joined.who!, purpose === "add");
  }

  if (isJoined && !purpose) return <Purpose onChoose={setPurpose} />;
  return (
    <Screen
      title="Vào ứng dụng của xã"
      back={isJoined ? "" : undefined}
      say="Gõ mã xã đưa cho bạn, rồi bấm Vào."
      foot={
        <Button isMain icon="check" isOff={!CODE.test(code) || isBusy} onPress={() => void join()}>
          {isBusy ? "Đang hỏi xã…" : "Vào"}
        </Button>
      }
    >
      {given ? (
        <p class="lead">Đã có mã mời của xã. Bấm Vào.</p>
      ) : (
        <p class="lead">Dùng máy ảnh của điện thoại quét mã QR xã đưa. Hoặc gõ mã vào đây.</p>
      )}
      <label>
        Mã xã đưa
        <input
          class="code"
          value={typed}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <p class="soft">Mã có 20 chữ và số, dùng một lần, trong mười phút.</p>
      {trouble && (
        <Note tone="red" icon="warn">
          {trouble}
        </Note>
      )}
    </Screen>
  );
}

function Purpose({ onChoose }: { onChoose: (value: string) => void }) {
  return (
    <Screen title="Mã này để làm gì?" back="" say="Mã này để thêm người dùng, hay ghi danh lại máy?">
      <Choices
        look="one"
        chosen={[]}
        onChoose={onChoose}
        choices={[
          { value: "add", name: "Thêm người, hoặc đặt lại mã PIN", icon: "person" },
          { value: "anew", name: "Xã bảo ghi danh lại máy này", icon: "phone" },
        ]}
      />
      <p class="soft">Mục chưa gửi vẫn nằm trên máy, không mất.</p>
    </Screen>
  );
}

function explain({ trouble, text }: Joined): string {
  if (trouble === "mat_song") return "Chưa có sóng. Ra chỗ có sóng rồi bấm Vào lần nữa.";
  return text ?? nameTrouble(trouble!);
}

/** A code for somebody on this phone is also the way to a new PIN; a new enrolment leaves the PIN. */
async function welcome(model: Model, who: string, isAdded: boolean): Promise<void> {
  await askToStay(navigator.storage).catch(() => false);
  await beginSending(model);
  const hasPin = await recall(model.phone.store, `pin:${who}`);
  model.newcomer = isAdded || !hasPin ? who : null;
  goInstead("");
  changed(model);
}

interface Choosing {
  model: Model;
  who: string;
}

/** Twice the same; a person who has forgotten the old one sees nothing old afterwards. */
export function ChoosePin({ model, who }: Choosing) {
  const [first, setFirst] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");

  async function take(pin: string): Promise<void> {
    setTrouble(first ? "" : weakness(pin));
    if (!first) return setFirst(weakness(pin) ? "" : pin);
    setFirst("");
    if (pin !== first) return setTrouble("Hai lần không giống nhau. Chọn lại từ đầu.");
    setBusy(true);
    await setPin(model.phone, who, pin);
    model.newcomer = null;
    goInstead("");
    await comeIn(model, who);
    model.sender?.wake();
  }

  const title = first ? "Nhập lại mã PIN" : "Chọn mã PIN";
  return (
    <Screen title={title} say={`${title}. Sáu số, chỉ mình bạn biết.`}>
      <p class="lead">{first ? "Nhập lại sáu số vừa chọn." : "Sáu số, chỉ mình bạn biết."}</p>
      <PinPad label={title} isBusy={isBusy} onDone={(pin) => void take(pin)} />
      {trouble && (
        <Note tone="red" icon="warn">
          {trouble}
        </Note>
      )}
    </Screen>
  );
}

export function weakness(pin: string): string {
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  const isPlain = steps.size === 1 && [0, 1, -1].includes([...steps][0]!);
  return isPlain ? "Mã này dễ đoán. Chọn sáu số khác." : "";
}
