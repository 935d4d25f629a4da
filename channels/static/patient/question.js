// The answer to the bubble on show: options as radios with "Send answer", typed words, commands.
// A tap selects and a second tap sends, so that a slip of the hand can be put right before it
// counts.

import { Aloud } from "./aloud.js";
import { Dictation } from "./dictate.js";
import { find, make, say, unbroken } from "./dom.js";
import { picture } from "./pictures.js";
import { onTap, rest, tap } from "./steady.js";
import { filled, freeText, t } from "./texts.js";
import { Typing } from "./typing.js";

const MANY = 6;
const SHORT = 4;

/** The language of a bubble; an instrument may have another one than the page. */
const tongue = (bubble) => bubble?.language ?? document.documentElement.lang;

export class Question {
  #form = find("#answer");
  #options = find("#options");
  #commands = find("#commands");
  #words = find("#words");
  #typing = new Typing(this.#words);
  #bubble = null;
  #aloud = new Aloud();
  #dictation = new Dictation(this.#words);

  /** onAnswer gets {text, payload, typing}. */
  constructor(onAnswer) {
    this.onAnswer = onAnswer;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendOption();
    });
    find("#send-words").addEventListener("click", () => this.#sendWords());
    this.#words.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Put a bubble on show; `moveFocus` when the focus was in the question that it replaces. */
  show(bubble) {
    const moveFocus = this.#form.contains(document.activeElement) || this.#form.dataset.sent === "true";
    this.#bubble = bubble;
    rest();
    delete this.#form.dataset.sent;
    this.#drawOptions(bubble);
    this.#drawCommands(bubble);
    this.#drawWords(bubble);
    const titles = (bubble?.buttons ?? []).map((one) => one.title);
    this.#aloud.show([bubble?.recall, bubble?.text, ...titles], tongue(bubble));
    this.#drawProgress(bubble);
    if (moveFocus) this.#focus(bubble);
  }

  #drawProgress(bubble) {
    const place = bubble?.ends ? t.another : bubble?.progress && filled(t.question_place, { place: bubble.progress });
    const parts = [place && make("span", { textContent: place }), bubble?.recall && make("span", { textContent: bubble.recall, lang: tongue(bubble) })];
    const shown = parts.filter(Boolean);
    const progress = find("#progress");
    progress.replaceChildren(...shown.flatMap((one, i) => (i ? [". ", one] : [one])));
    progress.hidden = !progress.textContent;
    this.#form.setAttribute("aria-label", progress.textContent || t.question);
  }

  /** The answer is on its way: no option can be pressed, words can still be written. */
  wait() {
    this.#form.dataset.sent = "true";
    this.#form.querySelectorAll("#options *, #commands *").forEach((one) => (one.disabled = true));
  }

  /** Give words back that could not be stored. */
  giveBack(text) {
    if (text && !this.#words.value) this.#words.value = text;
  }

  #focus(bubble) {
    if (bubble?.input === "text") this.#words.focus({ preventScroll: true });
    else this.#form.focus({ preventScroll: true });
  }

  #drawOptions(bubble) {
    this.#options.replaceChildren();
    this.#options.lang = tongue(bubble);
    if (!bubble?.buttons.length) return;
    this.#options.append(...(bubble.item ? this.#radios(bubble) : [this.#offers(bubble)]));
  }

  #radios(bubble) {
    const scale = bubble.buttons.length > MANY;
    const group = make("fieldset", { className: scale ? "options scale" : "options" });
    group.classList.toggle("pictured", Boolean(bubble.pictures));
    group.append(make("legend", { className: "hidden-words", textContent: bubble.text }));
    bubble.buttons.forEach((button, i) => {
      const radio = make("input", { type: "radio", name: "option", value: String(i) });
      const option = make("label", { className: "option" }, radio, make("span", { dir: "auto", textContent: button.title }));
      if (button.payload === bubble.suggested) this.#mark(option, radio);
      if (bubble.pictures) radio.after(picture(bubble.pictures, i / (bubble.buttons.length - 1)));
      option.classList.toggle("long", scale && button.title.length > SHORT);
      group.append(option);
    });
    const send = make("button", { type: "submit", className: "button strong wide", textContent: t.send_answer, lang: document.documentElement.lang });
    const first = make("p", { className: "choose", role: "status", lang: document.documentElement.lang });
    group.addEventListener("change", () => say(first, ""));
    return [group, first, send];
  }

  /** The option that the words may mean: chosen already, and an answer only when it is sent. */
  #mark(option, radio) {
    radio.checked = true;
    option.classList.add("suggested");
    option.append(make("span", { className: "meant", textContent: t.meant, lang: document.documentElement.lang }));
  }

  #offers(bubble) {
    const offers = make("div", { className: "offers", role: "group", ariaLabel: bubble.text });
    bubble.buttons.forEach((button) => offers.append(this.#button(button, "button")));
    return offers;
  }

  #drawCommands(bubble) {
    this.#commands.replaceChildren(...(bubble?.commands ?? []).map((button) => this.#button(button, "button")));
  }

  #drawWords(bubble) {
    const main = bubble?.input === "text";
    find(".composer").hidden = Boolean(bubble?.ends) || !freeText;
    find(".composer").classList.toggle("main", main);
    find("#send-words").classList.toggle("strong", main);
    say(find("#words-label"), main ? t.your_answer : bubble?.item ? t.or_type : t.or_write);
  }

  #button(button, className) {
    const element = make("button", { type: "button", className }, ...unbroken(button.title));
    onTap(element, () => this.#send(button.title, button.payload));
    return element;
  }

  #sendOption() {
    const chosen = this.#options.querySelector("input:checked");
    const button = chosen && this.#bubble?.buttons[Number(chosen.value)];
    if (button) return tap(() => this.#send(button.title, button.payload));
    this.#options.querySelector("input")?.focus({ preventScroll: true });
    const first = this.#options.querySelector(".choose");
    if (first) say(first, t.choose_first);
  }

  #sendWords() {
    const text = this.#words.value.trim();
    if (!text) return this.#words.focus();
    tap(() => {
      this.#dictation.stop();
      this.#words.value = "";
      this.#send(text, null);
    });
  }

  /** Enter sends a short answer; in an answer in own words it starts a new line, Ctrl + Enter sends. */
  #key(event) {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (this.#bubble?.input === "text" && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#sendWords();
  }

  #send(text, payload) {
    this.onAnswer({ text, payload, typing: this.#typing.take() });
  }
}
