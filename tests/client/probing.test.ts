import assert from "node:assert/strict";
import { test } from "node:test";
import { probe, PROBE_KB, tellProbe } from "../../client/src/probing";
import { readSurvey, readSurveyBody, tellSurvey, writeSurvey } from "../../client/src/surveys";
import { cutAfter, cutBefore, enrolled, type Fate, openWorld, portal, type World } from "./world";

const CODES = ["viettel", "vinaphone"];
const MEASURED = { operator: "viettel", down_kbps: 900, up_kbps: 200, round_trip_ms: 80, lost_percent: 20 };

/** A line that takes its time: 100 ms there and back, and 50 kbit/s. */
function slow(world: World): Fate {
  return async (asked, go) => {
    const given = await go();
    world.clock.now += 100 + ((given.bytes?.length ?? 0) * 8) / 50;
    assert.ok(asked.body.length <= 30_000);
    return given;
  };
}

test("the width of the line is what it is, without the way there and back", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.fates.push(...Array<Fate>(7).fill(slow(world)));

  const found = await probe(phone);

  assert.deepEqual(found, { down_kbps: 50, up_kbps: 50, round_trip_ms: 100, lost_percent: 0 });
  const bytes = world.sent.reduce((sum, each) => sum + each.bytes, 0) + 60_000;
  assert.ok(bytes < PROBE_KB * 1000);
});

test("what was lost counts as lost, and what did not come through is left out", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  const fine = slow(world);
  world.fates.push(cutBefore, fine, fine, fine, fine, cutAfter, fine);

  assert.deepEqual(await probe(phone), { up_kbps: 50, round_trip_ms: 100, lost_percent: 20 });
});

test("a portal that answers for everybody is no line to the commune", async () => {
  const world = await openWorld();
  const phone = await enrolled(world);
  world.fates.push(...Array<Fate>(5).fill(portal));

  assert.equal(await probe(phone), null);
  assert.equal(world.sent.length, 5, "nothing large was asked for");
});

test("it goes with the level of its own operator, and comes back to be put right", () => {
  const survey = readSurvey({ place: "p", levels: { viettel: "3" }, probe: MEASURED });
  const body = writeSurvey(survey);

  assert.equal(body.probe_down_kbps, 900);
  assert.deepEqual(readSurveyBody(body, CODES).probe, MEASURED);
  assert.equal(tellSurvey(body, {})[0]![1], `Nhắn Zalo được · ${tellProbe(MEASURED)}`);
  const other = readSurvey({ place: "p", levels: { vinaphone: "3" }, probe: MEASURED });
  assert.deepEqual(Object.keys(writeSurvey(other)).filter((name) => name.startsWith("probe")), []);
  assert.equal(readSurveyBody(writeSurvey(other), CODES).probe, null);
});
