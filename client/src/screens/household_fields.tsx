/** The facts of a household: their names, their values in words, and how each is asked for. */

import languages from "../../../src/xaso/core/residents/data/languages.csv";
import type { HouseholdField, Village } from "../households";
import { readTable } from "../table";
import { type Choice, Choices } from "./shape";

export const FIELDS: HouseholdField[] = [
  "head_name",
  "village",
  "cluster",
  "members_count",
  "has_smartphone",
  "language",
];

const LABELS: { [field in HouseholdField]: string } = {
  head_name: "Họ tên chủ hộ",
  village: "Thôn",
  cluster: "Cụm dân cư",
  members_count: "Số người trong hộ",
  has_smartphone: "Có điện thoại thông minh",
  language: "Tiếng nói chính",
};

const YES_NO: Choice[] = [
  { value: "yes", name: "Có" },
  { value: "no", name: "Không có" },
  { value: "", name: "Chưa biết" },
];
const FEW_PEOPLE = 12;

export function labelOf(field: HouseholdField): string {
  return LABELS[field];
}

export function nameValue(field: HouseholdField, value: string, villages: Village[]): string {
  if (!value) return field === "cluster" ? "Chưa rõ" : "Chưa biết";
  if (field === "members_count") return `${value} người`;
  if (field === "head_name") return value;
  const named = choicesOf(field, villages, "").find((choice) => choice.value === value);
  return named?.name ?? value;
}

function choicesOf(field: HouseholdField, villages: Village[], village: string): Choice[] {
  if (field === "has_smartphone") return YES_NO;
  if (field === "village") return villages.map(({ id, name }) => ({ value: id, name }));
  if (field === "language") return [...readLanguages(), { value: "", name: "Chưa biết" }];
  const clusters = villages
    .filter(({ id }) => !village || id === village)
    .flatMap((each) => each.clusters);
  return [...clusters.map(([value, name]) => ({ value, name })), { value: "", name: "Chưa rõ" }];
}

interface Asked {
  field: HouseholdField;
  value: string;
  /** Whose clusters are offered. */
  village: string;
  villages: Village[];
  onType: (value: string) => void;
}

export function FieldInput({ field, value, village, villages, onType }: Asked) {
  if (field === "head_name") return <NameInput value={value} onType={onType} />;
  if (field === "members_count") return <CountInput value={value} onType={onType} />;
  const choices = choicesOf(field, villages, village);
  return <Choices look="one" chosen={[value]} onChoose={onType} choices={choices} />;
}

type Typing = Pick<Asked, "value" | "onType">;

function NameInput({ value, onType }: Typing) {
  return (
    <label>
      {LABELS.head_name}
      <input
        value={value}
        maxLength={80}
        autocomplete="off"
        autocapitalize="words"
        spellcheck={false}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}

function CountInput({ value, onType }: Typing) {
  const few = Array.from({ length: FEW_PEOPLE }, (_, at) => String(at + 1));
  const isMany = value !== "" && !few.includes(value);
  return (
    <>
      <Choices
        chosen={[value]}
        onChoose={(said) => onType(said === value ? "" : said)}
        choices={few.map((count) => ({ value: count, name: count }))}
      />
      <label>
        Đông hơn thì gõ số
        <input
          inputMode="numeric"
          value={isMany ? value : ""}
          maxLength={2}
          onInput={(event) => onType(event.currentTarget.value.replace(/\D/g, ""))}
        />
      </label>
    </>
  );
}

function readLanguages(): Choice[] {
  return readTable(languages).map(({ code = "", name = "" }) => ({ value: code, name }));
}
