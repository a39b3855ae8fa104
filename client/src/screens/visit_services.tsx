/** What the visit was for: the six commonest at hand, the others one tap further. */

import { useState } from "preact/hooks";
import type { Typed } from "../drafts";
import { type Codes, type Line, MOST_SERVICES, type Visit } from "../visits";
import { Button, Choices } from "./shape";
import { choiceOf } from "./visit_icons";

const AT_HAND = 6;

interface Asked {
  visit: Visit;
  codes: Codes;
  onType: (more: Typed) => void;
}

export function WhatFor({ visit, codes, onType }: Asked) {
  const chosen = visit.lines.map(([service]) => service);
  const isFar = codes.noi_dung.slice(AT_HAND).some(({ code }) => chosen.includes(code));
  const [isAll, setAll] = useState(isFar);
  const shown = codes.noi_dung.slice(0, isAll ? undefined : AT_HAND);

  function choose(service: string): void {
    const [, outcome, reason] = visit.lines[0] ?? ["", "", ""];
    const lines = chosen.includes(service)
      ? visit.lines.filter(([each]) => each !== service)
      : [...visit.lines, [service, outcome, reason] as Line].slice(0, MOST_SERVICES);
    onType({ lines });
  }

  return (
    <>
      <Choices
        look="two"
        chosen={chosen}
        onChoose={choose}
        choices={shown.map(choiceOf)}
      />
      {!isAll && <Button onPress={() => setAll(true)}>Việc khác…</Button>}
      {chosen.length > 1 && <p class="soft">Đã chọn {chosen.length} việc.</p>}
    </>
  );
}
