// Covers the screen when nobody has worked here for a while. The page stays underneath as it is,
// with all that was typed; the server has locked the session by then, with or without this.
(() => {
  const own = document.currentScript.dataset;
  const limit = own.seconds * 1000, minute = 60000, key = "xaso-seen";
  let last = Date.now(), told = last, cover = null, locked = false, hidden = [], title = "";

  const stored = () => { try { return Number(localStorage.getItem(key)) || 0; } catch { return 0; } };
  const store = () => { try { localStorage.setItem(key, String(last)); } catch { /* kept in this window */ } };
  const ask = (url, options = {}) => fetch(url, { redirect: "manual", cache: "no-store", ...options });
  const here = () => ask(`${own.here}?ai=${own.who}`).then((answer) => answer.status === 204);

  function work() {
    const now = Date.now();
    if (cover || now - last < 1000) return;
    last = now;
    store();
    if (now - told < minute) return;
    told = now;
    here().then((yes) => yes || show(), () => {});
  }

  function look() {
    if (!cover && Date.now() - Math.max(last, stored()) >= limit) show();
  }

  function comeBack() {
    look();
    if (cover && locked) here().then((yes) => yes && hide(), () => {});
  }

  function show() {
    if (cover) return;
    title = document.title;
    document.title = own.word;
    hidden = [...document.body.children].map((part) => [part, part.style.display]);
    hidden.forEach(([part]) => { part.style.display = "none"; });
    cover = document.createElement("main");
    cover.className = "page wrap";
    document.body.append(cover);
    fill();
  }

  function hide() {
    cover.remove();
    cover = null;
    locked = false;
    document.title = title;
    hidden.forEach(([part, display]) => { part.style.display = display; });
    last = told = Date.now();
    store();
  }

  function fill() {
    put(`<h1>${own.word}</h1><p><button class="button" type="button">${own.again}</button></p>`);
    cover.querySelector("button").onclick = fill;
    ask(own.unlock, { headers: { "X-Xaso-Cover": own.who } }).then(take, () => {});
  }

  async function take(answer) {
    if (answer.status === 204) return hide();
    if (answer.status === 409) return location.reload();
    if (answer.status === 403) return fill();
    if (![200, 401, 422].includes(answer.status)) return;
    locked = true;
    put(await answer.text());
    const form = cover.querySelector("form");
    if (answer.status === 401 || !form) return;
    cover.querySelector("input[type=password]").focus();
    form.onsubmit = (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form));
      ask(own.unlock, { method: "POST", body, headers: { "X-Xaso-Cover": own.who } }).then(take, () => {});
    };
  }

  function put(html) {
    const door = document.createElement("div");
    door.className = "door card";
    door.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    cover.replaceChildren(door);
  }

  ["keydown", "pointerdown", "input", "wheel", "touchmove"].forEach((kind) => addEventListener(kind, work, { passive: true }));
  document.addEventListener("visibilitychange", comeBack);
  addEventListener("pageshow", comeBack);
  addEventListener("storage", comeBack);
  setInterval(look, 5000);
  store();
})();
