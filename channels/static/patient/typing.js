// When keys were pressed: a face is still and looks down while typing, so those spans are told.

import { now } from "./clock.js";

const PAUSE_S = 2;

export class Typing {
  #spans = [];

  constructor(field) {
    for (const kind of ["keydown", "input"]) field.addEventListener(kind, () => this.#press(now()));
  }

  /** The spans since the last call, [start, end] in page time. */
  take() {
    return this.#spans.splice(0);
  }

  #press(at) {
    const last = this.#spans.at(-1);
    if (last && at - last[1] < PAUSE_S) last[1] = at;
    else this.#spans.push([at, at + 0.1]);
  }
}
