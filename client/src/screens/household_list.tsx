/** "Hộ của tôi": found by any part of the name, without accents. */

import { useState } from "preact/hooks";
import { nameState } from "../core";
import { findHouseholds, type Household, listHouseholds, listVillages } from "../households";
import { Icon } from "./icons";
import { type Model, sendNow, useLoaded } from "./model";
import { Button, Note, Screen, Waiting } from "./shape";
import { Trouble } from "./trouble";

const MOST_SHOWN = 40;

export function HouseholdList({ model }: { model: Model }) {
  const [typed, setTyped] = useState("");
  const all = useLoaded(model, () => listHouseholds(model.phone, model.who!));
  const villages = useLoaded(model, () => listVillages(model.phone, model.who!)) ?? [];
  const found = findHouseholds(all ?? [], typed);
  const names = new Map(villages.map(({ id, name }) => [id, name]));
  return (
    <Screen
      title="Hộ của tôi"
      say={`Có ${all?.length ?? 0} hộ. Gõ tên chủ hộ để tìm.`}
      foot={
        <a class="wide main" href="#/ho/them/1">
          <Icon name="plus" /> Thêm hộ
        </a>
      }
    >
      {!all && <Waiting />}
      {all?.length === 0 && <Nothing model={model} />}
      {Boolean(all?.length) && (
        <label class="search">
          <span class="hidden">Tìm hộ</span>
          <Icon name="search" />
          <input
            type="search"
            placeholder="Tên, mã hộ"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      )}
      <ul class="rows">
        {found.slice(0, MOST_SHOWN).map((household) => (
          <li key={household.id}>
            <a href={`#/ho/${household.id}`}>
              <span>
                <b>{household.head_name || "Chưa có tên"}</b>
                <small>{describe(household, villages.length > 1 ? names : null)}</small>
              </span>
              {household.pending && <small class="state">{shortState(household)}</small>}
            </a>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && (
        <p class="soft center">Còn {found.length - MOST_SHOWN} hộ. Gõ tên để tìm.</p>
      )}
      {typed && all && !found.length && <p class="soft center">Không có hộ nào tên “{typed}”.</p>}
    </Screen>
  );
}

function Nothing({ model }: { model: Model }) {
  return (
    <>
      <Note icon="down">Chưa có danh sách hộ trên máy. Cần có sóng một lần để tải về.</Note>
      <Trouble model={model} />
      <Button icon="down" isOff={model.isBusy} onPress={() => sendNow(model)}>
        {model.isBusy ? "Đang tải…" : "Tải danh sách"}
      </Button>
    </>
  );
}

function describe({ code, village }: Household, names: Map<string, string> | null): string {
  return [code || "chưa có mã", names?.get(village)].filter(Boolean).join(" · ");
}

function shortState({ pending }: Household): string {
  return nameState(pending!, 0).word;
}
