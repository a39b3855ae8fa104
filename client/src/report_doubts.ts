/** What an item of a report comes to, and what looks wrong in the numbers. */

import type { Fields, Item, Report } from "./report_form";

/** What an item comes to, as typed or as taken; "" is not known, which is not 0. */
export function numberOf(item: Item, offers: Report["offers"], fields: Fields): string {
  return fields[`so_${item.key}`] || (fields[`nhu_${item.key}`] ? (offers[item.code]?.number ?? "") : "");
}

export interface Doubt {
  item: string;
  text: string;
  asksNote?: true;
}

/** They warn and block nothing: the village knows better. */
export function doubtsOf({ items: listed, offers, before }: Report, fields: Fields): Doubt[] {
  const found: Doubt[] = [];
  const names = new Map(listed.map(({ code, name }) => [code, name]));
  const said = new Map(listed.map((item) => [item.code, numberOf(item, offers, fields)]));
  for (const rule of new Set(listed.flatMap(({ rule: rules }) => rules?.split(";") ?? []))) {
    const [sums = "", limit = ""] = rule.split("<=");
    const known = sums.split("+").filter((code) => said.get(code));
    const sum = known.reduce((total, code) => total + read(said.get(code)!), 0);
    if (!said.get(limit) || !known.length || sum <= read(said.get(limit)!)) continue;
    const parts = sums.split("+").map((code) => names.get(code) ?? code).join(" + ");
    found.push({ item: known[0]!, text: `${parts} nhiều hơn ${(names.get(limit) ?? limit).toLowerCase()}. Xem lại hai số này.` });
  }
  for (const { code, key, name, change_percent } of listed) {
    const percent = Number(change_percent);
    const [now, then] = [said.get(code), before[code]];
    if (!percent || !now || !then || fields[`vi_${key}`]) continue;
    if (Math.abs(read(now) - read(then)) * 100 <= percent * read(then)) continue;
    found.push({ item: code, text: `${name} đổi hơn ${percent} %: tháng trước ${write(then)}, nay ${write(now)}. Ghi vì sao vào ghi chú.`, asksNote: true });
  }
  return found;
}

export function write(number: string): string {
  return read(number).toLocaleString("vi");
}

/** One more or less, never below 0; what is no number stays as it was typed. */
export function stepped(number: string, by: number): string {
  const next = Math.round((read(number) + by) * 100) / 100;
  return Number.isNaN(next) ? number : String(Math.max(0, next)).replace(".", ",");
}

function read(number: string): number {
  return Number(number.replace(",", "."));
}
