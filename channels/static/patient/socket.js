// The chat socket: reconnects by itself and keeps each reply until the server has stored it.
// Unsent words live in memory only: on a shared device nothing stays behind.

import { pauseAfter, pong } from "./clock.js";

const RETRY = ["unavailable", "too_many"];

export class ChatSocket {
  #socket = null;
  #failures = 0;
  #unsent = new Map();
  #session;
  #stopped = false;

  constructor({ session, onMessage, onConnection }) {
    this.#session = session;
    this.onMessage = onMessage;
    this.onConnection = onConnection;
    addEventListener("online", () => this.#connect());
  }

  connect() {
    this.#connect();
  }

  /** Show the session, or with null the patient's open one. */
  open(session) {
    this.#session = session;
    this.#write({ kind: "open", session });
  }

  consent(scope, given, version) {
    this.#write({ kind: "consent", scope, given, version });
  }

  speak(language) {
    this.#write({ kind: "language", language });
  }

  respondent(who) {
    this.#write({ kind: "respondent", who });
  }

  /** Connect no more. */
  stop() {
    this.#stopped = true;
    this.#unsent.clear();
    this.#socket?.close();
  }

  /** Send a reply until it is stored. */
  reply(reply) {
    this.#unsent.set(reply.message, reply);
    this.#write({ kind: "reply", ...reply });
  }

  #connect() {
    if (this.#stopped || (this.#socket && this.#socket.readyState <= WebSocket.OPEN)) return;
    const address = new URL(`${location.pathname.replace(/\/$/, "")}/chat`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onopen = () => this.open(this.#session);
    socket.onmessage = (event) => this.#take(JSON.parse(event.data));
    socket.onclose = () => {
      if (socket !== this.#socket || this.#stopped) return;
      this.#failures += 1;
      if (this.#failures > 1) this.#look();
      this.onConnection(false);
      setTimeout(() => this.#connect(), pauseAfter(this.#failures));
    };
  }

  /** A refused socket does not say why: the page of a link that was ended is not there any more. */
  async #look() {
    const answer = await fetch(location.pathname, { method: "HEAD" }).catch(() => null);
    if (answer?.status === 404 && !this.#stopped) this.onMessage({ kind: "ended", message: null, safety: null });
  }

  #take(message) {
    if (message.kind === "ping") return this.#write(pong(message));
    if (message.kind === "hello") {
      this.#failures = 0;
      this.#session = message.session;
      this.onConnection(true);
    }
    if (message.kind === "stored") this.#unsent.delete(message.message);
    if (message.kind === "error" && this.#retried(message)) return;
    this.onMessage(message);
    if (message.kind === "hello") this.#unsent.forEach((reply) => this.#write({ kind: "reply", ...reply }));
  }

  /** Whether an error is one that sending again will cure. */
  #retried(message) {
    const again = RETRY.includes(message.error.code);
    const reply = this.#unsent.get(message.message);
    if (again && reply) setTimeout(() => this.#write({ kind: "reply", ...reply }), 2000);
    else if (again && !message.message) setTimeout(() => this.#socket.close(), 2000);
    else this.#unsent.delete(message.message);
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

