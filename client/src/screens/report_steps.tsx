/** One item of the report on each screen. What it was last month counts only when somebody says so. */

import { save } from "../core";
import { doubtsOf, numberOf, write } from "../report_doubts";
import { type Fields, type Item, readReport, type Report } from "../report_form";
import { clashes, settle, shownOf, typedInto, writeReport } from "../report_typing";
import { type About, nameMonth, placeOfReport, REPORT } from "../reports";
import { settled, useDraft } from "./draft_of";
import { Stepper } from "./drive_day";
import { useKeeping } from "./keeping";
import { go, goInstead, type Model, useLoaded } from "./model";
import { ReportEnd } from "./report_end";
import { Button, Choices, Note, Screen } from "./shape";

/** `step`: the number of an item, or "xem". */
export function ReportSteps({ model, about, step }: { model: Model; about: About; step: string }) {
  const { village, form, month } = about;
  const name = `bc:${village}:${form}:${month}`;
  const report = useLoaded(model, () => readReport(model.phone, model.who!, about));
  const [draft, type] = useDraft(model, name, report?.begin ?? {}, Boolean(report));
  const [isBusy, fault, keep] = useKeeping(model);
  if (!report || !draft) {
    return (
      <Screen title="Báo cáo tháng" back="bc">
        {report === null && "Máy chưa tải biểu báo cáo này. Cần có sóng một lần."}
      </Screen>
    );
  }
  const { items } = report;
  const at = step === "xem" || !report.mayWrite ? items.length + 1 : Math.min(Math.max(Number(step), 1), items.length);
  const item = items[at - 1];
  const typed = draft as Fields;

  async function send(): Promise<void> {
    await settled();
    await save(model.phone, {
      ...{ actor: model.who!, kind: REPORT, v: 1, scope: `thon:${village}`, draft: name },
      body: { ...about, ...writeReport(report!, typed), send: true },
      ...(report!.own && { replaces: report!.own.id }),
    });
    model.sender?.wake();
    goInstead("gui");
  }

  if (!item) {
    return <ReportEnd report={report} typed={typed} fault={fault} isBusy={isBusy} onSend={() => keep(send)} />;
  }
  // All of it was looked at before: back to the look over it.
  const isSeen = Boolean(typed.xem ?? report.own ?? report.told);
  const next = at === items.length || isSeen ? "xem" : at + 1;

  function answer(more: Fields): void {
    type({ ...typedInto(report!, typed, more), ...(next === "xem" && { xem: "1" }) });
  }
  function goOn(): void {
    if (next === "xem" && !isSeen) type({ xem: "1" });
    go(placeOfReport(about, next));
  }

  const number = numberOf(item, report.offers, shownOf(report, typed));
  return (
    <Screen
      title={item.name}
      back={at > 1 ? placeOfReport(about, at - 1) : "bc"}
      say={`${item.name}. Bao nhiêu ${item.unit}? ${report.offers[item.code]?.words ?? ""}`}
      foot={
        <Button isMain onPress={goOn}>
          {isSeen ? "Xong" : number ? "Tiếp" : "Chưa có số, tiếp"}
        </Button>
      }
    >
      <p class="soft">
        Báo cáo {nameMonth(month)} · {item.code} · {at}/{items.length}
      </p>
      {fault}
      <OneItem key={item.code} report={report} item={item} typed={typed} onType={answer} onTake={goOn} onSettle={type} />
    </Screen>
  );
}

interface One {
  report: Report;
  item: Item;
  typed: Fields;
  onType: (more: Fields) => void;
  /** The offer was taken: nothing more is asked here. */
  onTake: () => void;
  onSettle: (more: Fields) => void;
}

function OneItem({ report, item, typed, onType, onTake, onSettle }: One) {
  const { offers, base, comments } = report;
  const { code, key, unit } = item;
  const [fields, offer] = [shownOf(report, typed), offers[code]];
  const isTaken = Boolean(offer && fields[`nhu_${key}`] && !fields[`so_${key}`]);
  const doubts = doubtsOf(report, fields).filter((doubt) => doubt.item === code);
  const note = fields[`vi_${key}`]!;

  function take(): void {
    onType({ [`so_${key}`]: "", [`nhu_${key}`]: isTaken ? "" : "True" });
    if (!isTaken) onTake();
  }

  return (
    <>
      {comments[code] && (
        <Note tone="red" icon="talk">
          Xã góp ý: {comments[code]}
        </Note>
      )}
      {clashes(report, typed, item) && (
        <Note tone="maize" icon="warn">
          <p>Ở xã đã có số khác. Giữ bản nào?</p>
          <Button onPress={() => onSettle(settle(report, typed, item, true))}>Bản của tôi: {tell(item, numberOf(item, offers, fields))}</Button>
          <Button onPress={() => onSettle(settle(report, typed, item, false))}>Bản ở xã: {tell(item, numberOf(item, offers, base))}</Button>
        </Note>
      )}
      <div class="big">
        <Stepper
          label={`Bao nhiêu ${unit}?`}
          value={fields[`so_${key}`] || (isTaken ? offer!.number : "")}
          usual={offer?.number ?? ""}
          empty="chưa có"
          isDecimal={item.type === "decimal"}
          onType={(value) => onType({ [`so_${key}`]: value, [`nhu_${key}`]: "" })}
        />
      </div>
      {offer && <Choices look="one" chosen={isTaken ? ["nhu"] : []} onChoose={take} choices={[{ value: "nhu", name: `${offer.words} ${unit}` }]} />}
      {doubts.map(({ text }) => (
        <Note key={text} tone="maize" icon="warn">
          {text}
        </Note>
      ))}
      {item.guarded === "no" && (note || doubts.some(({ asksNote }) => asksNote)) && (
        <label>
          Vì sao thay đổi?
          <input value={note} maxLength={300} autocomplete="off" onInput={(event) => onType({ [`vi_${key}`]: event.currentTarget.value })} />
        </label>
      )}
      {item.guarded === "yes" && <p class="soft">Số này được giữ kín: không có trong bảng chung, không công khai.</p>}
      {item.source && (offer || !report.told) && <p class="soft">Xã đếm từ sổ khi nhận báo cáo.</p>}
    </>
  );
}

/** Empty is said, and is not 0. */
export function tell({ unit }: Item, number: string): string {
  return number ? `${write(number)} ${unit}` : "chưa có";
}
