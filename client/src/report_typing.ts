/** What is typed into the month of a village, laid over what the commune holds; nobody's number is overwritten unseen. */

import type { Typed } from "./drafts";
import { type Fields, FIELDS, type Item, type Report, SAW } from "./report_form";

const OWN = "own_";

/** What stands in the boxes: the commune's, and on top what was typed here. */
export function shownOf({ base }: Report, typed: Typed): Fields {
  return { ...base, ...(typed as Fields) };
}

/** With what stood there, so that nobody's number is overwritten unseen. */
export function typedInto(report: Report, typed: Typed, more: Fields): Fields {
  const saw = Object.keys(more).filter((field) => !(SAW + field in typed));
  return { ...more, ...Object.fromEntries(saw.map((field) => [SAW + field, report.told ? report.base[field]! : ""])) };
}

/** The commune holds something else by now than what was seen, typed, or said before by the same person. */
export function clashes({ base, told, ownBody }: Report, typed: Typed, { key }: Item): boolean {
  return FIELDS.some((kind) => {
    const [field, theirs] = [kind + key, base[kind + key]];
    return Boolean(told) && field in typed && ![typed[field], typed[SAW + field], ownBody[field]].includes(theirs!);
  });
}

/** Of both versions of an item the one that is kept. */
export function settle({ base }: Report, typed: Typed, { key }: Item, keepsMine: boolean): Fields {
  const fields = FIELDS.map((kind) => kind + key).filter((field) => field in typed);
  return Object.fromEntries(
    fields.flatMap((field) => [[SAW + field, base[field]!], ...(keepsMine ? [] : [[field, base[field]!]])]),
  ) as Fields;
}

/** The fields of the page's form that say something new, each with what was seen. Empty: nothing to send. */
export function writeReport(report: Report, typed: Typed): Fields {
  const { base, told, own, ownBody } = report;
  const [fields, said] = [shownOf(report, typed), {} as Fields];
  for (const field of Object.keys(base)) {
    const value = fields[field]!;
    const isOwn = own?.state !== "tu_choi" && field in ownBody;
    // Of a new report the commune takes what registers say unless it is told not to.
    const isAlone = value === base[field] && (told || !value);
    if (isAlone && !(isOwn && field in typed)) continue;
    said[field] = value;
    said[SAW + field] = String(typed[SAW + field] ?? (told ? base[field] : ""));
    if (isOwn) said[OWN + field] = ownBody[field]!;
  }
  return said;
}
