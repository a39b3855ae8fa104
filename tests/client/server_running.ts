/** What becomes of a stored event. */

import type { Server } from "./server";

const GIVE_UP = "sync.give_up";

/** What their author gives up in the same breath is not run first. */
export function runAll(server: Server, ids: string[]): void {
  const isGiveUp = (id: string): boolean => server.db.items.get(id)!.event.kind === GIVE_UP;
  for (const id of [...ids.filter(isGiveUp), ...ids]) {
    if (server.db.items.get(id)!.code === "") run(server, id);
  }
}

export function run(server: Server, id: string): void {
  const item = server.db.items.get(id)!;
  const { event } = item;
  const isApplied = (needed: string): boolean => server.db.items.get(needed)?.state === "ap_dung";
  const set = (state: string, code: string): void => void Object.assign(item, { state, code });
  if (event.kind === GIVE_UP) {
    for (const given of event.body.ids as string[]) putAside(server, given, event.actor);
    return set("ap_dung", "ok");
  }
  if (!server.knownKinds.has(event.kind)) return set("cho", "chua_biet");
  if (!(event.needs ?? []).every(isApplied)) return set("cho", "cho_lenh_truoc");
  if (event.body.sai) return set("tu_choi", "sai_du_lieu");
  set("ap_dung", "ok");
  server.db.effects.push(id);
  for (const [other, { state, event: waiting }] of server.db.items) {
    if (state === "cho" && waiting.needs?.includes(id)) run(server, other);
  }
}

function putAside(server: Server, id: string, actor: string): void {
  const item = server.db.items.get(id);
  const isTheirs = item?.event.actor === actor && item.state !== "ap_dung";
  if (isTheirs) Object.assign(item, { state: "tu_choi", code: "da_bo" });
}
