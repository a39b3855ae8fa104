/** Another PIN: the one in use, the new one, and the new one again. */

import { useState } from "preact/hooks";
import { changePin } from "../core";
import { goInstead, type Model } from "./model";
import { PinPad } from "./pin_pad";
import { Note, Screen } from "./shape";

const PIN_WORDS: { [said: string]: string } = {
  wrong: "Mã PIN cũ chưa đúng. Làm lại từ đầu.",
  locked: "Sai quá mười lần, máy đã khóa. Xin xã mã mới.",
  other: "Hai lần không giống nhau. Làm lại từ đầu.",
};
const PIN_STEPS = ["Nhập mã PIN đang dùng", "Chọn mã PIN mới", "Nhập lại mã PIN mới"];

export function NewPin({ model }: { model: Model }) {
  const [typed, setTyped] = useState<string[]>([]);
  const [said, setSaid] = useState("");
  const title = PIN_STEPS[typed.length] ?? "";

  async function take(pin: string): Promise<void> {
    const [old, first] = typed;
    if (old === undefined || first === undefined) return setTyped([...typed, pin]);
    setTyped([]);
    if (first !== pin) return setSaid("other");
    const opened = await changePin(model.phone, model.who!, old, pin);
    if (opened === "open") goInstead("may");
    else setSaid(opened);
  }

  return (
    <Screen title={title} back="may">
      <PinPad label={title} onDone={(pin) => void take(pin)} />
      {said && (
        <Note tone="red" icon="warn">
          {PIN_WORDS[said] ?? ""}
        </Note>
      )}
    </Screen>
  );
}
