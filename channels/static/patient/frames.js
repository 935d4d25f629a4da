// The camera socket: page time and JPEG out, coarse hints about the picture in. The newest frame
// is worth sending, a queue of old ones is not: a frame is dropped when the line is slow.

import { pauseAfter, pong } from "./clock.js";
import { Silence } from "./silence.js";

const QUEUE_BYTES = 64 * 1024;
/** The server pings every 5 s. */
const SILENT_MS = 15_000;

export class FrameSocket {
  #socket = null;
  #failures = 0;
  #open = true;
  #silence = new Silence(() => SILENT_MS, () => this.#lose(this.#socket));

  /** onWindow gets the server's `window` messages, onStopped the reason why it wants no more, onLine true or false. */
  constructor(session, { onWindow, onStopped, onLine }) {
    this.session = session;
    this.onWindow = onWindow;
    this.onStopped = onStopped;
    this.onLine = onLine;
    this.#connect();
  }

  get ready() {
    return this.#socket?.readyState === WebSocket.OPEN && this.#socket.bufferedAmount < QUEUE_BYTES;
  }

  /** Send one frame: eight bytes of page time, big-endian, then the JPEG. */
  send(at, jpeg) {
    const frame = new Uint8Array(8 + jpeg.byteLength);
    new DataView(frame.buffer).setFloat64(0, at);
    frame.set(new Uint8Array(jpeg), 8);
    if (this.ready) this.#socket.send(frame);
  }

  close() {
    this.#open = false;
    this.#silence.end();
    this.#socket?.close();
  }

  #connect() {
    const address = new URL(`/v1/sessions/${this.session}/frames`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#silence.sign();
    socket.onmessage = (event) => this.#take(JSON.parse(event.data));
    socket.onclose = () => this.#lose(socket);
  }

  #lose(socket) {
    if (!this.#open || socket === null || socket !== this.#socket) return;
    this.#socket = null;
    socket.onmessage = null;
    socket.close();
    this.#failures += 1;
    this.onLine(false);
    setTimeout(() => this.#open && this.#connect(), pauseAfter(this.#failures));
  }

  #take(message) {
    this.#silence.sign();
    if (message.kind === "ping") {
      this.#failures = 0;
      this.onLine(true);
      this.#socket.send(JSON.stringify(pong(message)));
    } else if (message.kind === "window") this.onWindow(message);
    else if (message.kind === "stopped" && message.reason !== "restart") {
      this.close();
      this.onStopped(message.reason);
    }
  }
}
