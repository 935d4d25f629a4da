// The patient's page: joins the chat socket, the conversation, the camera and the choices.

import { Camera } from "./camera.js";
import { Choices } from "./choices.js";
import { now } from "./clock.js";
import { connection } from "./connection.js";
import { ConsentSteps } from "./consent.js";
import { find, say } from "./dom.js";
import { Question } from "./question.js";
import { withNumbers } from "./safety.js";
import { ChatSocket, newId } from "./socket.js";
import { Single } from "./single.js";
import { onTap, rest } from "./steady.js";
import { filled, language, t } from "./texts.js";
import { Transcript } from "./transcript.js";

let hello = null;
let bubble = null;
let askedAt = null;
/** Why a reply was refused, by the error's code. */
const WHY = {
  bad_message: t.why_no_words,
  too_large: t.why_too_long,
  conflict: t.why_over,
  not_allowed: t.why_not_now,
};
const warned = new Set();
const unread = new Set();
const texts = new Map();

const transcript = new Transcript();
const question = new Question(answer);
const camera = new Camera(cameraChanged);
const consentSteps = new ConsentSteps((who) => socket.respondent(who), consented);
const choices = new Choices(changeConsent, startCamera, (who) => socket.respondent(who));
new Single(() => scrollToQuestion());
const socket = new ChatSocket({
  session: sessionStorage.getItem("session"),
  onMessage: (message) => take[message.kind]?.(message),
  onConnection: (up) => connection(up, hello?.contact),
});

const take = {
  hello(message) {
    if (message.language !== language) return location.reload();
    const other = hello?.session !== message.session;
    hello = message;
    sessionStorage.setItem("session", message.session);
    emergency(message.contact);
    if (other) redraw();
    else catchUp();
    settle();
  },
  consented(message) {
    const withdrawn = hello.consents[message.scope] && !message.given;
    hello.consents[message.scope] = message.given;
    if (withdrawn && message.scope === "camera") camera.stop(t.camera_deleted);
    settle();
  },
  answering(message) {
    hello.who = message.who;
    if (message.who === "proxy") camera.stop(camera.on ? t.camera_proxy : "");
    settle();
  },
  language(message) {
    if (message.language !== language) location.reload();
  },
  stored(message) {
    transcript.note(message.message, "");
    if (message.safety) warn(message.message, message.safety);
    texts.delete(message.message);
  },
  safety(message) {
    warn(message.message, message.safety);
  },
  said(message) {
    drawEntry(message, true);
    question.wait();
  },
  bot(message) {
    if (!transcript.bot(message.message, message.bubbles)) return;
    say(find("#status"), "");
    const ends = message.bubbles.some((one) => one.ends);
    hello.ended = ends;
    const asking = message.bubbles.findLast((one) => one.item || one.buttons.length || one.commands.length);
    ask(asking ?? (ends ? null : bubble));
    settle();
    scrollToQuestion();
  },
  ended(message) {
    endLink();
    if (message.safety) warn(message.message, message.safety);
  },
  waiting(message) {
    say(find("#status"), message.message === "start" ? t.starting : t.waiting);
  },
  error(message) {
    if (message.error.code === "not_found") return socket.open(null);
    if (!texts.has(message.message)) return;
    transcript.note(message.message, filled(t.not_sent, { why: WHY[message.error.code] ?? t.why_other }));
    question.show(bubble);
    question.giveBack(texts.get(message.message));
  },
};

/** The clinic has ended this link: what was not sent is said to be so, and nothing more is taken. */
function endLink() {
  socket.stop();
  camera.stop("");
  if (hello === null) emergency("");
  const draft = find("#words").value.trim();
  if (draft) answerNot(newId(), draft);
  for (const message of texts.keys()) transcript.note(message, filled(t.not_sent, { why: t.unknown_title }));
  say(find("#status"), "");
  for (const id of ["#answer", "#choices", "#consent", "#end", "#line"]) find(id).hidden = true;
  find("#link-ended").hidden = false;
  find("#link-ended h2").focus();
}

/** Words that were still being typed stay to be read. */
function answerNot(message, text) {
  texts.set(message, text);
  transcript.patient(message, text, false);
  find("#words").value = "";
}

