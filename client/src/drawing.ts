/** What draws the screens: an object of its own, which changes more rarely than they do. */

import "preact/jsx-runtime";

export * from "preact";
export * from "preact/hooks";
