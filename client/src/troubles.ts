/** Why a go at sending stopped. Nothing of it touches the outbox: only a valid receipt does. */

import type { Reply } from "./asking";

/**
 * mat_song: no answer · khong_phai_xa: somebody answered, not the commune · may_la: this phone is not
 * known · ban: later · het_cho: the commune's disk is full · qua_lon, hong: one event it cannot take ·
 * khac_chuoi: the chain there is not ours · ket: answered, and not one step further · ma_sai: the code of
 * the enrolment is used, too old or none.
 */
export type Trouble =
  | "mat_song"
  | "khong_phai_xa"
  | "may_la"
  | "ban"
  | "het_cho"
  | "qua_lon"
  | "hong"
  | "khac_chuoi"
  | "ket"
  | "ma_sai";

export interface Outcome {
  trouble: Trouble | null;
  /** The commune has said so. */
  retryAfterMs?: number;
  /** And in what words, where a person may act on them. */
  text?: string;
}

export const FINE: Outcome = { trouble: null };
const LONGEST_RETRY_MS = 3_600_000;
const BY_STATUS: { [status: number]: Trouble } = {
  0: "mat_song",
  400: "hong",
  401: "may_la",
  403: "may_la",
  413: "qua_lon",
  429: "ban",
  502: "ban",
  503: "ban",
  504: "ban",
  507: "het_cho",
};

export function explain({ status, headers }: Reply): Outcome {
  const trouble = BY_STATUS[status] ?? "khong_phai_xa";
  const seconds = Number(headers.get("Retry-After") ?? NaN);
  if (!(seconds > 0)) return { trouble };
  return { trouble, retryAfterMs: Math.min(seconds * 1000, LONGEST_RETRY_MS) };
}
