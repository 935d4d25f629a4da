// What the patient chose, and how to change it: who answers, words, camera, deletion.

import { find, say } from "./dom.js";
import { onTap, rest, tap } from "./steady.js";

const WHO = {
  self: "You answer for yourself.",
  helped: "You answer for yourself, and somebody helps you.",
  proxy: "Somebody else answers for the patient.",
};
const BESIDE_THE_QUESTION = { helped: "You have help.", proxy: WHO.proxy };

export class Choices {
  #dialog = find("#delete-dialog");
  #consents = { text: null, camera: null };

  /** onConsent(scope, given), onCamera() when the camera shall go on, onWho(who). */
  constructor(onConsent, onCamera, onWho) {
    for (const button of this.#who()) onTap(button, () => onWho(button.dataset.who));
    onTap(find("#text-change"), () => onConsent("text", !this.#consents.text));
    onTap(find("#camera-on"), () => {
      if (!this.#consents.camera) onConsent("camera", true);
      onCamera();
    });
    onTap(find("#camera-delete"), () => {
      this.#dialog.showModal();
      rest();
    });
    onTap(this.#dialog.querySelector("[data-keep]"), () => this.#dialog.close());
    onTap(this.#dialog.querySelector("[data-delete]"), () => {
      this.#dialog.close();
      onConsent("camera", false);
    });
    find("#choices summary").addEventListener("click", (event) => tap(() => {}) || event.preventDefault());
  }

  show({ consents, ended, who }, cameraOn) {
    this.#consents = consents;
    find("#choices").hidden = false;
    say(find("#who-choice"), WHO[who] ?? "");
    for (const button of this.#who()) button.hidden = button.dataset.who === who;
    say(find("#who"), BESIDE_THE_QUESTION[who] ?? "");
    find("#who").hidden = !find("#who").textContent;
    find("#analysis").hidden = who === "proxy";
    say(find("#text-choice"), consents.text ? "A program may read them for your mood." : "They are not read for your mood.");
    say(find("#text-change"), consents.text ? "Do not use my words any more" : "Use my words");
    say(find("#camera-choice"), cameraOn ? "The camera is on." : "The camera is off.");
    find("#camera-on").hidden = cameraOn || ended;
    find("#camera-delete").hidden = !consents.camera;
  }

  #who() {
    return document.querySelectorAll("#choices [data-who]");
  }
}
