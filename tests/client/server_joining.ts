/** A phone joins, another person joins it, and a person enters. */

import { eightBytes, join, toBase64url, utf8, uuidBytes } from "../../client/src/bytes";
import { newId } from "../../client/src/ids";
import { isSigned } from "../../client/src/keys";
import { type Answered, type Asked, type DeviceHere, knownDevice, type Server } from "./server";
import { fromText } from "./server_batch";

export async function enrol(server: Server, asked: Asked): Promise<Answered> {
  const said = JSON.parse(new TextDecoder().decode(asked.body)) as { [key: string]: string };
  const person = server.codes.get(said.code!);
  if (!person) return { status: 403, json: { code: "ma_sai", text: "Mã đã dùng." } };
  const dev = said.dev ?? newId(server.now());
  const told = { hi: 0, un: 0, old: null, app: "" };
  const key = fromText(said.key);
  const known = server.db.devices.get(dev);
  const device = known ?? { key, people: new Map(), places: [], isFrozen: false, told };
  if (said.dev && !(await knownDevice(server, asked))) return { status: 403, json: {} };
  server.codes.delete(said.code!);
  device.people.set(person.id, fromText(said.person_key));
  server.db.devices.set(dev, device);
  const { server: server_key, seal } = server.publics;
  const keys = { server_key: toBase64url(server_key), seal_key: toBase64url(seal) };
  const commune = { code: "02923", name: "Xã Gia Phú" };
  const json = { dev, ep: server.db.epoch, ...keys, commune, person, now: server.now() };
  return { status: 200, json };
}

export async function enter(server: Server, device: DeviceHere, asked: Asked): Promise<Answered> {
  const { actor, now, sig } = JSON.parse(new TextDecoder().decode(asked.body));
  const signed = join(utf8("xaso-vao"), uuidBytes(asked.headers["Xaso-May"]!), eightBytes(now));
  const key = device.people.get(actor);
  const isNear = Math.abs(now - server.now()) < 86_400_000;
  if (!key || !isNear || !(await isSigned(key, signed, fromText(sig)))) {
    return { status: 401, json: { now: server.now() } };
  }
  const token = newId(server.now());
  server.pulls.tokens.set(token, actor);
  return { status: 200, json: { token, until: server.now() + 86_400_000 } };
}
