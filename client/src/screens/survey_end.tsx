/** What is the same for all operators at the place, and what few people know: technology and dBm. */

import { useState } from "preact/hooks";
import type { Typed } from "../drafts";
import { type Operator, partAt, partsOf, type Place, readDbm, type Survey } from "../surveys";
import { isoDay } from "../visits";
import { Button, Choices, Note } from "./shape";

const WHERE = [
  { value: "no", name: "Ngoài trời", icon: "sun" },
  { value: "yes", name: "Trong nhà", icon: "home" },
];
const WAYS = [
  { value: "do_tai_cho", name: "Tôi đo tại chỗ" },
  { value: "nguoi_dan_bao", name: "Người dân báo" },
];
const TECHNOLOGIES = ["2g", "3g", "4g", "5g"].map((value) => ({ value, name: value.toUpperCase() }));

interface Asked {
  survey: Survey;
  place: Place;
  operators: Operator[];
  now: number;
  /** The clock of the phone has gone back: nobody but the person knows the day. */
  isDayAsked: boolean;
  onType: (more: Typed) => void;
}

export function SurveyEnd(asked: Asked) {
  const { survey, place, now, onType } = asked;
  const hasMore = Boolean(survey.note) || Object.values({ ...survey.technologies, ...survey.dbm }).some(Boolean);
  const [isMore, setMore] = useState(hasMore);
  const part = survey.part || (survey.day ? "" : partAt(now));
  return (
    <>
      {asked.isDayAsked && (
        <Note tone="maize" icon="clock">
          Đồng hồ của máy đã lùi lại. Chọn đúng ngày giúp.
        </Note>
      )}
      {asked.isDayAsked && <DayInput {...asked} />}
      <Choices
        look="two"
        chosen={[survey.indoors || (place.isIndoors ? "yes" : "no")]}
        onChoose={(indoors) => onType({ indoors })}
        choices={WHERE}
      />
      <Choices
        chosen={[part]}
        onChoose={(said) => onType({ part: !survey.day && said === partAt(now) ? "" : said })}
        choices={partsOf(survey.day, now).map(([value, name]) => ({ value, name }))}
      />
      {isMore ? <More {...asked} /> : <Button onPress={() => setMore(true)}>Thêm số dBm, ngày, ghi chú…</Button>}
    </>
  );
}

function DayInput({ survey, now, isDayAsked, onType }: Asked) {
  const today = isoDay(now);
  const take = (day: string): void => onType(day === today && !isDayAsked ? { day: "", part: "" } : { day, part: survey.part || "sang" });
  return (
    <label>
      Ngày đo
      <input
        type="date"
        max={today}
        value={survey.day || (isDayAsked ? "" : today)}
        onInput={(event) => take(event.currentTarget.value)}
      />
    </label>
  );
}

function More(asked: Asked) {
  const { survey, operators, onType } = asked;
  return (
    <>
      {operators
        .filter(({ code }) => survey.levels[code])
        .map((operator) => (
          <Reading key={operator.code} {...asked} operator={operator} />
        ))}
      <h2>Biết bằng cách nào?</h2>
      <Choices look="one" chosen={[survey.way]} onChoose={(way) => onType({ way })} choices={WAYS} />
      {!asked.isDayAsked && <DayInput {...asked} />}
      <label>
        Ghi chú
        <input
          value={survey.note}
          maxLength={300}
          autocomplete="off"
          placeholder="Trời mưa, phải ra đầu dốc…"
          onInput={(event) => onType({ note: event.currentTarget.value })}
        />
      </label>
      <p class="soft">Không ghi tên, số điện thoại người dân.</p>
    </>
  );
}

function Reading({ survey, operator: { code, name }, onType }: Asked & { operator: Operator }) {
  const { technologies, dbm } = survey;
  const typed = dbm[code] ?? "";
  return (
    <section>
      <h2>{name}</h2>
      <Choices
        chosen={[technologies[code] ?? ""]}
        onChoose={(said) =>
          onType({ technologies: { ...technologies, [code]: said === technologies[code] ? "" : said } })
        }
        choices={TECHNOLOGIES}
      />
      <label>
        <span>
          Số dBm <span class="soft">trên màn hình máy, nếu biết</span>
        </span>
        <input
          inputMode="numeric"
          value={typed}
          maxLength={4}
          placeholder="−95"
          onInput={(event) => onType({ dbm: { ...dbm, [code]: event.currentTarget.value.replace(/[^\d-]/g, "") } })}
        />
      </label>
      {typed && readDbm(typed) === null && <Note icon="warn">Số dBm từ −30 đến −140.</Note>}
    </section>
  );
}
