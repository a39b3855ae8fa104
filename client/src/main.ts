/** The core of the field client; the screens begin from here. */

export { readHead } from "./appending";
export { openBody } from "./bodies";
export { addPerson, enrol } from "./enrolling";
export { recall, recallDevice } from "./kept";
export { writeOutboxFile } from "./outbox_file";
export { makePhone, type Phone } from "./phone";
export { changePin, closeAgain, openWithPin, setPin } from "./pin";
export { prune } from "./pruning";
export { pull } from "./pulling";
export { issueAgain } from "./reissuing";
export { askToStay, mustWarn, readRoom } from "./room";
export { forgetRows, readRows } from "./rows";
export { mustConfirmDay, save } from "./saving";
export { listenToPage, startSender } from "./sender";
export { openStore } from "./store";
export { listUnsent } from "./unsent";
export { countMissing, nameOthers, nameState, nameTrouble } from "./words";
