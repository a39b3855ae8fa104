/** What becomes of a stored event. */

import type { Server } from "./server";

export function run(server: Server, id: string): void {
  const item = server.db.items.get(id)!;
  const { event } = item;
  const isApplied = (needed: string): boolean => server.db.items.get(needed)?.state === "ap_dung";
  const set = (state: string, code: string): void => void Object.assign(item, { state, code });
  if (!server.knownKinds.has(event.kind)) return set("cho", "chua_biet");
  if (!(event.needs ?? []).every(isApplied)) return set("cho", "cho_lenh_truoc");
  if (event.body.sai) return set("tu_choi", "sai_du_lieu");
  set("ap_dung", "ok");
  server.db.effects.push(id);
  for (const [other, { state, event: waiting }] of server.db.items) {
    if (state === "cho" && waiting.needs?.includes(id)) run(server, other);
  }
}
