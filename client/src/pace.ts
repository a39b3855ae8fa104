/** How much to send at once and how long to wait for the answer, by what the line has shown. */

export interface Pace {
  /** Compressed bytes a batch may have. */
  size: number;
  /** Events a batch may have; fewer only after the commune could not take it. */
  most: number;
  /** Bits a second, upwards. */
  rate: number;
  /** Good batches in a row. */
  good: number;
  /** How often the commune itself was heard: the line is there, however short the while. */
  heard: number;
  /** Goes in a row in which it was not. */
  missed: number;
  /** Of a photo at once; halved when a piece was cut off, for what came of it is lost. */
  piece: number;
  /** Pieces in a row since one was cut off. */
  steady: number;
}

const LEAST_BYTES = 2_000;
const MOST_BYTES = 24_000;
const CARRIED_S = 4;
const SHORTEST_WAIT_MS = 7_000;
/** A line that comes and goes is there for a few seconds, and what is asked while it is gone the machine
 * repeats ever more rarely: it is knocked at briefly, a few times, and then as any dead line. */
const QUICK_KNOCKS = 6;
const KNOCK_MS = 3_500;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** Of one photo; two are on their way at once. */
const LEAST_CHUNK = 8_000;
const LEAST_PIECE = 4_000;
/** More than a line carries that is there for eight seconds at a time: only a steady one gets larger pieces. */
const STEADY_PIECES = 8;
const MOST_CHUNK = 256_000;
const CHUNK_S = 1;
const SLOWEST = 2_000;
const QUESTION_BYTES = 1_000;
const FEWEST_EVENTS = 1;
export const MOST_EVENTS = 500;

export function startPace(): Pace {
  return { size: 8_000, most: MOST_EVENTS, rate: 50_000, good: 0, heard: 0, missed: 0, piece: MOST_CHUNK, steady: 0 };
}

/** Never less than 7 s, never less than twice what the bytes should take. */
export function timeoutMs(bytes: number, rate: number): number {
  return Math.max(SHORTEST_WAIT_MS, (2 * bytes * 8 * 1000) / rate);
}

/** A batch of `bytes` was answered after `ms`; small ones say more about the way than about its width. */
export function noteGood(pace: Pace, bytes: number, ms: number): void {
  noteChunk(pace, bytes, ms);
  pace.most = MOST_EVENTS;
  pace.good += 1;
  if (pace.good % 2 === 0) pace.size = fit(pace.size * 1.5, pace.rate);
}

/** The line is narrower than it was: a large event needs more time next time, or it never gets through. */
export function noteTimeout(pace: Pace): void {
  pace.good = 0;
  pace.rate = Math.max(SLOWEST, pace.rate / 2);
  pace.size = Math.max(LEAST_BYTES, pace.size / 2);
}

/** What the commune could not take at once it gets in halves. False: it was one event already. */
export function halve(pace: Pace, bytes: number, events: number): boolean {
  pace.good = 0;
  pace.size = Math.max(LEAST_BYTES, Math.min(pace.size, bytes) / 2);
  pace.most = Math.max(FEWEST_EVENTS, Math.floor(events / 2));
  return events > FEWEST_EVENTS;
}

export function noteChunk(pace: Pace, bytes: number, ms: number): void {
  pace.heard += 1;
  if (bytes >= LEAST_BYTES) pace.rate = Math.max(SLOWEST, (pace.rate + bitsPerSecond(bytes, ms)) / 2);
}

/** A piece of a photo was answered. */
export function notePiece(pace: Pace, bytes: number, ms: number): void {
  noteChunk(pace, bytes, ms);
  pace.steady += 1;
  if (pace.steady % STEADY_PIECES === 0) pace.piece = Math.min(pace.piece * 2, MOST_CHUNK);
}

/** The line was gone, or is too narrow even for little: only then it gets more time. `rate`: when the piece went off;
 * if it has sunk since, the other lane has told of the same outage. */
export function noteLatePiece(pace: Pace, bytes: number, rate: number): void {
  if (bytes <= LEAST_PIECE && pace.rate >= rate) noteTimeout(pace);
  pace.piece = Math.max(LEAST_PIECE, Math.floor(bytes / 2));
  pace.steady = 0;
}

export function chunkBytes({ rate, piece }: Pace): number {
  return Math.min(piece, Math.floor(clamp((rate / 8) * CHUNK_S, LEAST_CHUNK, MOST_CHUNK)));
}

/** How long a small question waits for its answer. */
export function knockMs({ missed, rate }: Pace): number {
  return missed && missed <= QUICK_KNOCKS ? KNOCK_MS : timeoutMs(QUESTION_BYTES, rate);
}

/** Half a second six times, then 1, 2, 4, 8, 16, 32, 60 and so on, a fifth more or less so that a hundred phones do not
 * come at once. */
export function backOffMs(failures: number, random: number): number {
  const base = FIRST_WAIT_MS * 2 ** clamp(failures - QUICK_KNOCKS, 0, 7);
  return Math.min(base * (0.8 + 0.4 * random), LONGEST_WAIT_MS);
}

function bitsPerSecond(bytes: number, ms: number): number {
  return (bytes * 8 * 1000) / Math.max(ms, 1);
}

function fit(size: number, rate: number): number {
  return clamp(size, LEAST_BYTES, Math.max(LEAST_BYTES, Math.min(MOST_BYTES, (rate / 8) * CARRIED_S)));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
