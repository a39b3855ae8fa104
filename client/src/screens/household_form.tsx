/** A household met on the road: the name is enough, the rest is asked one by one and may wait. */

import { type Entry, type Json, save } from "../core";
import type { Typed } from "../drafts";
import { ADD_HOUSEHOLD, type HouseholdField, listVillages, recordOf, type Village } from "../households";
import { findItem } from "../items";
import { settled, useDraft } from "./draft_of";
import { FieldInput, FIELDS, labelOf } from "./household_fields";
import { useKeeping } from "./keeping";
import { go, goInstead, type Model, type Steps, useLoaded } from "./model";
import { Button, Note, Screen } from "./shape";

const LAST_VILLAGE = "ho:thon";

export function AddHousehold({ model, step, replaces }: Steps) {
  const place = replaces ? `gui/${replaces}/sua` : "ho/them";
  const name = replaces ? `sua:${replaces}` : "ho:them";
  const found = useLoaded(model, () => readStart(model, replaces));
  const [draft, type] = useDraft(model, name, found?.begin ?? {}, Boolean(found));
  const [isBusy, fault, keep] = useKeeping(model);
  if (!found || !draft) return <Screen title="Thêm hộ" back="ho">{null}</Screen>;
  const fields = fieldsFor(found.villages, String(draft.village ?? ""));
  const at = Math.min(Math.max(step, 1), fields.length);
  const field = fields[at - 1]!;
  const isComplete = String(draft.head_name ?? "").trim() !== "" && draft.village;
  const isLast = at === fields.length;
  const back = at > 1 ? `${place}/${at - 1}` : replaces ? `gui/${replaces}` : "ho";

  async function write(): Promise<void> {
    await settled();
    const entry = await saveHousehold(model, draft!, name, replaces);
    goInstead(`ho/${await recordOf(model.phone, entry)}`);
  }

  return (
    <Screen
      title={labelOf(field)}
      back={back}
      say={`${labelOf(field)}? Câu ${at} trong ${fields.length}.`}
      foot={
        <>
          {!isLast && (
            <Button
              isMain
              isOff={field === "head_name" && !String(draft.head_name ?? "").trim()}
              onPress={() => go(`${place}/${at + 1}`)}
            >
              Tiếp
            </Button>
          )}
          <Button isMain={isLast} isOff={!isComplete || isBusy} onPress={() => keep(write)}>
            {isLast ? "Lưu" : "Lưu luôn"}
          </Button>
        </>
      }
    >
      <p class="soft">
        {replaces ? "Sửa hộ bị trả lại" : "Thêm hộ"} · {at}/{fields.length}
      </p>
      {fault}
      {found.reason && (
        <Note tone="red" icon="returned">
          {found.reason}
        </Note>
      )}
      {!found.villages.length && (
        <Note tone="maize" icon="warn">
          Máy chưa có tên thôn của bạn. Cần có sóng một lần để tải về.
        </Note>
      )}
      <FieldInput
        field={field}
        value={String(draft[field] ?? "")}
        village={String(draft.village ?? "")}
        villages={found.villages}
        onType={(value) => type(chosen(field, value))}
      />
    </Screen>
  );
}

/** Another village has other clusters. */
function chosen(field: HouseholdField, value: string): Typed {
  return field === "village" ? { village: value, cluster: "" } : { [field]: value };
}

/** A question with one answer is not asked. */
function fieldsFor(villages: Village[], village: string): HouseholdField[] {
  const own = villages.find(({ id }) => id === village);
  return FIELDS.filter(
    (field) =>
      (field !== "village" || villages.length > 1) && (field !== "cluster" || own?.clusters.length),
  );
}

async function readStart({ phone, who }: Model, replaces: string | undefined) {
  const villages = await listVillages(phone, who!);
  const item = replaces ? await findItem(phone, who!, replaces) : null;
  const last = localStorage.getItem(LAST_VILLAGE);
  const village = (villages.find(({ id }) => id === last) ?? villages[0])?.id ?? "";
  const begin: Typed = item?.body ? { ...item.body } : { village };
  return { villages, begin, reason: item?.entry.text ?? "" };
}

async function saveHousehold(
  model: Model,
  typed: Typed,
  draft: string,
  replaces: string | undefined,
): Promise<Entry> {
  const said: [string, Json][] = Object.entries(typed).filter(([, value]) => value !== "");
  const village = String(typed.village);
  const entry = await save(model.phone, {
    ...{ actor: model.who!, kind: ADD_HOUSEHOLD, v: 1, scope: `thon:${village}`, draft },
    body: Object.fromEntries(said),
    ...(replaces && { replaces }),
  });
  localStorage.setItem(LAST_VILLAGE, village);
  model.sender?.wake();
  return entry;
}
