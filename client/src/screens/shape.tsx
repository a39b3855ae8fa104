/** What all screens have in common: the head with back and sound at one place, tiles, one main button. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { findVoice, readAloud } from "./aloud";
import { Icon } from "./icons";

type Children = ComponentChildren;
/** When the first screen stood there; measured by tests/journeys/test_field_app.py. */
const OPEN = "xaso-open";

interface Frame {
  title: string;
  /** Where the arrow leads; none on the four main screens. */
  back?: string | undefined;
  /** What is read aloud; the title alone when nothing else is said. */
  say?: string;
  /** What somebody has spoken about it; it is better than the phone's own voice. */
  play?: (() => void) | undefined;
  /** At the thumb: the one main thing to do here. */
  foot?: Children;
  children: Children;
}

export function Screen({ title, back, say, play, foot, children }: Frame) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Xã Số`;
    if (!performance.getEntriesByName(OPEN).length) performance.mark(OPEN);
    window.scrollTo(0, 0);
    head.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      <header>
        {back === undefined ? (
          <span class="mark" aria-hidden="true" />
        ) : (
          <a class="round" href={`#/${back}`} aria-label="Quay lại">
            <Icon name="back" />
          </a>
        )}
        <h1 ref={head} tabIndex={-1}>
          {title}
        </h1>
        {play || findVoice() ? (
          <button class="round" aria-label="Nghe" onClick={play ?? (() => readAloud(say ?? title))}>
            <Icon name="sound" />
          </button>
        ) : (
          <span class="round" />
        )}
      </header>
      <main>{children}</main>
      {foot && <div class="foot">{foot}</div>}
    </>
  );
}

/** What is about to stand here. */
export function Waiting() {
  return (
    <div class="wait" role="status" aria-label="Đang mở">
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}

interface ToPlace {
  icon: string;
  name: string;
  more?: string | undefined;
  tone?: "red" | "maize" | "act" | undefined;
  to: string;
}

export function Tile({ icon, name, more, tone, to }: ToPlace) {
  return (
    <a class={`tile ${tone ?? ""}`} href={`#/${to}`}>
      <Icon name={icon} />
      <span>
        <b>{name}</b>
        {more && <small>{more}</small>}
      </span>
    </a>
  );
}

interface Press {
  icon?: string;
  onPress: () => void;
  isMain?: boolean;
  isDanger?: boolean;
  isOff?: boolean;
  children: Children;
}

export function Button({ icon, onPress, isMain, isDanger, isOff, children }: Press) {
  const look = isMain ? "main" : isDanger ? "danger" : "";
  return (
    <button class={`wide ${look}`} disabled={isOff} onClick={onPress}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface Say {
  icon?: string;
  tone?: "red" | "maize" | "green" | undefined;
  children: Children;
}

export function Note({ icon, tone, children }: Say) {
  return (
    <div class={`note ${tone ?? ""}`} role={tone === "red" ? "alert" : "status"}>
      {icon && <Icon name={icon} />}
      <div>{children}</div>
    </div>
  );
}

/** A value and its name; with a place to go, it can be changed. */
export function Fact({ name, value, to }: { name: string; value: string; to?: string | undefined }) {
  const inside = (
    <>
      <span>
        <small>{name}</small>
        <b>{value}</b>
      </span>
      {to !== undefined && <Icon name="pencil" />}
    </>
  );
  return to === undefined ? (
    <div class="fact">{inside}</div>
  ) : (
    <a class="fact" href={`#/${to}`}>
      {inside}
    </a>
  );
}

export interface Choice {
  value: string;
  name: string;
  icon?: string | undefined;
}

interface Choosing {
  choices: Choice[];
  /** What is chosen now. */
  chosen: string[];
  onChoose: (value: string) => void;
  /** Four beside each other, three, two, or each its own line. */
  look?: "one" | "two" | "three";
}

export function Choices({ choices, chosen, onChoose, look }: Choosing) {
  return (
    <div class={`choices ${look ?? ""}`}>
      {choices.map(({ value, name, icon }) => (
        <button
          key={value}
          class="choice"
          aria-pressed={chosen.includes(value)}
          onClick={() => onChoose(value)}
        >
          {icon && <Icon name={icon} />}
          <span>{name}</span>
        </button>
      ))}
    </div>
  );
}
