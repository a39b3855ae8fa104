/** At most two photos, small before they are kept. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Typed } from "../drafts";
import { show, shrink } from "../photos";
import { MOST_PHOTOS } from "../visits";
import { Icon } from "./icons";
import { Note } from "./shape";

const PREVIEW_SIDE = 160;

interface Asked {
  photos: string[];
  /** Those an earlier version has given; they stay, and count. */
  kept: number;
  onType: (more: Typed) => void;
}

export function Photos({ photos, kept, onType }: Asked) {
  const [trouble, setTrouble] = useState("");
  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    const photo = await shrink(file);
    setTrouble(photo ? "" : "Không đọc được ảnh này. Chụp lại.");
    if (photo) onType({ photos: [...photos, photo] });
  }
  return (
    <>
      <div class="photos">
        {photos.map((photo, at) => (
          <button
            key={photo.slice(-40)}
            class="photo"
            aria-label={`Bỏ ảnh ${at + 1}`}
            onClick={() => onType({ photos: photos.filter((each) => each !== photo) })}
          >
            <Preview photo={photo} />
            <Icon name="bin" />
          </button>
        ))}
      </div>
      {photos.length + kept < MOST_PHOTOS && (
        <label class="wide">
          <Icon name="photo" /> Chụp ảnh
          <input
            class="hidden"
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
      )}
      {kept > 0 && <p class="soft">{kept} ảnh đã ghi trước vẫn giữ.</p>}
      <p class="soft">Không chụp căn cước, không chụp màn hình có mã OTP.</p>
      {trouble && (
        <Note tone="red" icon="warn">
          {trouble}
        </Note>
      )}
    </>
  );
}

function Preview({ photo }: { photo: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => void show(photo, canvas.current!, PREVIEW_SIDE).catch(() => undefined), [photo]);
  return <canvas ref={canvas} />;
}
