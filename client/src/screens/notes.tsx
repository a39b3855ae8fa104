/** "Tin của xã": what the office has written to this phone, to be read or heard, and said so. */

import { save } from "../core";
import { listNotes, type PhoneNote, READ_NOTE } from "../notes";
import { useKeeping } from "./keeping";
import { Sounds, useSounds } from "./listening";
import { changed, type Model, useLoaded } from "./model";
import { Button, Note, Screen, Waiting } from "./shape";

export function Notes({ model }: { model: Model }) {
  const notes = useLoaded(model, () => listNotes(model.phone, model.who!, model.phone.line.now()));
  const listening = useSounds(model, notes?.flatMap(({ sounds }) => sounds) ?? []);
  const [isBusy, fault, keep] = useKeeping(model);
  if (!notes) return <Screen title="Tin của xã" back=""><Waiting /></Screen>;
  return (
    <Screen title="Tin của xã" back="" play={listening.playFirst} say={notes.map(({ text }) => text).join(". ")}>
      {fault}
      {!notes.length && <Note icon="check">Không có tin nào.</Note>}
      {notes.map((note) => (
        <section key={note.id}>
          <Note tone={note.isRead ? undefined : "maize"} icon="talk">
            <p class="lead">{note.text}</p>
            <small>
              {note.by} · đến hết {note.to.slice(8)}/{note.to.slice(5, 7)}
            </small>
          </Note>
          <Sounds {...listening} only={note.sounds} />
          {note.isRead ? (
            <p class="soft center">Bạn đã đọc tin này.</p>
          ) : (
            <Button isMain icon="check" isOff={isBusy} onPress={() => keep(() => sayRead(model, note))}>
              Tôi đã đọc
            </Button>
          )}
        </section>
      ))}
    </Screen>
  );
}

async function sayRead(model: Model, { id, scope }: PhoneNote): Promise<void> {
  await save(model.phone, { actor: model.who!, kind: READ_NOTE, v: 1, scope, body: { note: id } });
  model.sender?.wake();
  changed(model);
}
