/** Giving a thing up, sent or not: the commune will not carry it out. */

import { save } from "../core";
import { GIVE_UP, versionsBefore } from "../giving_up";
import { SET_HOUSEHOLD } from "../households";
import { dependentsOf, type Item, listItems } from "../items";
import { isCarriedOut } from "../records";
import { ADD_VISIT } from "../visits";
import { type One, Over } from "./item_page";
import { useKeeping } from "./keeping";
import { goInstead, type Model, useLoaded } from "./model";
import { Button, Screen } from "./shape";

/** Danger asks by the thing's own name, and names what goes with it. */
export function GiveUp({ model, id }: One) {
  const found = useLoaded(model, () => readGiveUp(model, id), id);
  const [isBusy, fault, keep] = useKeeping(model);
  if (!found) return <Screen title="Bỏ mục này" back={`gui/${id}`}>{null}</Screen>;
  const { item, others, before } = found;
  if (!item || item.givenUp) return <Over />;
  const stays = before.some(({ state }) => isCarriedOut(state));

  async function giveUp(): Promise<void> {
    const undone = before.filter(({ state }) => !isCarriedOut(state));
    const ids = [...undone, item!.entry, ...others.map(({ entry }) => entry)].map((entry) => entry.id);
    await save(model.phone, {
      ...{ actor: model.who!, kind: GIVE_UP, v: 1, scope: item!.entry.scope },
      body: { ids },
    });
    model.sender?.wake();
    goInstead("gui");
  }

  return (
    <Screen title={`Bỏ “${item.title}”?`} back={`gui/${id}`}>
      {fault}
      <p class="lead">Xã sẽ không làm mục này. Không lấy lại được.</p>
      {stays && <p>Bản xã đã nhận trước đó vẫn còn nguyên.</p>}
      {others.length > 0 && (
        <>
          <p class="lead">Bỏ cả {others.length} {nameKind(others)}?</p>
          <ul>
            {others.map(({ entry, title }) => (
              <li key={entry.id}>{title}</li>
            ))}
          </ul>
        </>
      )}
      <Button isDanger icon="bin" isOff={isBusy} onPress={() => keep(giveUp)}>
        {others.length ? `Bỏ cả ${others.length + 1} mục` : `Bỏ “${item.title}”`}
      </Button>
      <a class="wide" href={`#/gui/${id}`}>
        Giữ lại
      </a>
    </Screen>
  );
}

async function readGiveUp({ phone, who }: Model, id: string) {
  const { refused, waiting, received } = await listItems(phone, who!);
  const all = [...refused, ...waiting, ...received];
  const item = all.find(({ entry }) => entry.id === id) ?? null;
  const before = item ? await versionsBefore(phone, item.entry) : [];
  return { item, before, others: item ? dependentsOf(item, all, before) : [] };
}

/** What goes with it, in the words of the road where it is all of one kind. */
function nameKind(others: Item[]): string {
  const isAll = (wanted: string): boolean => others.every(({ entry: { kind } }) => kind === wanted);
  if (isAll(ADD_VISIT)) return "lượt hỗ trợ của hộ này";
  return isAll(SET_HOUSEHOLD) ? "lần sửa của hộ này" : "mục đi kèm";
}
