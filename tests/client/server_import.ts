/** The outbox file as the office takes it in. */

import type { Bytes } from "../../client/src/bytes";
import type { Asked } from "./server";

const MAGIC = "XSOUT1\n";

export function readBatches(bytes: Bytes): Asked[] {
  if (new TextDecoder().decode(bytes.slice(0, MAGIC.length)) !== MAGIC) throw new Error("no outbox");
  const view = new DataView(bytes.buffer);
  let at = MAGIC.length;
  const part = (): Bytes => {
    const size = view.getUint32(at);
    at += 4 + size;
    return bytes.slice(at - size, at);
  };
  const found: Asked[] = [];
  while (at < bytes.length) {
    const head = JSON.parse(new TextDecoder().decode(part())) as { may: string; chu_ky: string };
    const headers = { "Xaso-May": head.may, "Xaso-Chu-Ky": head.chu_ky };
    found.push({ method: "POST", path: "/dong-bo/day", headers, body: part() });
  }
  return found;
}
