// Says that there is no connection, and whom to call meanwhile: under the cards before the chat,
// beside the question in it.

import { find, say } from "./dom.js";
import { withNumbers } from "./safety.js";
import { t } from "./texts.js";

/** `contact` is the clinic's, empty where there is none. */
export function connection(up, contact) {
  const [here, there] = find("#chat").hidden ? ["#line", "#status"] : ["#status", "#line"];
  say(find(there), "");
  if (up) return say(find(here), "");
  const words = make(`${t.offline} ${t.in_an_emergency} `, contact || t.call);
  if (find(here).textContent !== words.textContent) find(here).replaceChildren(words);
}

function make(text, contact) {
  const words = new DocumentFragment();
  words.append(text, ...withNumbers(contact));
  return words;
}
