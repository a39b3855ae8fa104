/** Larger letters, remembered by the phone before anything else is read. */

export const SIZES = [
  { value: "", name: "Vừa" },
  { value: "big", name: "To" },
  { value: "huge", name: "Rất to" },
];
const PLACE = "chu";

export function readSize(): string {
  return localStorage.getItem(PLACE) ?? "";
}

export function takeSize(size = readSize()): void {
  localStorage.setItem(PLACE, size);
  document.documentElement.className = size;
}
