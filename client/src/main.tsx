/** The field app opens. */

import { render } from "preact";
import { countBytes, makePhone, openStore, prune, recall } from "./core";
import { App } from "./screens/app";
import { whenVoicesCome } from "./screens/aloud";
import { beginSending, changed, makeModel, type Model } from "./screens/model";
import { takeSize } from "./screens/text_size";

declare const VERSION: string;

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

takeSize();
const place = document.getElementById("app")!;
if (isSecureContext) void open();
else say("Ứng dụng cần địa chỉ bắt đầu bằng https. Hỏi văn phòng xã địa chỉ đúng.");

async function open(): Promise<void> {
  const phone = makePhone(await openStore("xaso", () => location.reload()), VERSION);
  countBytes(phone);
  const model = makeModel(phone, () => undefined);
  place.textContent = "";
  render(<App model={model} />, place);
  whenVoicesCome(() => changed(model));
  listenForInstall(model);
  void keepShell(model);
  if (!(await recall(phone.store, "device"))) return;
  await beginSending(model);
  await prune(phone);
}

/** The next version waits until this one is closed: nobody's screen changes under their hands. */
async function keepShell(model: Model): Promise<void> {
  const worker = await navigator.serviceWorker?.register("/thon/sw.js").catch(() => null);
  if (!worker) return;
  const look = (): void => {
    model.hasUpdate = Boolean(worker.waiting && navigator.serviceWorker.controller);
    changed(model);
  };
  look();
  worker.addEventListener("updatefound", () => {
    worker.installing?.addEventListener("statechange", look);
  });
}

function listenForInstall(model: Model): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    model.install = () => (event as InstallOffer).prompt();
    changed(model);
  });
  addEventListener("appinstalled", () => {
    model.install = null;
    changed(model);
  });
}

function say(text: string): void {
  place.textContent = text;
}
