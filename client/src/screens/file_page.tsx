/** The outbox by hand: a file for the day there is no line. */

import { useState } from "preact/hooks";
import { writeOutboxFile } from "../core";
import type { Model } from "./model";
import { Button, Note, Screen } from "./shape";

export function FilePage({ model }: { model: Model }) {
  const [said, setSaid] = useState("");

  async function carry(): Promise<void> {
    const { name, bytes, events } = await writeOutboxFile(model.phone);
    const file = new File([bytes], name, { type: "application/octet-stream" });
    if (await share(file)) return;
    download(file);
    setSaid(`Đã lưu ${events} mục vào tệp ${name}.`);
  }

  return (
    <Screen title="Gửi bằng tệp" back="gui" say="Lưu các mục ra tệp, rồi đưa tệp cho xã.">
      <ol class="steps">
        <li>Bấm “Lưu ra tệp”.</li>
        <li>Đưa tệp cho văn phòng xã, bằng Zalo hoặc thẻ nhớ.</li>
        <li>Giữ nguyên ứng dụng. Khi có sóng, máy hỏi lại xã.</li>
      </ol>
      <Note icon="key">Tệp đã khóa. Chỉ xã mở được.</Note>
      <Button isMain icon="file" onPress={() => void carry()}>
        Lưu ra tệp
      </Button>
      {said && (
        <Note tone="green" icon="check">
          {said}
        </Note>
      )}
    </Screen>
  );
}

/** Most phones offer their own way to pass a file on. */
async function share(file: File): Promise<boolean> {
  if (!navigator.canShare?.({ files: [file] })) return false;
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch {
    return false;
  }
}

function download(file: File): void {
  const [link, address] = [document.createElement("a"), URL.createObjectURL(file)];
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
