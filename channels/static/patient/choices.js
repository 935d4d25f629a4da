// What the patient chose, and how to change it: who answers, words, camera, deletion.

import { find, say } from "./dom.js";

const WHO = {
  self: "You answer for yourself.",
  helped: "You answer for yourself, and somebody helps you.",
  proxy: "Somebody else answers for the patient.",
};

export class Choices {
  #dialog = find("#delete-dialog");
  #consents = { text: null, camera: null };

  /** onConsent(scope, given), onCamera() when the camera shall go on, onWho(who). */
  constructor(onConsent, onCamera, onWho) {
    for (const button of this.#who()) button.addEventListener("click", () => onWho(button.dataset.who));
    find("#text-change").addEventListener("click", () => onConsent("text", !this.#consents.text));
    find("#camera-on").addEventListener("click", () => {
      if (!this.#consents.camera) onConsent("camera", true);
      onCamera();
    });
    find("#camera-delete").addEventListener("click", () => this.#dialog.showModal());
    this.#dialog.querySelector("[data-keep]").addEventListener("click", () => this.#dialog.close());
    this.#dialog.querySelector("[data-delete]").addEventListener("click", () => {
      this.#dialog.close();
      onConsent("camera", false);
    });
  }

  show({ consents, ended, who }, cameraOn) {
    this.#consents = consents;
    find("#choices").hidden = false;
    say(find("#who-choice"), WHO[who] ?? "");
    for (const button of this.#who()) button.hidden = button.dataset.who === who;
    say(find("#who"), who === "self" ? "" : WHO[who] ?? "");
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
