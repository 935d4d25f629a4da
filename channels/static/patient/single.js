// One question a screen, for whom the conversation above it is too much: what was said before is
// out of sight, not gone. The choice is kept on this device; it tells nothing of the patient.

import { onTap, rest } from "./steady.js";
import { t } from "./texts.js";

const NAME = "one-question";

export class Single {
  #buttons = document.querySelectorAll("[data-single]");

  /** onChange is called when the screen has changed. */
  constructor(onChange) {
    this.#show(stored() === "true");
    for (const button of this.#buttons) {
      onTap(button, () => {
        this.#show(!this.#on);
        keep(String(this.#on));
        rest();
        onChange();
      });
    }
  }

  get #on() {
    return document.documentElement.classList.contains("single");
  }

  #show(on) {
    document.documentElement.classList.toggle("single", on);
    for (const button of this.#buttons) button.textContent = on ? t.whole_conversation : t.one_question;
  }
}

/** A browser may refuse to keep anything. */
function stored() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(NAME, value);
  } catch {
    // then it holds until the page is closed
  }
}
