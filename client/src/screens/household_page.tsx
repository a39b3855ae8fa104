/** One household, and each of its facts a tap away from being put right. */

import { nameState, save } from "../core";
import { ADD_HOUSEHOLD, type Household, type HouseholdField, listHouseholds, listVillages, SET_HOUSEHOLD } from "../households";
import { keepDraft, recallDraft, type Typed } from "../drafts";
import { drop, settled, useDraft } from "./draft_of";
import { FieldInput, FIELDS, labelOf, nameValue } from "./household_fields";
import { useKeeping } from "./keeping";
import { go, goInstead, type Model, useLoaded } from "./model";
import { Button, Fact, Note, Screen } from "./shape";

interface One {
  model: Model;
  id: string;
}

export function HouseholdPage({ model, id }: One) {
  const found = useLoaded(model, () => readOne(model, id), id);
  if (!found) return <Screen title="Hộ" back="ho">{null}</Screen>;
  const { household, villages } = found;
  if (!household) return <Gone />;
  const { pending } = household;
  return (
    <Screen title={household.head_name || "Chưa có tên"} back="ho" say={sayHousehold(household)}>
      {pending && (
        <Note icon={pending.state ? "clock" : "phone"}>
          <b>{pending.state ? nameState(pending, 0).word : "Đã lưu trên máy"}</b>
          {nameState(pending, 0).why && <small> · {nameState(pending, 0).why}</small>}
        </Note>
      )}
      {household.code && (
        <Button icon="hand" isMain onPress={() => void visitHere(model, household)}>
          Ghi lượt hỗ trợ hộ này
        </Button>
      )}
      <p class="soft">Mã hộ: {household.code || "xã sẽ cho mã"}. Bấm vào dòng cần sửa.</p>
      <div class="facts">
        {FIELDS.map((field) => (
          <Fact
            key={field}
            name={labelOf(field)}
            value={nameValue(field, household[field], villages)}
            to={`ho/${id}/sua/${field}`}
          />
        ))}
      </div>
    </Screen>
  );
}

/** One fact, one screen. What was seen goes along, so that nobody's change is overwritten. */
export function EditFact({ model, id, field }: One & { field: HouseholdField }) {
  const found = useLoaded(model, () => readOne(model, id), id);
  const household = found?.household;
  const seen = household?.[field] ?? "";
  const [draft, type] = useDraft(model, `ho:${id}:${field}`, { [field]: seen }, Boolean(household));
  const [isBusy, fault, keep] = useKeeping(model);
  if (!found || !draft) return <Screen title={labelOf(field)} back={`ho/${id}`}>{null}</Screen>;
  if (!household) return <Gone />;
  const value = String(draft[field] ?? "");

  async function write(): Promise<void> {
    if (value === seen) await drop(model, `ho:${id}:${field}`);
    else await saveChange(model, household!, field, [seen, value]);
    goInstead(`ho/${id}`);
  }

  return (
    <Screen
      title={labelOf(field)}
      back={`ho/${id}`}
      say={`${labelOf(field)} của hộ ${household.head_name}`}
      foot={
        <Button isMain icon="check" isOff={isBusy || !isFilled(field, value)} onPress={() => keep(write)}>
          Lưu
        </Button>
      }
    >
      {fault}
      <p class="lead">Hộ {household.head_name}</p>
      <FieldInput
        field={field}
        value={value}
        village={field === "village" ? value : household.village}
        villages={found.villages}
        onType={(said) => type({ [field]: said })}
      />
    </Screen>
  );
}

/** What was being typed about another visit stays, under this household. */
async function visitHere({ phone, who }: Model, { code, village }: Household): Promise<void> {
  const begun = await recallDraft(phone, who!, "tham");
  const last = JSON.parse(localStorage.getItem("tham") ?? "{}") as Typed;
  await keepDraft(phone, who!, "tham", { ...last, ...begun, village, household: code });
  go("tham/1");
}

export async function saveChange(
  model: Model,
  household: Household,
  field: HouseholdField,
  pair: [string, string],
  replaces?: string,
): Promise<void> {
  const { pending, id, village } = household;
  const isNew = pending && (pending.kind === ADD_HOUSEHOLD || pending.needs?.includes(id));
  await settled();
  await save(model.phone, {
    ...{ actor: model.who!, kind: SET_HOUSEHOLD, v: 1, scope: `thon:${village}` },
    body: { household: id, set: { [field]: pair } },
    draft: `ho:${id}:${field}`,
    ...(isNew && { needs: [id] }),
    ...(replaces && { replaces }),
  });
  model.sender?.wake();
}

function Gone() {
  return (
    <Screen title="Không có hộ này" back="ho">
      <Note icon="warn">Hộ này không còn trong danh sách của bạn.</Note>
    </Screen>
  );
}

async function readOne({ phone, who }: Model, id: string) {
  const households = await listHouseholds(phone, who!);
  const villages = await listVillages(phone, who!);
  return { household: households.find((each) => each.id === id), villages };
}

function isFilled(field: HouseholdField, value: string): boolean {
  return (field !== "head_name" && field !== "village") || value.trim() !== "";
}

function sayHousehold({ head_name }: Household): string {
  return `Hộ ${head_name}. Bấm vào dòng cần sửa.`;
}
