// One calm line about the picture: only for what lasts some seconds, gone as soon as it is good
// again, and for one and the same reason at most once a minute.

const HINTS = {
  "no face": "The camera does not see your face. Move the screen a little, please, or just go on.",
  "several faces": "The camera sees more than one face, so it does not count them. Just go on.",
  dark: "A little more light from the front, please, or just go on.",
  bright: "It is very bright. A little less light from behind you, please, or just go on.",
  turned: "Your face is turned away from the camera. That is fine, just go on.",
  small: "Your face is far away. Come a little closer, please, or just go on.",
  blurred: "The picture is blurred. Resting the device on a table helps, or just go on.",
};
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

  /** The line to show after a window of the camera's frames; "" for none. */
  after(window, at = performance.now()) {
    const reason = this.#wrong(window);
    this.#times = reason === this.#reason ? this.#times + 1 : 1;
    this.#reason = reason;
    if (reason === null && this.#times >= GOOD) this.#shown = null;
    if (reason !== null && this.#times >= LASTS && this.#due(reason, at)) this.#show(reason, at);
    return HINTS[this.#shown] ?? "";
  }

  /** The camera is paused: nothing that was seen before counts any more. */
  clear() {
    this.#reason = this.#shown = null;
    this.#times = 0;
  }

  /** A face turned away is the way of reading or typing: told only where it cannot be read at all. */
  #wrong({ reason, faces, frames }) {
    const turned = reason === "turned" && faces * 2 >= frames;
    return turned || !Object.hasOwn(HINTS, reason) ? null : reason;
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
