/** A photo small enough for a weak line; drawn anew, so that nothing of the camera's notes stays in it. */

import { type Bytes, fromBase64url, toBase64url } from "./bytes";

const LONG_SIDE = 1280;
const TARGET_BYTES = 100_000;
const MOST_BYTES = 150_000;
const QUALITIES = [0.75, 0.6, 0.45, 0.3];
export const PHOTO = "image/jpeg";

/** Null for what is no picture, or will not become small enough. */
export async function shrink(file: Blob): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file);
    for (const side of [LONG_SIDE, LONG_SIDE / 2]) {
      const canvas = draw(picture, document.createElement("canvas"), side);
      for (const quality of QUALITIES) {
        const made = await toJpeg(canvas, quality);
        const isLast = quality === QUALITIES[QUALITIES.length - 1];
        if (made.length <= (isLast ? MOST_BYTES : TARGET_BYTES)) return toBase64url(made);
      }
    }
  } catch {
    return null;
  }
  return null;
}

export function bytesOf(photo: string): ArrayBuffer {
  return fromBase64url(photo)!.buffer;
}

/** Into a canvas: the page may show no picture that is not the commune's. */
export async function show(photo: string, canvas: HTMLCanvasElement, side: number): Promise<void> {
  const picture = await createImageBitmap(new Blob([bytesOf(photo)], { type: PHOTO }));
  draw(picture, canvas, side);
}

function draw(picture: ImageBitmap, canvas: HTMLCanvasElement, longSide: number): HTMLCanvasElement {
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function toJpeg(canvas: HTMLCanvasElement, quality: number): Promise<Bytes> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, PHOTO, quality));
  return new Uint8Array(await blob!.arrayBuffer());
}
