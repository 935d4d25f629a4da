// A line can be dead without being closed: the phone was asleep, a network went away. The server
// sends something every few seconds, so who hears nothing for long takes the line for lost.

const LOOK_MS = 1000;

export class Silence {
  #since = performance.now();
  #timer;

  /** `limit()` is how many milliseconds of silence are too many just now. */
  constructor(limit, onSilence) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#since <= limit()) return;
      this.sign();
      onSilence();
    }, LOOK_MS);
  }

  /** Something was heard, or something that needs an answer was sent. */
  sign() {
    this.#since = performance.now();
  }

  end() {
    clearInterval(this.#timer);
  }
}
