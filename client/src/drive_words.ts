/** What is said in a drive, in words. */

import type { Json } from "./envelope";

export const TICK = "campaigns.tick";
export const REPORT_DAY = "campaigns.report_day";
export const DONE = "xong";
export const FAILED = "chua_xong";
export const ABSENT = "vang";
/** Takes the person's own word back. */
export const UNDONE = "bo";
const RESULTS: { [result: string]: string } = {
  [DONE]: "xong",
  [FAILED]: "chưa xong",
  [ABSENT]: "vắng nhà",
  [UNDONE]: "bỏ đánh dấu",
};

export function nameResult(result: string): string {
  return RESULTS[result] ?? "";
}

/** About a household or a day, by the names of things. */
export function nameDriveItem(kind: string, body: { [key: string]: Json }, names: Map<string, string>): string {
  if (kind === TICK) return `${names.get(String(body.item_id)) ?? "Một hộ"}: ${nameResult(String(body.result))}`;
  return `Báo số: ${names.get(String(body.campaign)) ?? "đợt ra quân"}`;
}

export function tellDriveItem(kind: string, body: { [key: string]: Json }): [string, string][] {
  if (kind === TICK) return [];
  if (body.home) return [["Ngày", String(body.day)], ["Hôm đó", "Không đi"]];
  const reached = body.reached ?? Number(body.done) + Number(body.failed);
  return [
    ["Ngày", String(body.day)],
    ["Đã tới", String(reached)],
    ["Xong", String(body.done)],
    ["Chưa xong", String(body.failed)],
  ];
}
