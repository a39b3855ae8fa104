"""A page looked at by axe in three looks; several windows may be looked at side by side."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
}
"""No rule of these tags asks for the text of the style sheets."""
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Looks differ in colours alone, so what else axe asks is asked once."""
LOOKS = {"light": "theme-light", "dark": "theme-dark", "contrast": "theme-light contrast"}
FIRST_LOOK = {"light": LOOKS["light"]}
"""Colours do not depend on the window: a second one is looked at once."""
START = """([looks, options, ofColours]) => {
  const isStillThere = async (id, node) => {
    if (id !== "target-size") return true;
    const place = document.querySelector(node.target[0]);
    place.scrollIntoView({block: "center"});
    const again = await axe.run(place, {...options, runOnly: [id]});
    return again.violations.length > 0;
  };
  const look = async (name, classes, asked) => {
    document.documentElement.className = classes;
    const found = [];
    for (const {id, nodes} of (await axe.run(asked)).violations) {
      const places = [];
      for (const node of nodes) if (await isStillThere(id, node)) places.push(node.target);
      if (places.length) found.push(`${name}: ${id} ${JSON.stringify(places.slice(0, 3))}`);
    }
    scrollTo(0, 0);
    return found;
  };
  window.foundByAxe = (async () => {
    const found = [];
    let asked = options;
    for (const [name, classes] of Object.entries(looks)) {
      found.push(...await look(name, classes, asked));
      asked = {...options, ...ofColours};
    }
    return found;
  })();
}"""
"""What lies half under the bar at the bottom of a phone is looked at where a thumb would move it."""


def violations(page: Any) -> list[str]:
    """In all looks, each fault with the first places it stands at."""
    start_looking(page)
    return found_on(page)


def start_looking(page: Any, looks: dict[str, str] = LOOKS) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(START, [looks, OPTIONS, OF_COLOURS])


def found_on(page: Any) -> list[str]:
    found: list[str] = page.evaluate("() => window.foundByAxe")
    return found
