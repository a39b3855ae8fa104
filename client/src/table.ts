/** A table of the commune's as it lies in its folder: commas, and quotes around what holds one. */

export function readTable(text: string): { [column: string]: string }[] {
  const [head = [], ...rows] = text.trim().split(/\r?\n/).map(readLine);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""])));
}

function readLine(line: string): string[] {
  const cells = `${line},`.match(/("(?:[^"]|"")*"|[^,]*),/g) ?? [];
  return cells.map((cell) => cell.slice(0, -1).replace(/^"(.*)"$/, "$1").replace(/""/g, '"'));
}
