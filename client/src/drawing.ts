/** What draws the screens: an object of its own, which changes more rarely than they do. */

import "preact/jsx-runtime";

export { render } from "preact";
export { useEffect, useRef, useState } from "preact/hooks";
