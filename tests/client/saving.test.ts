import assert from "node:assert/strict";
import { test } from "node:test";
import { toHex } from "../../client/src/bytes";
import { BEFORE_THE_FIRST, chainHash, contentHash, NotCanonical } from "../../client/src/envelope";
import { recallDevice } from "../../client/src/kept";
import { exportPublic, isSigned } from "../../client/src/keys";
import type { Phone } from "../../client/src/phone";
import { mustConfirmDay, save } from "../../client/src/saving";
import { openStore } from "../../client/src/store";
import { enrolled, makePhoto, MORNING, openWorld, PAO, saveVisits, visit } from "./world";

async function checkChain(phone: Phone): Promise<number> {
  const { dev } = await recallDevice(phone.store);
  const people = (await phone.store.db.get("kv", "people")) as { [id: string]: { keys: CryptoKeyPair } };
  let h = BEFORE_THE_FIRST;
  const entries = await phone.store.db.getAll("outbox");
  for (const [at, entry] of entries.entries()) {
    assert.equal(entry.n, at + 1);
    assert.equal(toHex(await contentHash(entry)), toHex(entry.c));
    h = await chainHash(h, dev, entry.n, entry.c);
    assert.equal(toHex(entry.h), toHex(h));
    assert.ok(await isSigned(await exportPublic(people[entry.actor]!.keys), h, entry.s));
  }
  assert.equal((await phone.store.db.get("head", "head"))!.n, entries.length);
  return entries.length;
}

async function secondTab(phone: Phone): Promise<Phone> {
  return { ...phone, store: await openStore(phone.store.db.name) };
}

/** As a browser does when the quota is reached: the writes are taken, then the whole is taken back. */
function failAtCommit(change: ReturnType<Phone["store"]["db"]["transaction"]>): unknown {
  const objectStore = (name: "head" | "outbox"): unknown => {
    const table = change.objectStore(name);
    if (name !== "head") return table;
    const put = (...given: Parameters<NonNullable<typeof table.put>>): Promise<unknown> => {
      const written = (table.put as NonNullable<typeof table.put>)(...given);
      change.abort();
      return written;
    };
    return { get: table.get.bind(table), put };
  };
  return { objectStore, done: change.done };
}

test("two tabs that save at once make one chain", async () => {
  const phone = await enrolled(await openWorld());
  const other = await secondTab(phone);
  await Promise.all([saveVisits(phone, 8), saveVisits(other, 8), saveVisits(phone, 4)]);
  assert.equal(await checkChain(phone), 20);
});

test("without any lock the transaction alone keeps the chain whole", async () => {
  const phone = await enrolled(await openWorld());
  phone.locks = { request: (_name, run) => run() };
  const other = await secondTab(phone);
  await Promise.all([saveVisits(phone, 8), saveVisits(other, 8), saveVisits(phone, 4)]);
  assert.equal(await checkChain(phone), 20);
});

test("a phone that dies between signing and writing has saved nothing, and the next save takes its place", async () => {
  const phone = await enrolled(await openWorld());
  await saveVisits(phone, 2);
  const { db } = phone.store;
  const dying = { ...db, get: db.get.bind(db), transaction: () => { throw new Error("power cut"); } };
  const broken: Phone = { ...phone, store: { db: dying as unknown as typeof db, readOnly: false } };
  await assert.rejects(save(broken, visit({ files: [{ bytes: makePhoto(99), type: "image/jpeg" }] })));
  assert.equal(await db.count("outbox"), 2);
  assert.equal(await db.count("files"), 0);

  assert.equal((await save(phone, visit())).n, 3);
  assert.equal(await checkChain(phone), 3);
});

