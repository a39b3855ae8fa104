/** All of a month at once, before it is sent and after: each number leads to its own screen. */

import type { ComponentChildren } from "preact";
import { doubtsOf, numberOf } from "../report_doubts";
import type { Fields, Report } from "../report_form";
import { clashes, shownOf, writeReport } from "../report_typing";
import { nameMonth, placeOfReport, SENT, standingOf } from "../reports";
import { tell } from "./report_steps";
import { Button, Fact, Note, Screen } from "./shape";

interface End {
  report: Report;
  typed: Fields;
  fault: ComponentChildren;
  isBusy: boolean;
  onSend: () => void;
}

export function ReportEnd({ report, typed, fault, isBusy, onSend }: End) {
  const { items, offers, about, told, reason, comments, mayWrite } = report;
  const fields = shownOf(report, typed);
  const doubts = doubtsOf(report, fields);
  const missing = items.filter((item) => !numberOf(item, offers, fields)).length;
  const crossed = items.filter((item) => clashes(report, typed, item)).map(({ code }) => code);
  const isNew = Object.keys(writeReport(report, typed)).length > 0 || told?.state !== SENT;
  const isReady = missing < items.length && !crossed.length && isNew && !isBusy;
  return (
    <Screen
      title="Xem lại báo cáo"
      back="bc"
      say={`Báo cáo ${nameMonth(about.month)}. ${missing ? `${missing} mục chưa có số.` : "Đã đủ số."} Xem lại rồi bấm gửi.`}
      foot={
        mayWrite && (
          <Button isMain icon="out" isOff={!isReady} onPress={onSend}>
            {told?.state === SENT ? "Gửi bản sửa" : "Gửi lên xã"}
          </Button>
        )
      }
    >
      <p class="soft">
        {report.name}, {nameMonth(about.month)}
      </p>
      {fault}
      {reason && (
        <Note tone="red" icon="returned">
          {reason}
        </Note>
      )}
      {told && (
        <Note icon={mayWrite ? "pencil" : "check"}>
          Báo cáo: {standingOf(told.state).word}. {!mayWrite && "Muốn sửa thì báo xã."}
        </Note>
      )}
      {crossed.length > 0 && (
        <Note tone="maize" icon="warn">
          Ở xã đã có số khác: {crossed.join(", ")}. Bấm vào từng mục để chọn bản giữ.
        </Note>
      )}
      {items.map(
        ({ code, name }) =>
          comments[code] && (
            <Note key={code} tone="red" icon="talk">
              <b>{name}.</b> {comments[code]}
            </Note>
          ),
      )}
      {mayWrite && missing > 0 && <Note icon="minus">{missing} mục chưa có số. Chưa có không phải là 0.</Note>}
      {mayWrite &&
        doubts.map(({ text }) => (
          <Note key={text} tone="maize" icon="warn">
            {text}
          </Note>
        ))}
      {mayWrite && doubts.length > 0 && <p class="soft">Số đúng là vậy thì cứ gửi.</p>}
      <div class="facts">
        {items.map((item, at) => (
          <Fact
            key={item.code}
            name={item.name}
            value={tell(item, numberOf(item, offers, fields))}
            to={mayWrite ? placeOfReport(about, at + 1) : undefined}
          />
        ))}
      </div>
    </Screen>
  );
}
