// Reads the question and its options aloud, with a voice on the device: others would send the words
// away. Without such a voice for their language there is no button.

import { find, say } from "./dom.js";
import { onTap } from "./steady.js";
import { t } from "./texts.js";

export class Aloud {
  #button = find("#aloud");
  #voices = globalThis.speechSynthesis;
  #words = "";
  #language = document.documentElement.lang;

  constructor() {
    onTap(this.#button, () => (this.#voices.speaking ? this.#stop() : this.#speak()));
    this.#voices?.addEventListener?.("voiceschanged", () => this.#offer());
  }

  /** What is on show now: the texts in the order they are read in, and their language. */
  show(texts, language) {
    this.#stop();
    this.#language = language;
    this.#words = texts.filter(Boolean).join(". ");
    this.#offer();
  }

  #voice() {
    const start = this.#language.split("-")[0];
    return this.#voices?.getVoices().find((one) => one.localService && one.lang.startsWith(start));
  }

  #offer() {
    this.#button.hidden = !this.#words || !this.#voice();
  }

  #speak() {
    const speech = new SpeechSynthesisUtterance(this.#words);
    speech.voice = this.#voice();
    speech.lang = speech.voice.lang;
    speech.rate = 0.9;
    speech.onend = () => say(this.#button, t.read_aloud);
    this.#voices.speak(speech);
    say(this.#button, t.stop_reading);
  }

  #stop() {
    this.#voices?.cancel();
    say(this.#button, t.read_aloud);
  }
}
