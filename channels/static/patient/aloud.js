// Reads the question and its options aloud, with a voice on the device: others would send the words
// away. Without such a voice for the page's language there is no button.

import { find, say } from "./dom.js";
import { onTap } from "./steady.js";

export class Aloud {
  #button = find("#aloud");
  #voices = globalThis.speechSynthesis;
  #words = "";

  constructor() {
    onTap(this.#button, () => (this.#voices.speaking ? this.#stop() : this.#speak()));
    this.#voices?.addEventListener?.("voiceschanged", () => this.#offer());
  }

  /** What is on show now: the texts in the order they are read in. */
  show(texts) {
    this.#stop();
    this.#words = texts.filter(Boolean).join(". ");
    this.#offer();
  }

  #voice() {
    const language = document.documentElement.lang;
    return this.#voices?.getVoices().find((one) => one.localService && one.lang.startsWith(language));
  }

  #offer() {
    this.#button.hidden = !this.#words || !this.#voice();
  }

  #speak() {
    const speech = new SpeechSynthesisUtterance(this.#words);
    speech.voice = this.#voice();
    speech.rate = 0.9;
    speech.onend = () => say(this.#button, "Read aloud");
    this.#voices.speak(speech);
    say(this.#button, "Stop reading");
  }

  #stop() {
    this.#voices?.cancel();
    say(this.#button, "Read aloud");
  }
}