test("an event, its place and its photos are written in one durable step, and said to be there after it", async () => {
  const phone = await enrolled(await openWorld());
  const { db } = phone.store;
  const asked: [string[], string, string | undefined][] = [];
  let isDone = false;
  const watched = new Proxy(db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name).bind(target);
      return (names: ["outbox"], mode: "readwrite", options?: IDBTransactionOptions) => {
        asked.push([names, mode, options?.durability]);
        const change = target.transaction(names, mode, options);
        void change.done.then(() => (isDone = true));
        return change;
      };
    },
  });
  const photo = { bytes: makePhoto(300), type: "image/jpeg" };
  const entry = await save({ ...phone, store: { db: watched, readOnly: false } }, visit({ files: [photo] }));

  assert.equal(isDone, true);
  assert.deepEqual(asked, [[["outbox", "head", "files", "file_bytes", "kv"], "readwrite", "strict"]]);
  const note = await db.get("files", entry.files[0]!);
  assert.equal(note!.state, "waiting");
  assert.deepEqual(entry.body!.anh, [{ sha256: note!.sha256, size: 300, type: "image/jpeg" }]);
  assert.equal((await db.get("file_bytes", note!.sha256))!.byteLength, 300);
});

test("a store that is full keeps what it has and says so", async () => {
  const phone = await enrolled(await openWorld());
  await saveVisits(phone, 1);
  const { db } = phone.store;
  const full = new Proxy(db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name).bind(target);
      return (...given: Parameters<typeof db.transaction>) => failAtCommit(target.transaction(...given));
    },
  });
  await assert.rejects(save({ ...phone, store: { db: full, readOnly: false } }, visit()));
  assert.equal(await checkChain(phone), 1);
});

test("an event carries the moment of the device and how far it was off", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  await phone.store.db.put("kv", -86_400_000, "offset_ms");
  const now = phone.line.now();
  const entry = await save(phone, visit());
  assert.deepEqual(entry.at, [now, -86_400_000]);
  assert.equal(entry.id.slice(0, 8), Math.floor(now / 2 ** 16).toString(16).padStart(8, "0"));
});

test("when the clock has gone back the person is asked for the day", () => {
  assert.equal(mustConfirmDay(MORNING, null), false);
  assert.equal(mustConfirmDay(MORNING, MORNING), false);
  assert.equal(mustConfirmDay(MORNING + 1, MORNING), false);
  assert.equal(mustConfirmDay(MORNING - 90_000_000, MORNING), true);
});

test("what the commune could never read is not saved", async () => {
  const phone = await enrolled(await openWorld());
  const nest = (depth: number): {} => (depth ? { a: nest(depth - 1) } : {});
  const wrong = [
    visit({ body: { Ten: "x" } }),
    visit({ body: { so: 1.5 } }),
    visit({ body: { ten: "\ud800" } }),
    visit({ body: nest(10) }),
    visit({ body: { ghi_chu: "x".repeat(200_001) } }),
    visit({ kind: "" }),
    visit({ kind: "x".repeat(61) }),
    visit({ v: 0 }),
    visit({ needs: ["h9"] }),
    visit({ replaces: "h9" }),
    visit({ files: Array(11).fill({ bytes: makePhoto(9), type: "image/jpeg" }) }),
    visit({ files: [{ bytes: new ArrayBuffer(2 ** 21 + 1), type: "image/jpeg" }] }),
    visit({ files: [{ bytes: new ArrayBuffer(0), type: "image/jpeg" }] }),
  ];
  for (const wish of wrong) await assert.rejects(save(phone, wish), NotCanonical);
  await assert.rejects(save(phone, visit({ actor: "u17" })), NotCanonical);
  await assert.rejects(save(phone, visit({ actor: visit().body.ho as string })), /no key on this phone/);
  assert.equal(await phone.store.db.count("outbox"), 0);
  assert.ok((await save(phone, visit({ body: nest(9) }))).n);
});

test("names are kept as the commune will read them", async () => {
  const phone = await enrolled(await openWorld());
  const typed = "Bà Sủ".normalize("NFD");
  const entry = await save(phone, visit({ actor: PAO.id, body: { ten_goi: typed } }));
  assert.equal(entry.body!.ten_goi, "Bà Sủ");
});