/** Draw the whole session anew: first load, a reload, another session. */
function redraw() {
  transcript.clear();
  warned.clear();
  unread.clear();
  const last = hello.transcript.at(-1);
  hello.transcript.forEach((entry) => drawEntry(entry, entry === last));
  ask(hello.bubble);
  if (last?.who === "patient") {
    question.wait();
    say(find("#status"), t.waiting);
  }
}

/** After a lost connection: draw what was said meanwhile. */
function catchUp() {
  const missed = hello.transcript.filter((entry) => drawEntry(entry, true));
  if (missed.length > 0) ask(hello.bubble);
}

/** Draw an entry; whether it is a turn of the bot that was not there yet. */
function drawEntry(entry, fresh) {
  if (entry.who === "bot") return transcript.bot(entry.message, entry.bubbles);
  transcript.patient(entry.message, entry.text, true);
  if (entry.safety) warn(entry.message, entry.safety, fresh);
  return false;
}

/** Show what belongs to the session's state. */
function settle() {
  const proxy = hello.who === "proxy";
  const asked = proxy || (hello.consents.text !== null && hello.consents.camera !== null);
  if (!asked && !consentSteps.running) consentSteps.begin();
  if (asked) consentSteps.end();
  find("#chat").hidden = !asked;
  find("#line").hidden = asked;
  find("#answer").hidden = bubble === null || (hello.ended && !bubble.ends);
  if (hello.ended && find("#end").hidden) {
    camera.stop("");
    find("#end").hidden = false;
    rest();
    find("#end h2").focus({ preventScroll: true });
  }
  find("#end").hidden = !hello.ended;
  if (asked) choices.show(hello, camera.on);
  else find("#choices").hidden = true;
  const resume = sessionStorage.getItem("camera") === hello.session;
  if (asked && !proxy && hello.consents.camera && resume && !hello.ended) startCamera();
}

function ask(next) {
  bubble = next;
  askedAt = now();
  question.show(next);
  pauseCamera();
}

/** The patient answers the bubble on show. */
function answer({ text, payload, typing }) {
  const reply = {
    message: newId(),
    at: now(),
    text,
    payload,
    item: bubble?.item ?? null,
    asked_at: bubble?.item ? askedAt : null,
    typing,
  };
  texts.set(reply.message, payload === null ? text : "");
  transcript.patient(reply.message, text, false);
  question.wait();
  transcript.latest().scrollIntoView({ block: "nearest" });
  socket.reply(reply);
}

/** The safety message; while one that is fresh has not been read the camera is paused. */
function warn(message, text, fresh = true) {
  if (warned.has(message)) return transcript.renewSafety(message, text);
  warned.add(message);
  if (fresh) unread.add(message);
  transcript.safety(message, text, fresh ? () => read(message) : null);
  pauseCamera();
}

function read(message) {
  unread.delete(message);
  pauseCamera();
  find("#answer").focus({ preventScroll: true });
  scrollToQuestion();
}

function pauseCamera() {
  camera.pause(unread.size > 0 || Boolean(bubble?.camera_pause));
}

function consented(given) {
  if (given.camera) sessionStorage.setItem("camera", hello.session);
  for (const scope of ["text", "camera"]) changeConsent(scope, given[scope]);
}

function changeConsent(scope, given) {
  socket.consent(scope, given, hello.consent_version);
}

function startCamera() {
  sessionStorage.setItem("camera", hello.session);
  if (hello.consents.camera) camera.start(hello.session, hello.frame_rate);
}

function cameraChanged(on) {
  if (!on) sessionStorage.removeItem("camera");
  if (hello) choices.show(hello, on);
}

function emergency(contact) {
  for (const id of ["#emergency", "#end-emergency", "#choices-emergency", "#link-emergency"]) {
    find(id).replaceChildren(...withNumbers(contact || t.call));
  }
}

/** Bring the bot's latest turn into view from its first words on; a help message stays there until it was read. */
function scrollToQuestion() {
  (transcript.toRead() ?? transcript.latestTurn())?.scrollIntoView({ block: "start" });
}

for (const button of document.querySelectorAll("[data-language]")) {
  onTap(button, () => button.dataset.language === language || socket.speak(button.dataset.language));
}
onTap(find("#new-session"), () => {
  sessionStorage.clear();
  socket.open(null);
});
socket.connect();
