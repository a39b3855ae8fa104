/** The four main screens, always at the thumb. */

import { Icon } from "./icons";

const PLACES: [string, string, string][] = [
  ["", "home", "Hôm nay"],
  ["ho", "people", "Hộ"],
  ["gui", "out", "Chưa gửi"],
  ["may", "phone", "Máy này"],
];

export function Bar({ here, unsent }: { here: string; unsent: number }) {
  return (
    <nav aria-label="Các phần chính">
      {PLACES.map(([to, icon, name]) => (
        <a key={to} href={`#/${to}`} aria-current={here === to ? "page" : undefined}>
          <Icon name={icon} />
          <span>{name}</span>
          {to === "gui" && unsent > 0 && <b class="count">{unsent}</b>}
        </a>
      ))}
    </nav>
  );
}
