/** One visit in three screens: what for, how it ended, who and where. */

import { mustConfirmDay, readHead, save } from "../core";
import type { Json } from "../core";
import { type Typed } from "../drafts";
import { listVillages } from "../households";
import { findItem } from "../items";
import { bytesOf, PHOTO } from "../photos";
import { countKept, keepSplit, readOld } from "../visits_again";
import { ADD_VISIT, AT_HOME, type Codes, isoDay, missing, readCodes, readVisit, type Visit, writeBody } from "../visits";
import { settled, useDraft } from "./draft_of";
import { useKeeping } from "./keeping";
import { go, goInstead, type Model, type Steps, useLoaded } from "./model";
import { Button, Note, Screen } from "./shape";
import { WhatFor } from "./visit_services";
import { HowItEnded } from "./visit_outcomes";
import { WhoAndWhere } from "./visit_where";

/** What is the same from visit to visit, and nobody's secret. */
const REMEMBERED = ["village", "place", "typed_by"] as const;
const LAST = "tham";
const TITLES = ["Giúp việc gì?", "Kết quả thế nào?", "Giúp ai, ở đâu?"];

export function VisitSteps({ model, step, replaces }: Steps) {
  const place = replaces ? `gui/${replaces}/sua-tham` : "tham";
  const name = replaces ? `sua:${replaces}` : "tham";
  const found = useLoaded(model, () => readStart(model, replaces));
  const [draft, type] = useDraft(model, name, found?.begin ?? {}, Boolean(found));
  const [isBusy, fault, keep] = useKeeping(model);
  if (!found || !draft) return <Screen title="Lượt hỗ trợ" back="">{null}</Screen>;
  const visit = readVisit(draft);
  const { codes } = found;
  const lacks = missing(visit, codes);
  const at = step === 3 && (lacks === "outcome" || lacks === "reason") ? 2 : lacks === "service" ? 1 : step;
  const back = at > 1 ? `${place}/${at - 1}` : replaces ? `gui/${replaces}` : "";
  const isDayAsked = found.isClockBack && !visit.day;

  async function write(): Promise<void> {
    await settled();
    await saveVisit(model, visit, name, replaces);
    goInstead("gui");
  }

  const foot =
    at < 3 ? (
      <Button isMain isOff={lacks === "service" || (at === 2 && (lacks === "outcome" || lacks === "reason"))} onPress={() => go(`${place}/${at + 1}`)}>
        Tiếp
      </Button>
    ) : (
      <Button isMain icon="check" isOff={isBusy || lacks !== "" || isDayAsked} onPress={() => keep(write)}>
        Lưu
      </Button>
    );
  return (
    <Screen title={TITLES[at - 1]!} back={back} foot={foot} say={sayStep(at, codes)}>
      <p class="soft">
        {replaces ? "Sửa lượt hỗ trợ" : "Lượt hỗ trợ"}
        {visit.household && ` · hộ ${visit.household}`} · {at}/3
      </p>
      {fault}
      {found.reason && (
        <Note tone="red" icon="returned">
          {found.reason}
        </Note>
      )}
      {at === 1 && <WhatFor visit={visit} codes={codes} onType={type} />}
      {at === 2 && <HowItEnded visit={visit} codes={codes} onType={type} onDone={() => go(`${place}/3`)} />}
      {at === 3 && (
        <WhoAndWhere
          visit={visit}
          codes={codes}
          villages={found.villages}
          today={isoDay(model.phone.line.now())}
          isDayAsked={isDayAsked}
          kept={found.kept}
          onType={type}
        />
      )}
    </Screen>
  );
}

async function readStart({ phone, who }: Model, replaces: string | undefined) {
  const [now, head] = [phone.line.now(), await readHead(phone.store)];
  const codes = await readCodes(phone, who!, isoDay(now));
  const villages = await listVillages(phone, who!);
  const item = replaces ? await findItem(phone, who!, replaces) : null;
  const begin = item?.body ? await readOld(phone, item) : remember(villages.map(({ id }) => id));
  const reason = item?.entry.state === "tu_choi" ? item.entry.text : "";
  const isClockBack = mustConfirmDay(now, head.at);
  const kept = item ? await countKept(phone, item.entry) : 0;
  return { codes, villages, reason, isClockBack, kept, begin: begin as unknown as Typed };
}

function remember(villages: string[]): Partial<Visit> {
  const last = JSON.parse(localStorage.getItem(LAST) ?? "{}") as Partial<Visit>;
  const village = villages.find((id) => id === last.village) ?? villages[0] ?? "";
  return { place: AT_HOME, ...last, village };
}

async function saveVisit(model: Model, visit: Visit, draft: string, replaces?: string): Promise<void> {
  const { phone, who } = model;
  const body: { [key: string]: Json } = writeBody(visit, phone.line.now());
  const files = visit.photos.map((photo) => ({ bytes: bytesOf(photo), type: PHOTO }));
  const entry = await save(phone, {
    ...{ actor: who!, kind: ADD_VISIT, v: 1, scope: `thon:${visit.village}`, body, draft },
    ...(files.length && { files }),
    ...(replaces && { replaces }),
  });
  await keepSplit(phone, entry, visit.people).catch(() => undefined);
  const kept = Object.fromEntries(REMEMBERED.map((name) => [name, visit[name]]));
  localStorage.setItem(LAST, JSON.stringify(kept));
  model.sender?.wake();
}

function sayStep(at: number, codes: Codes): string {
  const list = at === 1 ? codes.noi_dung : at === 2 ? codes.ket_qua : codes.noi;
  return `${TITLES[at - 1]} ${list.map(({ label }) => label).join(", ")}.`;
}
