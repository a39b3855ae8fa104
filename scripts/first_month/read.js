// The lines a person reads in main: what is on the screen (or the `whole` page), with what stands chosen
// or typed in the fields. Of a long table or list only the first row and those that ask something.
whole => {
  const LONG = 8, GLANCED = 1;
  const BLOCKS = "td, th, li, p, dt, dd, h1, h2, h3, legend, label, summary, button, a, caption, div";
  const ASKS = "select, textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden]), .warn, .bad";
  const isOnScreen = it => {
    const box = it.getBoundingClientRect();
    return whole || (box.bottom > 0 && box.top < window.innerHeight);
  };
  const main = document.querySelector("main");
  const isShown = it => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".hidden") && isOnScreen(it);
  const isPassed = it => {
    const row = it.closest("tbody > tr, ul.items > li, ul.plain > li");
    const rows = row ? [...row.parentElement.children] : [];
    return rows.length > LONG && rows.indexOf(row) >= GLANCED && !row.querySelector(ASKS);
  };
  const lines = new Map();
  const add = (it, text) => {
    const block = it.closest(BLOCKS) || main;
    lines.set(block, ((lines.get(block) || "") + " " + text).trim());
  };
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), parent = texts.currentNode.parentElement;
    if (text && !parent.closest("option, script, style, textarea") && isShown(parent) && !isPassed(parent))
      add(parent, text);
  }
  const typed = [...main.querySelectorAll("select, textarea, input[type=text]")].filter(isShown);
  return [...lines.values(),
    ...typed.filter(it => !isPassed(it)).map(it => it.selectedOptions ? it.selectedOptions[0].text : it.value)];
}
