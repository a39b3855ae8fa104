/** One press, one save. What the phone has no room for is said, and stays on the screen. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Model, noteFailure } from "./model";
import { Note } from "./shape";

/** Whether it is being saved, what to show above the button, and how to save. */
export function useKeeping(model: Model): [boolean, ComponentChildren, (work: () => Promise<void>) => void] {
  const [isBusy, setBusy] = useState(false);
  const [isFailed, setFailed] = useState(false);
  function keep(work: () => Promise<void>): void {
    setBusy(true);
    work().then(
      () => (model.isFull = false),
      (error: unknown) => {
        noteFailure(model, error);
        setFailed(true);
        setBusy(false);
      },
    );
  }
  return [isBusy, (model.isFull || isFailed) && <Failed isFull={model.isFull} />, keep];
}

function Failed({ isFull }: { isFull: boolean }) {
  if (!isFull) {
    return (
      <Note tone="red" icon="warn">
        Mục này chưa lưu được. Bấm lưu lần nữa. Vẫn không được thì báo xã.
      </Note>
    );
  }
  return (
    <Note tone="red" icon="warn">
      Máy hết chỗ, mục này chưa lưu được. Đừng tắt màn hình này. Xóa bớt ảnh, phim trong máy rồi bấm lưu lần nữa.
    </Note>
  );
}
