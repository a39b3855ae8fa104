/** The signal at one place: where, then each operator with one tap, then saved. */

import { mustConfirmDay, readHead, save } from "../core";
import type { Typed } from "../drafts";
import { findItem } from "../items";
import { ADD_SURVEY, isWhole, LEVELS, listPlaces, nameLevel, NOT_ASKED, type Place, readOperators, readSurvey, readSurveyBody, type Survey, writeSurvey } from "../surveys";
import { isoDay } from "../visits";
import { settled, useDraft } from "./draft_of";
import { Icon } from "./icons";
import { useKeeping } from "./keeping";
import { go, goInstead, type Model, type Steps, useLoaded } from "./model";
import { Button, Choices, Note, Screen } from "./shape";
import { SurveyEnd } from "./survey_end";
import { SurveyProbe } from "./survey_probe";

const LEVEL_CHOICES = LEVELS.map(([value, name]) => ({ value, name, icon: `bars${value}` }));
const PLACE_ICONS: { [kind: string]: string } = {
  trung_tam: "hall",
  cum: "home",
  truong: "book",
  tram_y_te: "heart",
  ubnd: "flag",
  cho: "bag",
};

export function SurveySteps({ model, step, replaces }: Steps) {
  const path = replaces ? `gui/${replaces}/sua-do` : "do";
  const name = replaces ? `sua:${replaces}` : "do";
  const found = useLoaded(model, () => readStart(model, replaces));
  const [draft, type] = useDraft(model, name, found?.begin ?? {}, Boolean(found));
  const [isBusy, fault, keep] = useKeeping(model);
  if (!found || !draft) return <Screen title="Đo sóng" back="">{null}</Screen>;
  const { places, operators, reason } = found;
  const survey = readSurvey(draft);
  const place = places.find(({ id }) => id === survey.place);
  const last = operators.length + 2;
  const at = place ? Math.min(Math.max(step, 1), last) : 1;
  const operator = operators[at - 2];
  const isDayAsked = found.isClockBack && !survey.day;
  const back = at > 1 ? `${path}/${at - 1}` : replaces ? `gui/${replaces}` : "";

  function answer(level: string): void {
    type({ levels: { ...survey.levels, [operator!.code]: level } });
    // Back from the end to put one right: straight to the end again.
    const isSeen = operators.every(({ code }) => code in survey.levels);
    go(`${path}/${isSeen ? last : at + 1}`);
  }

  async function write(): Promise<void> {
    await settled();
    await saveSurvey(model, survey, place!, name, replaces);
    goInstead("gui");
  }

  const foot = at === last && (
    <Button isMain icon="check" isOff={isBusy || !isWhole(survey) || isDayAsked} onPress={() => keep(write)}>
      Lưu
    </Button>
  );
  const title = at === 1 ? "Đo ở đâu?" : operator ? `${operator.name} thế nào?` : "Lưu lần đo";
  return (
    <Screen title={title} back={back} foot={foot} say={sayStep(title, at, places, Boolean(operator))}>
      <p class="soft">
        {replaces ? "Sửa lần đo sóng" : "Đo sóng"}
        {at > 1 && ` · ${place!.name}`} · {at}/{last}
      </p>
      {fault}
      {reason && (
        <Note tone="red" icon="returned">
          {reason}
        </Note>
      )}
      {at === 1 && (
        <Choices
          look="one"
          chosen={[survey.place]}
          onChoose={(id) => (type({ place: id }), go(`${path}/2`))}
          choices={places.map(({ id, name: named, kind }) => ({ value: id, name: named, icon: PLACE_ICONS[kind] ?? "wave" }))}
        />
      )}
      {operator && (
        <>
          <Choices
            key={operator.code}
            look="one"
            chosen={[survey.levels[operator.code] || "none"]}
            onChoose={answer}
            choices={LEVEL_CHOICES}
          />
          <Button onPress={() => answer(NOT_ASKED)}>Không hỏi</Button>
        </>
      )}
      {at === last && (
        <>
          <Answers survey={survey} operators={operators} path={path} />
          <SurveyProbe model={model} survey={survey} operators={operators} onProbe={(probe) => type({ probe })} />
          <SurveyEnd survey={survey} place={place!} operators={operators} now={model.phone.line.now()} isDayAsked={isDayAsked} onType={type} />
        </>
      )}
    </Screen>
  );
}

function Answers({ survey, operators, path }: { survey: Survey; operators: { code: string; name: string }[]; path: string }) {
  return (
    <div class="facts">
      {operators.map(({ code, name }, at) => (
        <a key={code} class="fact" href={`#/${path}/${at + 2}`}>
          <Icon name={survey.levels[code] ? `bars${survey.levels[code]}` : "minus"} />
          <span>
            <small>{name}</small>
            <b>{nameLevel(survey.levels[code] ?? "")}</b>
          </span>
          <Icon name="pencil" />
        </a>
      ))}
    </div>
  );
}

async function readStart({ phone, who }: Model, replaces: string | undefined) {
  const [now, head] = [phone.line.now(), await readHead(phone.store)];
  const item = replaces ? await findItem(phone, who!, replaces) : null;
  const [here, names] = await readOperators(phone, who!, isoDay(now));
  const gone = Object.keys(names).filter((code) => item?.body?.[`level_${code}`] && !here.some((each) => each.code === code));
  const operators = [...here, ...gone.map((code) => ({ code, name: names[code]! }))];
  const begin = item?.body ? readSurveyBody(item.body, operators.map(({ code }) => code)) : {};
  return {
    places: await listPlaces(phone, who!),
    operators,
    begin: begin as unknown as Typed,
    reason: item?.entry.state === "tu_choi" ? item.entry.text : "",
    isClockBack: mustConfirmDay(now, head.at),
  };
}

async function saveSurvey(model: Model, survey: Survey, place: Place, draft: string, replaces?: string): Promise<void> {
  await save(model.phone, {
    ...{ actor: model.who!, kind: ADD_SURVEY, v: 1, scope: `thon:${place.village}`, draft },
    body: writeSurvey(survey),
    ...(replaces && { replaces }),
  });
  model.sender?.wake();
}

function sayStep(title: string, at: number, places: Place[], isOperator: boolean): string {
  if (at === 1) return `${title} ${places.map(({ name }) => name).join(", ")}.`;
  return isOperator ? `${title} ${LEVELS.map(([, name]) => name).join(", ")}. Không hỏi thì bấm Không hỏi.` : `${title}.`;
}
