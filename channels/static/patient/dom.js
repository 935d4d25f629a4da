// Making and finding elements; text only ever goes in as text.

export const find = (selector) => document.querySelector(selector);

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const SHORT_NAME = /(\([^\s()]{1,9}-[^\s()]{1,4}\))/;

/** The words as nodes; a short name such as (PHQ-9) stays on one line. */
export const unbroken = (text) => (text ?? "").split(SHORT_NAME).map((part, i) => (i % 2 ? make("span", { className: "unbroken", textContent: part }) : part));

export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
