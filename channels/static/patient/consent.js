// What is asked before the chat: who answers, then the consents. One card at a time, equal buttons,
// none pre-selected.

import { find } from "./dom.js";
import { onTap, rest } from "./steady.js";
import { freeText } from "./texts.js";

// Where nothing is written there are no words to ask about.
const STEPS = ["welcome", "who", "text", "camera"].filter((step) => freeText || step !== "text");

export class ConsentSteps {
  #section = find("#consent");
  #given = {};

  /** onWho gets "self", "helped" or "proxy"; onDone {text: bool, camera: bool} when both were answered. */
  constructor(onWho, onDone) {
    this.onDone = onDone;
    onTap(this.#section.querySelector("[data-next]"), () => this.#show("who"));
    for (const button of this.#section.querySelectorAll("[data-back]")) {
      const before = STEPS[STEPS.indexOf(button.closest("[data-step]").dataset.step) - 1];
      onTap(button, () => this.#show(before));
    }
    this.#section.querySelectorAll("[data-who]").forEach((button) =>
      onTap(button, () => {
        onWho(button.dataset.who);
        if (button.dataset.who !== "proxy") this.#show(freeText ? "text" : "camera");
      }),
    );
    this.#section.querySelectorAll("[data-scope]").forEach((button) =>
      onTap(button, () => this.#answer(button.dataset.scope, button.dataset.given === "true")),
    );
  }

  begin() {
    this.#given = freeText ? {} : { text: false };
    this.#section.hidden = false;
    this.#show("welcome", false);
  }

  end() {
    this.#section.hidden = true;
  }

  get running() {
    return !this.#section.hidden;
  }

  #answer(scope, given) {
    this.#given[scope] = given;
    if (scope === "text") this.#show("camera");
    else this.onDone(this.#given);
  }

  #show(step, moveFocus = true) {
    for (const name of STEPS) this.#card(name).hidden = name !== step;
    if (moveFocus) {
      rest();
      this.#card(step).querySelector("h2").focus();
    }
    scrollTo({ top: 0 });
  }

  #card(step) {
    return this.#section.querySelector(`[data-step="${step}"]`);
  }
}
