// The conversation so far, as a log that a screen reader follows.

import { find, make, say, unbroken } from "./dom.js";
import { fillSafety, safetyCard } from "./safety.js";
import { t } from "./texts.js";

export class Transcript {
  #log = find("#log");
  #drawn = new Map();
  #cards = new Map();
  #turn = null;

  clear() {
    this.#log.replaceChildren();
    this.#drawn.clear();
    this.#cards.clear();
  }

  /** Draw the bot's turn; false when it is there already. */
  bot(message, bubbles) {
    if (this.#drawn.has(`bot ${message}`)) return false;
    this.#log.querySelectorAll(".now:not(.unread)").forEach((old) => old.classList.remove("now"));
    const drawn = bubbles.map((bubble) => this.#bubble("bot", "Vultus", bubble.text, bubble.language));
    this.#log.querySelectorAll(".asking").forEach((old) => old.classList.remove("asking"));
    bubbles.forEach((bubble, i) => drawn[i].classList.toggle("asking", Boolean(bubble.item)));
    this.#drawn.set(`bot ${message}`, drawn[0]);
    this.#turn = drawn[0];
    return true;
  }

  /** Draw what the patient said, marked until it is stored. */
  patient(message, text, stored) {
    if (!this.#drawn.has(message)) this.#drawn.set(message, this.#bubble("patient", t.you, text));
    this.note(message, stored ? "" : t.not_sent_yet);
  }

  /** A small line under what the patient said. */
  note(message, text) {
    const bubble = this.#drawn.get(message);
    if (!bubble) return;
    const note = bubble.querySelector(".note") ?? bubble.appendChild(make("p", { className: "note" }));
    say(note, text);
    note.hidden = !text;
  }

  /** The safety message; onRead, unless null, is called when it was read. */
  safety(message, text, onRead) {
    const card = safetyCard(text, onRead && (() => {
      card.classList.remove("unread");
      onRead();
    }));
    card.classList.add("now");
    card.classList.toggle("unread", Boolean(onRead));
    this.#cards.set(message, card);
    this.#log.append(card);
    if (onRead) card.scrollIntoView({ block: "start" });
  }

  /** The message as it is now, for example when nobody could be reached. */
  renewSafety(message, text) {
    fillSafety(this.#cards.get(message), text);
  }

  latest() {
    return this.#log.lastElementChild;
  }

  /** The help message that was not read yet, if there is one. */
  toRead() {
    return this.#log.querySelector(".unread");
  }

  /** The first bubble of the bot's latest turn. */
  latestTurn() {
    return this.#turn;
  }

  #bubble(who, name, text, language = null) {
    const words = make("p", { dir: "auto" }, ...unbroken(text));
    if (language) words.lang = language;
    const speaker = make("span", { className: "hidden-words", textContent: `${name}: ` });
    const bubble = make("div", { className: `said ${who} now` }, speaker, words);
    this.#log.append(bubble);
    return bubble;
  }
}
