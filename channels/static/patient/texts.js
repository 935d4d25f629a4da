// The texts of the page in its language, put into it by the server from texts/<language>.yml.

const given = JSON.parse(document.querySelector("#texts")?.textContent ?? '{"page": {}}');

export const t = given.page;
export const language = given.language;

/** Whether own words are asked for in this language. */
export const freeText = given.free_text;

/** A text with its {names} filled in. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
