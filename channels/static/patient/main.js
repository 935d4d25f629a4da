// The patient's page: joins the chat socket, the conversation, the camera and the choices.

import { Camera } from "./camera.js";
import { Choices } from "./choices.js";
import { now } from "./clock.js";
import { ConsentSteps } from "./consent.js";
import { find, say } from "./dom.js";
import { Question } from "./question.js";
import { withNumbers } from "./safety.js";
import { ChatSocket, newId } from "./socket.js";
import { Transcript } from "./transcript.js";

const CALL = "Please call your local emergency number.";
const OFFLINE = "No connection. What you write is kept here and sent when the connection is back.";
const WAITING = "Your answer is safe. One moment, I will go on as soon as I can.";
const STARTING = "One moment, the first question is coming.";

let hello = null;
let bubble = null;
let askedAt = null;
let unread = 0;
const texts = new Map();

const transcript = new Transcript();
const question = new Question(answer);
const camera = new Camera(cameraChanged);
const consentSteps = new ConsentSteps(consented);
const choices = new Choices(changeConsent, startCamera);
const socket = new ChatSocket({
  session: sessionStorage.getItem("session"),
  onMessage: (message) => take[message.kind]?.(message),
  onConnection: (up) => say(find("#status"), up ? "" : OFFLINE),
});

const take = {
  hello(message) {
    const other = hello?.session !== message.session;
    hello = message;
    sessionStorage.setItem("session", message.session);
    emergency(message.contact);
    if (other) redraw();
    else message.transcript.forEach(drawEntry);
    settle();
  },
  consented(message) {
    const withdrawn = hello.consents[message.scope] && !message.given;
    hello.consents[message.scope] = message.given;
    if (withdrawn && message.scope === "camera") camera.stop("The camera’s numbers of this session are deleted.");
    settle();
  },
  stored(message) {
    transcript.note(message.message, "");
    if (message.safety) warn(message.message, message.safety);
    texts.delete(message.message);
  },
  said(message) {
    drawEntry(message);
    question.wait();
  },
  bot(message) {
    if (!transcript.bot(message.message, message.bubbles)) return;
    say(find("#status"), "");
    const ends = message.bubbles.some((one) => one.ends);
    if (ends) hello.ended = true;
    ask(message.bubbles.findLast((one) => one.item || one.buttons.length || one.commands.length) ?? null);
    settle();
    scrollToQuestion();
  },
  waiting(message) {
    say(find("#status"), message.message === "start" ? STARTING : WAITING);
  },
  error(message) {
    if (message.error.code === "not_found") return socket.open(null);
    transcript.note(message.message, `Not sent: ${message.error.text}`);
    if (texts.has(message.message)) question.giveBack(texts.get(message.message));
  },
};

/** Draw the whole session anew: first load, a reload, another session. */
function redraw() {
  transcript.clear();
  unread = 0;
  hello.transcript.forEach(drawEntry);
  const last = hello.transcript.at(-1);
  ask(hello.bubble);
  if (last?.who === "patient") {
    question.wait();
    say(find("#status"), WAITING);
  }
}

function drawEntry(entry) {
  if (entry.who === "bot") {
    transcript.bot(entry.message, entry.bubbles);
    return;
  }
  transcript.patient(entry.message, entry.text, true);
  const last = hello.transcript.findLast((one) => one.who === "patient");
  if (entry.safety) warn(entry.message, entry.safety, !last || last.message === entry.message);
}

/** Show what belongs to the session's state. */
function settle() {
  const asked = hello.consents.text !== null && hello.consents.camera !== null;
  if (!asked && !consentSteps.running) consentSteps.begin();
  if (asked) consentSteps.end();
  find("#chat").hidden = !asked;
  find("#answer").hidden = hello.ended || bubble === null;
  if (hello.ended && find("#end").hidden) {
    camera.stop("");
    find("#end").hidden = false;
    find("#end h2").focus({ preventScroll: true });
  }
  find("#end").hidden = !hello.ended;
  if (asked) choices.show(hello.consents, camera.on);
  else find("#choices").hidden = true;
  const resume = sessionStorage.getItem("camera") === hello.session;
  if (asked && hello.consents.camera && resume && !hello.ended) startCamera();
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

/** The safety message; while it is unread the camera is paused. */
function warn(message, text, fresh = true) {
  const read = () => {
    unread -= 1;
    pauseCamera();
    find("#answer").focus({ preventScroll: true });
  };
  if (fresh) unread += 1;
  transcript.safety(message, text, fresh ? read : null);
  pauseCamera();
}

function pauseCamera() {
  camera.pause(unread > 0 || Boolean(bubble?.camera_pause));
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
  if (hello) choices.show(hello.consents, on);
}

function emergency(contact) {
  for (const id of ["#emergency", "#end-emergency", "#choices-emergency"]) {
    find(id).replaceChildren(...withNumbers(contact || CALL));
  }
}

function scrollToQuestion() {
  const asking = document.querySelector(".asking") ?? transcript.latest();
  asking?.scrollIntoView({ block: "start" });
}

find("#new-session").addEventListener("click", () => {
  sessionStorage.clear();
  socket.open(null);
});
socket.connect();
