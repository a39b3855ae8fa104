/** One household of a drive: xong, vắng nhà, or why not. */

import { ABSENT, DONE, FAILED, TICK, UNDONE } from "../drive_words";
import { findOwnWord, listLines } from "../drives";
import type { InDrive } from "./drive";
import { describe, nameLine, say } from "./drive_lines";
import { useKeeping } from "./keeping";
import { goInstead, useLoaded } from "./model";
import { Button, Choices, Note, Screen } from "./shape";
import { choiceOf } from "./visit_icons";

const FIRST = [
  { value: DONE, name: "Xong", icon: "check" },
  { value: ABSENT, name: "Vắng nhà", icon: "home" },
];

export function DriveHousehold({ model, drive, id }: InDrive & { id: string }) {
  const found = useLoaded(model, async () => ({
    line: (await listLines(model.phone, model.who!, drive)).find((each) => each.id === id),
    own: await findOwnWord(model.phone, model.who!, TICK, [id]),
  }));
  const [isBusy, fault, keep] = useKeeping(model);
  const back = `dot/${drive.id}`;
  if (!found) return <Screen title="Hộ" back={back}>{null}</Screen>;
  const { line, own } = found;
  if (!line) {
    return (
      <Screen title="Hộ" back={back}>
        <Note icon="warn">Hộ này không còn trong danh sách của đợt.</Note>
      </Screen>
    );
  }

  function choose(result: string, reason = ""): void {
    if (isBusy) return;
    keep(async () => {
      await say(model, drive, id, result, reason);
      goInstead(back);
    });
  }

  return (
    <Screen title={nameLine(line)} back={back} say={`${nameLine(line)}. Xong, vắng nhà, hay chưa xong? Chưa xong thì chọn vì sao.`}>
      {fault}
      <p class="soft">{describe(line, drive)}</p>
      {own?.state === "tu_choi" && (
        <Note tone="red" icon="returned">
          {own.text}
        </Note>
      )}
      <Choices look="two" chosen={[line.result]} onChoose={(result) => choose(result)} choices={FIRST} />
      <h2>Chưa xong. Vì sao?</h2>
      <Choices
        look="two"
        chosen={line.result === FAILED ? [line.reason] : []}
        onChoose={(reason) => choose(FAILED, reason)}
        choices={drive.reasons.map(([code, label]) => choiceOf({ code, label }))}
      />
      {own && line.result !== "" && (
        <Button icon="returned" isOff={isBusy} onPress={() => choose(UNDONE)}>
          Bỏ đánh dấu của tôi
        </Button>
      )}
      {line.result === DONE && !own && <p class="soft">Người khác đã ghi xong. Ghi thêm vẫn chỉ tính một lần.</p>}
    </Screen>
  );
}
