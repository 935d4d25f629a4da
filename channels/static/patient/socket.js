// The chat socket: reconnects by itself and keeps each reply until the server has stored it.
// Unsent words live in memory only: on a shared device nothing stays behind.

import { pauseAfter, pong } from "./clock.js";
import { Silence } from "./silence.js";

const RETRY = ["unavailable", "too_many"];
/** The server pings every 10 s; whoever waits for it to answer is not left alone as long as that. */
const SILENT_MS = 25_000;
const WAITING_MS = 12_000;

export class ChatSocket {
  #socket = null;
  #failures = 0;
  #unsent = new Map();
  /** Consents and who answers, by what they are about, until the server has said that it took them. */
  #unsaid = new Map();
  #session;
  #stopped = false;
  #greeted = false;
  #silence = new Silence(() => (this.#waits() ? WAITING_MS : SILENT_MS), () => this.#lose(this.#socket));

  constructor({ session, onMessage, onConnection }) {
    this.#session = session;
    this.onMessage = onMessage;
    this.onConnection = onConnection;
    addEventListener("online", () => this.#connect());
    addEventListener("offline", () => this.#lose(this.#socket));
  }

  connect() {
    this.#connect();
  }

  /** Show the session, or with null the patient's open one. */
  open(session) {
    if (session !== this.#session) this.#unsaid.clear();
    this.#session = session;
    this.#write({ kind: "open", session });
  }

  consent(scope, given, version) {
    this.#tell(scope, { kind: "consent", scope, given, version });
  }

  speak(language) {
    this.#write({ kind: "language", language });
  }

  respondent(who) {
    this.#tell("who", { kind: "respondent", who });
  }

  /** Connect no more. */
  stop() {
    this.#stopped = true;
    this.#unsent.clear();
    this.#unsaid.clear();
    this.#silence.end();
    this.#socket?.close();
  }

  /** Send a reply until it is stored. */
  reply(reply) {
    if (!this.#waits()) this.#silence.sign();
    this.#unsent.set(reply.message, reply);
    this.#write({ kind: "reply", ...reply });
  }

  #tell(about, body) {
    if (!this.#waits()) this.#silence.sign();
    this.#unsaid.set(about, body);
    this.#write(body);
  }

  /** Whether the server owes us an answer. */
  #waits() {
    return !this.#greeted || this.#unsent.size + this.#unsaid.size > 0;
  }

  #connect() {
    if (this.#stopped || (this.#socket && this.#socket.readyState <= WebSocket.OPEN)) return;
    const address = new URL(`${location.pathname.replace(/\/$/, "")}/chat`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#greeted = false;
    this.#silence.sign();
    socket.onopen = () => this.open(this.#session);
    socket.onmessage = (event) => this.#take(JSON.parse(event.data));
    socket.onclose = () => this.#lose(socket);
  }

  /** Give a socket up, which may not know yet that its line is dead, and try with another. */
  #lose(socket) {
    if (socket === null || socket !== this.#socket || this.#stopped) return;
    this.#socket = null;
    socket.onmessage = socket.onopen = null;
    socket.close();
    this.#failures += 1;
    if (this.#failures > 1) this.#look();
    this.onConnection(false);
    setTimeout(() => this.#connect(), pauseAfter(this.#failures));
  }

  /** A refused socket does not say why: the page of a link that was ended is not there any more. */
  async #look() {
    const answer = await fetch(location.pathname, { method: "HEAD" }).catch(() => null);
    if (answer?.status === 404 && !this.#stopped) this.onMessage({ kind: "ended", message: null, safety: null });
  }

  #take(message) {
    this.#silence.sign();
    if (message.kind === "ping") return this.#write(pong(message));
    if (message.kind === "hello") {
      this.#failures = 0;
      this.#greeted = true;
      this.#session = message.session;
      this.onConnection(true);
    }
    if (message.kind === "stored") this.#unsent.delete(message.message);
    if (message.kind === "consented") this.#unsaid.delete(message.scope);
    if (message.kind === "answering") this.#unsaid.delete("who");
    if (message.kind === "error" && this.#retried(message)) return;
    this.onMessage(message);
    if (message.kind !== "hello") return;
    this.#unsaid.forEach((body) => this.#write(body));
    this.#unsent.forEach((reply) => this.#write({ kind: "reply", ...reply }));
  }

  /** Whether an error is one that sending again will cure. */
  #retried(message) {
    const again = RETRY.includes(message.error.code);
    const reply = this.#unsent.get(message.message);
    if (again && reply) setTimeout(() => this.#write({ kind: "reply", ...reply }), 2000);
    else if (again && !message.message) setTimeout(() => this.#socket?.close(), 2000);
    else if (message.message) this.#unsent.delete(message.message);
    else this.#unsaid.clear();
    return again;
  }

  #write(body) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(body));
  }
}

/** An id for one thing sent; a repeat of it carries the same. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

