// One calm line about the picture, at most every ten seconds, and only for what lasts.

const HINTS = {
  "no face": "The camera does not see your face. Move the screen a little, or just go on.",
  "several faces": "The camera sees more than one face, so it does not count them. Just go on.",
  dark: "It is rather dark. More light from the front helps, or just go on.",
  bright: "It is very bright. Less light from behind you helps, or just go on.",
  turned: "Your face is turned away from the camera. That is fine, just go on.",
  small: "Your face is far away. Come a little closer if you can, or just go on.",
  blurred: "The picture is blurred. Resting the device on a table helps, or just go on.",
};
const LASTS = 3;
const EVERY_MS = 10_000;

export class Hints {
  #reason = null;
  #times = 0;
  #changed = -EVERY_MS;
  #shown = "";

  /** The line to show after a window of the camera's frames; "" for none. */
  after(window, at = performance.now()) {
    const reason = window.faces * 2 < window.frames ? window.reason : null;
    this.#times = reason === this.#reason ? this.#times + 1 : 1;
    this.#reason = reason;
    const line = HINTS[reason] ?? "";
    const due = at - this.#changed >= EVERY_MS || !line;
    if (this.#times >= LASTS && line !== this.#shown && due) {
      this.#shown = line;
      this.#changed = at;
    }
    return this.#shown;
  }
}
