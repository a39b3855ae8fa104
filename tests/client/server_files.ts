/** Attachments at the commune: what arrived of a cut chunk stays. */

import { type Bytes, join, sha256, toHex } from "../../client/src/bytes";
import type { Answered, Asked, Server } from "./server";

export interface StoredFile {
  bytes: Bytes;
  isWhole: boolean;
  isSafe: boolean;
}

export async function answerFiles(server: Server, asked: Asked): Promise<Answered> {
  const hash = asked.path.split("/").pop()!;
  const size = sizeOf(server, hash);
  if (size === null) return { status: 404 };
  const file = server.db.files.get(hash) ?? { bytes: new Uint8Array(0), isWhole: false, isSafe: false };
  if (asked.method === "HEAD") return tell(200, file, size);
  if (Number(asked.headers["Upload-Offset"]) !== file.bytes.length) return tell(409, file, size);
  file.bytes = join(file.bytes, asked.body);
  if (file.bytes.length >= size) {
    file.isWhole = toHex(await sha256(file.bytes)) === hash;
    if (!file.isWhole) file.bytes = new Uint8Array(0);
  }
  server.db.files.set(hash, file);
  return tell(file.isWhole || file.bytes.length ? 204 : 409, file, size);
}

/** Named by an event that is stored and trusted; else nobody wants it. */
function sizeOf(server: Server, hash: string): number | null {
  for (const { event } of server.db.items.values()) {
    for (const each of (event.body.anh ?? []) as { sha256: string; size: number }[]) {
      if (each.sha256 === hash) return each.size;
    }
  }
  return null;
}

function tell(status: number, file: StoredFile, size: number): Answered {
  const headers: { [name: string]: string } = {
    "Upload-Offset": String(file.bytes.length),
    "Upload-Length": String(size),
  };
  if (file.isSafe) headers["X-Safe"] = "1";
  return { status, headers };
}
