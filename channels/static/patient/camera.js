// The camera: opened only after consent, in sight while it is on, stopped with one tap.

import { now } from "./clock.js";
import { find, say } from "./dom.js";
import { FrameSocket } from "./frames.js";
import { Hints } from "./hints.js";
import { onTap } from "./steady.js";
import { t } from "./texts.js";

const SIZE = { width: 320, height: 240 };
const QUALITY = 0.8;
const STATES = {
  starting: t.camera_starting,
  on: t.camera_on,
  paused: t.camera_paused,
  off: t.camera_off,
};
const FAILURES = {
  NotAllowedError: t.camera_not_allowed,
  NotFoundError: t.camera_not_found,
  NotReadableError: t.camera_in_use,
};
const STOPPED = { replaced: t.camera_elsewhere };
const FAILURE = t.camera_cannot;

/** What is said about a picture for that reason. */
const line = (reason) => t[`hint_${reason.replaceAll(" ", "_")}`] ?? "";

export class Camera {
  #bar = find("#camera");
  #video = find("#self-view");
  #canvas = Object.assign(document.createElement("canvas"), SIZE);
  #stream = null;
  #frames = null;
  #timer = 0;
  #paused = false;
  #encoding = false;
  #hints = new Hints();

  /** onChange is told true or false when the camera goes on or off. */
  constructor(onChange) {
    this.onChange = onChange;
    onTap(find("#stop-camera"), () => this.stop(t.camera_stopped));
    onTap(find("#hide-picture"), () => this.#hide(find("#hide-picture")));
    document.addEventListener("visibilitychange", () => this.#apply());
    // What is scrolled into view must not end up behind the notice.
    new ResizeObserver(() => {
      document.documentElement.style.scrollPaddingTop = `${this.#bar.offsetHeight + 16}px`;
    }).observe(this.#bar);
  }

  get on() {
    return this.#stream !== null;
  }

  async start(session, framesPerSecond) {
    if (this.on || this.#bar.dataset.state === "starting") return;
    this.#show("starting");
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { ...SIZE, facingMode: "user" } });
    } catch (error) {
      return this.#say("off", FAILURES[error.name] ?? FAILURE);
    }
    this.#stream.getVideoTracks()[0].addEventListener("ended", () => this.stop(t.camera_switched_off));
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#hints = new Hints();
    this.#frames = new FrameSocket(session, {
      onWindow: (window) => this.#paused || say(find("#camera-hint"), line(this.#hints.after(window))),
      onStopped: (reason) => this.stop(STOPPED[reason] ?? ""),
      onLine: (up) => say(find("#camera-hint"), up ? "" : t.camera_no_line),
    });
    this.#timer = setInterval(() => this.#capture(), 1000 / framesPerSecond);
    this.#apply();
    this.onChange(true);
  }

  stop(why) {
    clearInterval(this.#timer);
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#frames?.close();
    this.#stream = this.#frames = this.#video.srcObject = null;
    this.#say("off", why);
    this.onChange(false);
  }

  /** While it is paused no frame leaves the page and the picture is dark. */
  pause(paused) {
    this.#paused = paused;
    this.#apply();
  }

  #apply() {
    if (!this.on) return;
    const still = this.#paused || document.hidden;
    this.#stream.getVideoTracks().forEach((track) => (track.enabled = !still));
    if (still) {
      this.#hints.clear();
      say(find("#camera-hint"), "");
    }
    this.#show(this.#paused ? "paused" : "on");
  }

  #capture() {
    const still = this.#paused || document.hidden || this.#encoding || !this.#frames?.ready;
    if (still || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const at = now();
    this.#encoding = true;
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0, SIZE.width, SIZE.height);
    this.#canvas.toBlob(async (blob) => {
      const jpeg = await blob.arrayBuffer();
      this.#encoding = false;
      if (!this.#paused) this.#frames?.send(at, jpeg);
    }, "image/jpeg", QUALITY);
  }

  #hide(button) {
    const hidden = (this.#video.hidden = !this.#video.hidden);
    button.setAttribute("aria-pressed", String(hidden));
    say(button, hidden ? t.show_picture : t.hide_picture);
  }

  #show(state) {
    this.#bar.hidden = false;
    this.#bar.dataset.state = state;
    say(find("#camera-state"), STATES[state]);
  }

  /** A line that stays in the bar after the camera has gone; an empty one takes the bar away. */
  #say(state, why) {
    this.#show(state);
    this.#bar.hidden = !why;
    say(find("#camera-hint"), why);
  }
}
