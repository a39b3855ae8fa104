/** How it ended: once for all that was done, or for each thing its own. */

import { useState } from "preact/hooks";
import type { Typed } from "../drafts";
import { asksReason, type Codes, type Line, type Visit } from "../visits";
import { Button, Choices } from "./shape";
import { choiceOf } from "./visit_icons";

interface Asked {
  visit: Visit;
  codes: Codes;
  onType: (more: Typed) => void;
  /** Nothing more is asked here. */
  onDone: () => void;
}

export function HowItEnded({ visit, codes, onType, onDone }: Asked) {
  const { lines } = visit;
  const differ = lines.some(([, outcome, reason]) => outcome !== lines[0]![1] || reason !== lines[0]![2]);
  const [isEach, setEach] = useState(differ);

  function set(at: number, change: (line: Line) => Line): void {
    const next = lines.map((line, each) => (!isEach || each === at ? change(line) : line));
    onType({ lines: next });
    const isWhole = next.every((line) => line[1] && (line[2] || !asksReason(line, codes)));
    if (!isEach && isWhole) onDone();
  }

  return (
    <>
      {(isEach ? lines : lines.slice(0, 1)).map((line, at) => (
        <Ended
          key={line[0]}
          line={line}
          codes={codes}
          name={isEach ? nameOf(line[0], codes) : ""}
          onOutcome={(outcome) => set(at, ([service]) => [service, outcome, ""])}
          onReason={(reason) => set(at, ([service, outcome]) => [service, outcome, reason])}
        />
      ))}
      {lines.length > 1 && !isEach && (
        <Button onPress={() => setEach(true)}>Mỗi việc một kết quả</Button>
      )}
    </>
  );
}

interface One {
  line: Line;
  codes: Codes;
  name: string;
  onOutcome: (outcome: string) => void;
  onReason: (reason: string) => void;
}

function Ended({ line, codes, name, onOutcome, onReason }: One) {
  const [, outcome, reason] = line;
  return (
    <section>
      {name && <h2>{name}</h2>}
      <Choices
        look="two"
        chosen={[outcome]}
        onChoose={onOutcome}
        choices={codes.ket_qua.map(choiceOf)}
      />
      {asksReason(line, codes) && (
        <>
          <h2>Vì sao?</h2>
          <Choices
            look="two"
            chosen={[reason]}
            onChoose={onReason}
            choices={codes.ly_do.map(choiceOf)}
          />
        </>
      )}
    </section>
  );
}

function nameOf(service: string, codes: Codes): string {
  return codes.noi_dung.find(({ code }) => code === service)?.label ?? service;
}
