/** Who was helped and where; all but the place may be left out, and the place is that of last time. */

import { useState } from "preact/hooks";
import type { Typed } from "../drafts";
import type { Village } from "../households";
import { type Codes, NOBODY, type Visit } from "../visits";
import { Button, Choices, Note } from "./shape";
import { choiceOf } from "./visit_icons";
import { Photos } from "./visit_photos";

const PEOPLE = ["Nam dưới 15", "Nam 15–59", "Nam từ 60", "Nữ dưới 15", "Nữ 15–59", "Nữ từ 60"];
const TYPED_BY = [
  { value: "nguoi_dan_tu_lam", name: "Người dân tự làm" },
  { value: "cung_lam", name: "Cùng làm" },
  { value: "lam_ho", name: "Làm hộ" },
];

interface Asked {
  visit: Visit;
  codes: Codes;
  villages: Village[];
  today: string;
  /** The clock of the phone has gone back: nobody but the person knows the day. */
  isDayAsked: boolean;
  /** Photos that an earlier version of it has already given. */
  kept: number;
  onType: (more: Typed) => void;
}

export function WhoAndWhere(asked: Asked) {
  const { visit, codes, villages, onType } = asked;
  const hasMore = Boolean(visit.note || visit.photos.length || visit.minutes || visit.household);
  const [isMore, setMore] = useState(hasMore);
  return (
    <>
      {asked.isDayAsked && <DayInput {...asked} />}
      <h2>Giúp ai? Mỗi lần bấm là một người.</h2>
      <PeopleInput visit={visit} onType={onType} />
      <h2>Ở đâu?</h2>
      <Choices
        look="two"
        chosen={[visit.place]}
        onChoose={(place) => onType({ place })}
        choices={codes.noi.map(choiceOf)}
      />
      {villages.length > 1 && (
        <Choices
          look="one"
          chosen={[visit.village]}
          onChoose={(village) => onType({ village })}
          choices={villages.map(({ id, name }) => ({ value: id, name }))}
        />
      )}
      <h2>Ai bấm máy?</h2>
      <Choices
        look="one"
        chosen={[visit.typed_by]}
        onChoose={(said) => onType({ typed_by: said === visit.typed_by ? "" : said })}
        choices={TYPED_BY}
      />
      {!asked.isDayAsked && <DayInput {...asked} />}
      {isMore ? <More {...asked} /> : <Button onPress={() => setMore(true)}>Thêm ảnh, ghi chú, hộ…</Button>}
    </>
  );
}

function DayInput({ visit, today, isDayAsked, onType }: Asked) {
  return (
    <>
      {isDayAsked && (
        <Note tone="maize" icon="clock">
          Đồng hồ của máy đã lùi lại. Chọn đúng ngày giúp.
        </Note>
      )}
      <label>
        Ngày
        <input
          type="date"
          max={today}
          value={visit.day || (isDayAsked ? "" : today)}
          onInput={(event) => onType({ day: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

function PeopleInput({ visit, onType }: Pick<Asked, "visit" | "onType">) {
  const { people } = visit;
  const total = people.reduce((sum, count) => sum + count, 0);
  return (
    <>
      <div class="choices three">
        {PEOPLE.map((name, at) => (
          <button
            key={name}
            class="choice small"
            aria-pressed={people[at]! > 0}
            onClick={() => onType({ people: people.map((count, each) => count + Number(each === at)) })}
          >
            <span>
              {name}
              {people[at]! > 0 && <b> {people[at]}</b>}
            </span>
          </button>
        ))}
      </div>
      {total > 0 && (
        <div class="links">
          <span class="soft">{total} người</span>
          <button onClick={() => onType({ people: NOBODY })}>Đếm lại</button>
        </div>
      )}
    </>
  );
}

function More({ visit, kept, onType }: Asked) {
  return (
    <>
      <Photos photos={visit.photos} kept={kept} onType={onType} />
      <label>
        Ghi chú
        <input
          value={visit.note}
          maxLength={300}
          autocomplete="off"
          onInput={(event) => onType({ note: event.currentTarget.value })}
        />
      </label>
      <p class="soft">Không ghi tên, số căn cước, mật khẩu, mã OTP của người dân.</p>
      <label>
        Mã hộ
        <input
          value={visit.household}
          maxLength={40}
          autocomplete="off"
          onInput={(event) => onType({ household: event.currentTarget.value })}
        />
      </label>
      <label>
        Số phút
        <input
          inputMode="numeric"
          value={visit.minutes}
          maxLength={3}
          onInput={(event) => onType({ minutes: event.currentTarget.value.replace(/\D/g, "") })}
        />
      </label>
    </>
  );
}
