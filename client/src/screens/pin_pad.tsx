/** Six digits with one thumb. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons";

const LENGTH = 6;
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

interface Pad {
  label: string;
  isBusy?: boolean;
  /** Called with six digits; the pad is empty again afterwards. */
  onDone: (pin: string) => void;
}

export function PinPad({ label, isBusy, onDone }: Pad) {
  const [typed, setTyped] = useState("");

  function press(digit: string): void {
    if (isBusy) return;
    const next = typed + digit;
    setTyped(next.length < LENGTH ? next : "");
    if (next.length === LENGTH) onDone(next);
  }

  function erase(): void {
    setTyped(typed.slice(0, -1));
  }

  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (/^\d$/.test(key)) press(key);
      if (key === "Backspace") erase();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  return (
    <div class="pin" role="group" aria-label={label}>
      <p class="dots" role="status" aria-label={`Đã nhập ${typed.length} trong ${LENGTH} số`}>
        {Array.from({ length: LENGTH }, (_, at) => (
          <i key={at} class={at < typed.length || isBusy ? "full" : ""} />
        ))}
      </p>
      <div class="pad">
        {DIGITS.map((digit) => (
          <button key={digit} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <span />
        <button onClick={() => press("0")}>0</button>
        <button aria-label="Xóa một số" onClick={erase}>
          <Icon name="erase" />
        </button>
      </div>
    </div>
  );
}
