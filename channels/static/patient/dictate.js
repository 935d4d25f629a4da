// Speaking instead of typing, only where the browser recognises speech on the device itself:
// elsewhere it would send the voice away, and a line points to the keyboard's own microphone.

import { find, say } from "./dom.js";
import { onTap } from "./steady.js";
import { t } from "./texts.js";

const OnDevice = { processLocally: true };

export class Dictation {
  #button = find("#dictate");
  #field;
  #hearing = null;

  constructor(field) {
    this.#field = field;
    onTap(this.#button, () => (this.#hearing ? this.stop() : this.#start()));
    this.#offer();
  }

  stop() {
    this.#hearing?.stop();
  }

  async #offer() {
    const Recognition = globalThis.SpeechRecognition;
    const langs = [document.documentElement.lang];
    try {
      const found = await Recognition?.available?.({ langs, ...OnDevice });
      this.#button.hidden = found !== "available";
    } catch {
      this.#button.hidden = true;
    }
    find("#speak").hidden = !this.#button.hidden;
  }

  #start() {
    const hearing = Object.assign(new globalThis.SpeechRecognition(), OnDevice, {
      lang: document.documentElement.lang,
      continuous: true,
      onresult: (event) => this.#write(event),
      onend: () => this.#ended(),
    });
    // A browser that does not know the wish would recognise elsewhere.
    if (hearing.processLocally !== true) return;
    this.#hearing = hearing;
    say(this.#button, t.stop_dictating);
    this.#button.setAttribute("aria-pressed", "true");
    hearing.start();
  }

  #write(event) {
    const results = [...event.results].slice(event.resultIndex).filter((one) => one.isFinal);
    const words = results.map((one) => one[0].transcript.trim()).join(" ");
    this.#field.value = [this.#field.value.trimEnd(), words].filter(Boolean).join(" ");
    this.#field.dispatchEvent(new Event("change"));
  }

  #ended() {
    this.#hearing = null;
    say(this.#button, t.dictate);
    this.#button.setAttribute("aria-pressed", "false");
  }
}
