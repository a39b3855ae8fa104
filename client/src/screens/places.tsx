/** Which screen stands at an address: all but the few the app opens with. */

import type { HouseholdField } from "../households";
import { Drives } from "./drive";
import { FilePage } from "./file_page";
import { GiveUp } from "./give_up";
import { AddHousehold } from "./household_form";
import { EditFact, HouseholdPage } from "./household_page";
import { ItemPage } from "./item_page";
import type { Model } from "./model";
import { Notes } from "./notes";
import { NewPin } from "./new_pin";
import { Reports } from "./reports";
import { HandIn, Settings, TextSize, WhenPhotosGo } from "./settings";
import { SurveySteps } from "./survey";
import { VisitSteps } from "./visit";

export function Placed({ model, place }: { model: Model; place: string }) {
  const [part, id = "", what, more = ""] = place.split("/");
  if (part === "ho" && id === "them") return <AddHousehold model={model} step={Number(what)} />;
  if (part === "ho" && what === "sua") {
    return <EditFact key={place} model={model} id={id} field={more as HouseholdField} />;
  }
  if (part === "ho") return <HouseholdPage model={model} id={id} />;
  if (part === "tham") return <VisitSteps key={part} model={model} step={Number(id)} />;
  if (part === "dot") return <Drives model={model} place={place.slice("dot/".length)} />;
  if (part === "do") return <SurveySteps key={part} model={model} step={Number(id)} />;
  if (part === "bc") return <Reports model={model} place={place} />;
  if (part === "tin") return <Notes model={model} />;
  if (part === "gui") return chooseItem(model, id, what, more);
  return chooseSettings(model, id);
}

function chooseItem(model: Model, id: string, what: string | undefined, more: string) {
  const steps = { model, step: Number(more), replaces: id };
  if (id === "tep") return <FilePage model={model} />;
  if (what === "bo") return <GiveUp model={model} id={id} />;
  if (what === "sua") return <AddHousehold {...steps} />;
  if (what === "sua-tham") return <VisitSteps key={what} {...steps} />;
  if (what === "sua-do") return <SurveySteps key={what} {...steps} />;
  return <ItemPage model={model} id={id} />;
}

function chooseSettings(model: Model, what: string) {
  if (what === "chu") return <TextSize />;
  if (what === "anh") return <WhenPhotosGo model={model} />;
  if (what === "pin") return <NewPin model={model} />;
  if (what === "nop") return <HandIn model={model} />;
  return <Settings model={model} />;
}
