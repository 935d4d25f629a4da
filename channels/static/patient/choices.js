// What the patient chose, and how to change it: who answers, words, camera, deletion.

import { find, say } from "./dom.js";
import { onTap, rest, tap } from "./steady.js";
import { t } from "./texts.js";

const WHO = {
  self: t.who_now_self,
  helped: t.who_now_helped,
  proxy: t.who_now_proxy,
};
const BESIDE_THE_QUESTION = { helped: t.have_help, proxy: WHO.proxy };

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
    for (const button of document.querySelectorAll("[data-ask-delete]")) {
      onTap(button, () => {
        this.#dialog.showModal();
        rest();
      });
    }
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
    say(find("#text-choice"), consents.text ? t.words_read : t.words_not_read);
    say(find("#text-change"), consents.text ? t.use_words_no_more : t.use_words);
    say(find("#camera-choice"), cameraOn ? t.camera_is_on : t.camera_is_off);
    find("#camera-on").hidden = cameraOn || ended;
    const numbers = Boolean(consents.camera) && who !== "proxy";
    for (const button of document.querySelectorAll("[data-ask-delete]")) button.hidden = !numbers;
    say(find("#end-sent"), numbers ? t.sent_numbers : t.sent_answers);
  }

  #who() {
    return document.querySelectorAll("#choices [data-who]");
  }
}
