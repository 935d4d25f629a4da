// One calm line about the picture: only for what lasts some seconds, gone as soon as it is good
// again, and for one and the same reason at most once a minute.

const REASONS = ["no face", "several faces", "dark", "bright", "turned", "small", "blurred"];
const LASTS = 4; // windows, about a second each
const GOOD = 2;
const AGAIN_MS = 60_000;
const OTHER_MS = 10_000; // between lines of different reasons

export class Hints {
  #reason = null;
  #times = 0;
  #shown = null;
  #last = -Infinity;
  #began = new Map();

  /** The reason to show a line for after a window of the camera's frames; "" for none. */
  after(window, at = performance.now()) {
    const reason = this.#wrong(window);
    this.#times = reason === this.#reason ? this.#times + 1 : 1;
    this.#reason = reason;
    if (reason === null && this.#times >= GOOD) this.#shown = null;
    if (reason !== null && this.#times >= LASTS && this.#due(reason, at)) this.#show(reason, at);
    return this.#shown ?? "";
  }

  /** The camera is paused: nothing that was seen before counts any more. */
  clear() {
    this.#reason = this.#shown = null;
    this.#times = 0;
  }

  /** A face turned away is the way of reading or typing: told only where it cannot be read at all. */
  #wrong({ reason, faces, frames }) {
    const turned = reason === "turned" && faces * 2 >= frames;
    return turned || !REASONS.includes(reason) ? null : reason;
  }

  #due(reason, at) {
    const again = at - (this.#began.get(reason) ?? -Infinity) >= AGAIN_MS;
    return reason !== this.#shown && again && at - this.#last >= OTHER_MS;
  }

  #show(reason, at) {
    this.#shown = reason;
    this.#last = at;
    this.#began.set(reason, at);
  }
}
