// The card of the fixed safety message, and the clinic's contact with numbers one can tap.

import { make } from "./dom.js";
import { onTap, rest } from "./steady.js";
import { t } from "./texts.js";

const NUMBER = /(\+?\d[\d ()-]*\d)/;

/** Text in which telephone numbers (three digits or more) are links to call them. */
export function withNumbers(text) {
  return text.split(NUMBER).map((part) => {
    const digits = part.replace(/[^\d+]/g, "");
    if (!NUMBER.test(part) || digits.length < 3) return part;
    return make("a", { href: `tel:${digits}`, textContent: part });
  });
}

/** The card's lines anew, unless they are the same: a reader would hear them again. */
export function fillSafety(card, text) {
  if (card.dataset.text === text) return;
  card.dataset.text = text;
  card.querySelectorAll("p").forEach((line) => line.remove());
  const lines = text.split("\n").map((line, i) => {
    const kind = i === 0 ? "first" : i === 1 ? "call" : "";
    return make("p", { className: kind }, ...(i === 1 ? withNumbers(line) : [line]));
  });
  card.prepend(...lines);
}

export function safetyCard(text, onRead) {
  const card = make("div", { className: "safety", role: "alert", tabIndex: -1 });
  fillSafety(card, text);
  if (onRead) {
    const button = make("button", { type: "button", className: "button", textContent: t.have_read });
    onTap(button, () => {
      button.remove();
      onRead();
    });
    card.append(button);
    rest();
  }
  return card;
}
