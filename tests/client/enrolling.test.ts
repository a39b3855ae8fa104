import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBatch } from "../../client/src/batch";
import { toBase64url } from "../../client/src/bytes";
import { addPerson, enrol } from "../../client/src/enrolling";
import { recall } from "../../client/src/kept";
import { startPace } from "../../client/src/pace";
import { issueAgain } from "../../client/src/reissuing";
import { save } from "../../client/src/saving";
import { listUnsent } from "../../client/src/unsent";
import { unpack } from "./server_batch";
import {
  cutBefore,
  enrolled,
  go,
  MAI,
  makePhoto,
  openPhone,
  openWorld,
  PAO,
  portal,
  saveVisits,
  visit,
} from "./world";

test("a code makes one device; used, wrong or without a line it makes none", async () => {
  const world = await openWorld();
  const phone = await openPhone(world);
  world.server.codes.set("mot-lan", PAO);
  for (const fate of [cutBefore, portal]) {
    world.fates.push(fate);
    assert.ok((await enrol(phone, "mot-lan")).trouble);
  }
  assert.deepEqual(await enrol(phone, "sai"), { trouble: "ma_sai", text: "Mã đã dùng." });
  await assert.rejects(save(phone, visit()), /not enrolled/);

  assert.deepEqual(await enrol(phone, "mot-lan"), { trouble: null, who: PAO.id });

  const device = (await recall(phone.store, "device"))!;
  assert.deepEqual(device.commune, { code: "02923", name: "Xã Gia Phú" });
  assert.equal(device.keys.privateKey.extractable, false);
  assert.equal((await save(phone, visit())).n, 1);
  assert.equal((await enrol(phone, "mot-lan")).trouble, "ma_sai");
  assert.equal((await recall(phone.store, "device"))!.dev, device.dev);
});

test("two members on one phone make one chain, each with a key of their own", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  assert.equal((await addPerson(phone, "sai")).trouble, "ma_sai");
  world.server.codes.set("cua-mai", MAI);
  assert.deepEqual(await addPerson(phone, "cua-mai"), { trouble: null, who: MAI.id });
  for (const actor of [PAO.id, MAI.id, PAO.id]) await save(phone, visit({ actor }));
  await go(phone);
  const states = [...world.server.db.items.values()].map(({ state, event }) => [event.actor, state]);
  assert.deepEqual(states, [PAO, MAI, PAO].map(({ id }) => [id, "ap_dung"]));
});

test("enrolled anew, a phone issues again what was not received and what was set aside, and nothing else", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.server.codes.set("cua-mai", MAI);
  await addPerson(phone, "cua-mai");
  const photo = { bytes: makePhoto(900), type: "image/jpeg" };
  await save(phone, visit({ files: [photo] }));
  await save(phone, visit({ body: { sai: true } }));
  await go(phone);
  const first = (await recall(phone.store, "device"))!.dev;
  world.server.db.devices.get(first)!.isFrozen = true;
  const aside = await save(phone, visit({ files: [photo] }));
  await go(phone);
  assert.equal((await phone.store.db.get("outbox", [first, 3]))!.state, "cach_ly");
  assert.equal((await phone.store.db.getAll("files"))[0]!.state, "received");
  const hers = await save(phone, visit({ actor: MAI.id }));
  const unsent = await save(phone, visit());
  assert.equal((await listUnsent(phone.store)).length, 2);

  world.server.codes.set("lai", PAO);
  assert.deepEqual(await enrol(phone, "lai"), { trouble: null, who: PAO.id });

  const second = (await recall(phone.store, "device"))!.dev;
  const again = await phone.store.db.getAll("outbox", IDBKeyRange.bound([second, 0], [second, 99]));
  assert.notEqual(second, first);
  assert.deepEqual(again.map(({ id }) => id), [aside.id, unsent.id]);
  assert.deepEqual(again.map(({ c }) => c), [aside.c, unsent.c]);
  const prev = (await phone.store.db.get("outbox", [first, 2]))!.h;
  assert.deepEqual(again[0]!.o, [first, 3, prev, aside.s]);
  const { bytes } = await makeBatch(phone, startPace());
  const { ev } = JSON.parse(new TextDecoder().decode(await unpack(bytes, "gzip")));
  assert.deepEqual(ev[0].o, [first, 3, toBase64url(prev), toBase64url(aside.s)]);
  assert.equal((await phone.store.db.getAll("files"))[0]!.state, "waiting");
  assert.deepEqual((await listUnsent(phone.store)).map(({ id }) => id), [hers.id, aside.id, unsent.id]);

  assert.deepEqual(await go(phone), { trouble: null });
  world.server.codes.set("mai-lai", MAI);
  await addPerson(phone, "mai-lai");
  await issueAgain(phone);
  assert.deepEqual(await go(phone), { trouble: null });

  assert.equal(new Set(world.server.db.effects).size, 4);
  assert.equal(world.server.db.effects.length, 4);
  assert.deepEqual(await listUnsent(phone.store), []);
  assert.equal((await phone.store.db.getAll("files"))[0]!.state, "received");
  const old = await phone.store.db.getAll("outbox", IDBKeyRange.bound([first, 0], [first, 99]));
  assert.equal(old.length, 5, "id, c, n and h of the first device stay for ever");
});

test("killed in the middle of issuing again it goes on from there, nothing twice", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const ids = await saveVisits(phone, 5);
  world.server.codes.set("lai", PAO);
  const { locks } = phone;
  let left = 3;
  phone.locks = {
    request: (name, run) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error("power cut")) : locks.request(name, run);
    },
  };
  await assert.rejects(enrol(phone, "lai"), /power cut/);
  phone.locks = locks;
  await issueAgain(phone);
  await issueAgain(phone);
  await go(phone);
  assert.deepEqual(world.server.db.effects, ids);
});

test("an answer that comes while the phone is enrolled anew says nothing about the new device", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const ids = await saveVisits(phone, 2);
  world.server.codes.set("lai", PAO);
  world.fates.push(async (_asked, proceed) => {
    const found = await proceed();
    const { verify } = crypto.subtle;
    crypto.subtle.verify = async (...given: Parameters<typeof verify>) => {
      crypto.subtle.verify = verify;
      const isRight = await verify.apply(crypto.subtle, given);
      await enrol(phone, "lai");
      return isRight;
    };
    return found;
  });
  assert.ok((await go(phone)).trouble);
  assert.equal(await recall(phone.store, "receipt"), undefined);
  assert.equal((await go(phone)).trouble, null);
  assert.deepEqual(world.server.db.effects, ids);
  const receipt = (await recall(phone.store, "receipt"))!;
  const head = (await phone.store.db.get("head", "head"))!;
  assert.deepEqual(receipt.h, head.h);
  assert.deepEqual(await listUnsent(phone.store), []);
});
