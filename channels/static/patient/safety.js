// The card of the fixed safety message, and the clinic's contact with numbers one can tap.

import { make } from "./dom.js";

const NUMBER = /(\+?\d[\d ()-]*\d)/;

/** Text in which telephone numbers (three digits or more) are links to call them. */
export function withNumbers(text) {
  return text.split(NUMBER).map((part) => {
    const digits = part.replace(/[^\d+]/g, "");
    if (!NUMBER.test(part) || digits.length < 3) return part;
    return make("a", { href: `tel:${digits}`, textContent: part });
  });
}

export function safetyCard(text, onRead) {
  const card = make("div", { className: "safety", role: "alert", tabIndex: -1 });
  text.split("\n").forEach((line, i) => {
    const kind = i === 0 ? "first" : i === 1 ? "call" : "";
    card.append(make("p", { className: kind }, ...(i === 1 ? withNumbers(line) : [line])));
  });
  if (onRead) {
    const button = make("button", { type: "button", className: "button", textContent: "I have read this" });
    button.addEventListener("click", () => {
      button.remove();
      onRead();
    });
    card.append(button);
  }
  return card;
}
