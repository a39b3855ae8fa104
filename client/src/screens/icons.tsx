/** Drawings on a grid of 24, the same hand as those of the desk; never without a word beside them. */

const PATHS: { [name: string]: string } = {
  home: "M3.5 11.5 12 4.5l8.5 7M6 9.8V19.5h4.5v-5h3v5H18V9.8",
  people: "M9 5.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 19c.8-3.7 3.3-5 6.5-5s5.7 1.3 6.5 5M15.5 5.8a3.5 3.5 0 0 1 0 6.4M18 14.5c1.9.7 3 2.2 3.5 4.5",
  out: "M12 14.5V4M7.5 8.5 12 4l4.5 4.5M4 13v6.5h16V13",
  phone: "M7 3h10v18H7zM11 18h2",
  back: "M19.5 12H5M11 5.5 4.5 12l6.5 6.5",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15 9c1.6 1.7 1.6 4.3 0 6M17.7 6.5c3 3 3 8 0 11",
  plus: "M12 5v14M5 12h14",
  check: "m4.5 12.5 5 5 10-11",
  warn: "M12 4 2.8 19.5h18.4zM12 10v4M12 16.9v.1",
  returned: "M8 5 3.5 9.5 8 14M3.5 9.5H15a5.5 5.5 0 0 1 0 11h-4",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 2",
  search: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12m4.5 10.5 5 5",
  pencil: "m4.5 19.5 1-4.5L16 4.5 19.5 8 9 18.5zM13.5 7l3.5 3.5",
  bin: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5",
  key: "M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8m3 1 8.5-8.5M15.5 8l3 3",
  person: "M12 4.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20c1-4.3 3.9-6 7.5-6s6.5 1.7 7.5 6",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M12 11v6M9.5 14.5 12 17l2.5-2.5",
  text: "M2.5 18 7.5 6l5 12M4.2 14h6.6M14.5 18l3.5-8 3.5 8M15.7 15.5h4.6",
  photo: "M4 7.5h3l1.5-2.5h7L17 7.5h3v12H4zM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4",
  give: "M4.5 4.5H13v15H4.5M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5",
  erase: "M9 6h11v12H9l-5.5-6zM12 9.5l5 5M17 9.5l-5 5",
  down: "M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15",
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name] ?? ""} />
    </svg>
  );
}
