/** A drive of the own village: which one, what to do in it, its households or the numbers of a day. */

import { type Drive, listDrives } from "../drives";
import { DriveDay } from "./drive_day";
import { DriveHousehold } from "./drive_household";
import { DriveLines } from "./drive_lines";
import { type Listening, Sounds, useSounds } from "./listening";
import { type Model, useLoaded } from "./model";
import { Fact, Note, Screen, Tile } from "./shape";

export interface InDrive {
  model: Model;
  drive: Drive;
  play: (() => void) | undefined;
}

/** `place`: the rest of the address. */
export function Drives({ model, place }: { model: Model; place: string }) {
  const drives = useLoaded(model, () => listDrives(model.phone, model.who!));
  if (!drives) return <Screen title="Đợt ra quân" back="">{null}</Screen>;
  const [which = "", part = "", what = ""] = place.split("/");
  if (!which) return <DriveList drives={drives} />;
  const drive = drives.find((each) => each.id === which);
  return drive ? <OneDrive key={which} model={model} drive={drive} part={part} what={what} /> : <Over />;
}

function OneDrive({ model, drive, part, what }: { model: Model; drive: Drive; part: string; what: string }) {
  const listening = useSounds(model, drive.sounds);
  const given = { model, drive, play: listening.playFirst };
  if (part === "huong-dan") return <HowTo drive={drive} listening={listening} />;
  if (part === "ho") return <DriveHousehold key={what} {...given} id={what} />;
  if (drive.isList) return <DriveLines {...given} />;
  return <DriveDay key={what} {...given} day={what} />;
}

function DriveList({ drives }: { drives: Drive[] }) {
  return (
    <Screen title="Đợt ra quân" back="" say={`${drives.length} đợt. ${drives.map(({ name }) => name).join(". ")}.`}>
      <div class="tiles">
        {drives.map(({ id, name, to }) => (
          <Tile key={id} icon="flag" name={name} more={`Đến hết ${writeDay(to)}`} to={`dot/${id}`} />
        ))}
      </div>
      {!drives.length && <Note icon="check">Thôn của bạn không có đợt nào đang mở.</Note>}
    </Screen>
  );
}

function HowTo({ drive, listening }: { drive: Drive; listening: Listening }) {
  const { id, name, goal, doneMeans, steps, from, to } = drive;
  const lines = steps.split("\n").filter((line) => line.trim());
  return (
    <Screen title="Làm thế nào?" back={`dot/${id}`} play={listening.playFirst} say={[name, goal, `Thế nào là xong: ${doneMeans}`, ...lines].join(". ")}>
      <p class="lead">{name}</p>
      <Sounds {...listening} />
      {goal && <p>{goal}</p>}
      <Note tone="green" icon="check">
        <small>Thế nào là xong?</small> <b>{doneMeans}</b>
      </Note>
      {lines.length > 0 && (
        <ol class="steps">
          {lines.map((line) => (
            <li key={line}>{line.replace(/^\s*\d+[.)]\s*/, "")}</li>
          ))}
        </ol>
      )}
      <div class="facts">
        <Fact name="Thời gian" value={`${writeDay(from)} – ${writeDay(to)}`} />
      </div>
    </Screen>
  );
}

function Over() {
  return (
    <Screen title="Đợt ra quân" back="dot">
      <Note icon="check">Đợt này đã khóa sổ hoặc không còn ở thôn của bạn.</Note>
    </Screen>
  );
}

function writeDay(day: string): string {
  const [, month, date] = day.split("-");
  return `${Number(date)}/${Number(month)}`;
}
