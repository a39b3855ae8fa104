/** One press, one save. What the phone has no room for is said, and stays on the screen. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { changed, type Model } from "./model";
import { Note } from "./shape";

/** Whether it is being saved, what to show above the button, and how to save. */
export function useKeeping(model: Model): [boolean, ComponentChildren, (work: () => Promise<void>) => void] {
  const [isBusy, setBusy] = useState(false);
  function keep(work: () => Promise<void>): void {
    setBusy(true);
    work().then(
      () => (model.isFull = false),
      () => {
        model.isFull = true;
        setBusy(false);
        changed(model);
      },
    );
  }
  return [isBusy, model.isFull && <Full />, keep];
}

function Full() {
  return (
    <Note tone="red" icon="warn">
      Máy hết chỗ, mục này chưa lưu được. Đừng tắt màn hình này. Xóa bớt ảnh, phim trong máy rồi bấm lưu lần nữa.
    </Note>
  );
}
