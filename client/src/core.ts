/** The core of the field client: everything the screens stand on. */

export { readHead } from "./appending";
export { openBody } from "./bodies";
export { countBytes, readUsed } from "./counting";
export { addPerson, enrol, type Joined } from "./enrolling";
export type { Json } from "./envelope";
export { keep, recall, recallDevice } from "./kept";
export { look } from "./looking";
export { writeOutboxFile } from "./outbox_file";
export { makePhone, type Phone } from "./phone";
export { changePin, closeAgain, openWithPin, setPin } from "./pin";
export { prune } from "./pruning";
export { issueAgain } from "./reissuing";
export { askToStay, isNearlyFull, mustWarn, readRoom, type Room } from "./room";
export type { Entry } from "./records";
export { forgetRows, readRows } from "./rows";
export { mustConfirmDay, save, type Wish } from "./saving";
export { listenToPage, type Sender, startSender } from "./sender";
export { openStore } from "./store";
export type { Outcome } from "./troubles";
export { listUnsent } from "./unsent";
export { countMissing, nameOthers, nameState, nameTrouble } from "./words";
