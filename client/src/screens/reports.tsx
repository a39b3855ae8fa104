/** The monthly report of a village: which month, then an item on each screen, then all of it once more. */

import { dueOf, FIRST_FORM, keyOf, listCounted, listStanding, monthAt, monthBefore, nameMonth, placeOfReport, standingOf } from "../reports";
import { listForms } from "../report_form";
import { listVillages } from "../households";
import { turnDay } from "../visits";
import { type Model, useLoaded } from "./model";
import { ReportSteps } from "./report_steps";
import { Note, Screen, Tile } from "./shape";

export function Reports({ model, place }: { model: Model; place: string }) {
  const [, village = "", form = "", month = "", step = ""] = place.split("/");
  if (!month) return <ReportList model={model} />;
  return <ReportSteps key={village + form + month} model={model} about={{ village, form, month }} step={step} />;
}

function ReportList({ model }: { model: Model }) {
  const found = useLoaded(model, () => readList(model));
  if (!found) return <Screen title="Báo cáo tháng" back="">{null}</Screen>;
  return (
    <Screen title="Báo cáo tháng" back="" say={`Chọn báo cáo để ghi. ${found.map(({ name, word }) => `${name}, ${word}`).join(". ")}.`}>
      <div class="tiles">
        {found.map(({ key, name, word, where, isReturned, to }) => (
          <Tile key={key} icon="book" tone={isReturned ? "red" : undefined} name={name} more={`${where}${word}`} to={to} />
        ))}
      </div>
      {!found.length && <Note icon="check">Thôn của bạn không có báo cáo nào phải ghi.</Note>}
    </Screen>
  );
}

/** This month and the one before. */
async function readList({ phone, who }: Model) {
  const [now, standing] = [phone.line.now(), await listStanding(phone, who!)];
  const counted = await listCounted(phone, who!);
  const names = new Map((await listVillages(phone, who!)).map(({ id, name }) => [id, name]));
  const month = monthAt(now);
  const found = [];
  for (const each of [month, monthBefore(month)]) {
    for (const { code, name } of await listForms(phone, who!, each)) {
      for (const [village, told] of counted) {
        const about = { village, form: code, month: each };
        const stands = standing.get(keyOf(about)) ?? standingOf("");
        const due = stands.isOpen && !stands.isReturned ? `, hạn ${turnDay(dueOf(told, each), "-", "/").slice(0, 5)}` : "";
        const where = counted.size > 1 ? `${names.get(village) ?? ""} · ` : "";
        found.push({
          ...{ key: keyOf(about), name: `${code === FIRST_FORM ? "Báo cáo" : name} ${nameMonth(each)}` },
          ...{ word: stands.word + due, where, isReturned: stands.isReturned, to: placeOfReport(about, due ? 1 : "xem") },
        });
      }
    }
  }
  return found;
}
