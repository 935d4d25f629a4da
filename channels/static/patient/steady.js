// For hands that shake: a tap within 600 ms of the last one, or of something new on show, is no tap.
// A trembling finger goes on tapping, so each one that is passed over starts the time anew.
// What is left acts on release: a finger that slides off a button has pressed nothing.

const REPEAT_MS = 600;
let last = -REPEAT_MS;

/** Something new is on show: a tap right now was meant for what was there before. */
export function rest() {
  last = performance.now();
}

/** Do it, unless the tap is a repeat; whether it was done. */
export function tap(act) {
  const repeat = performance.now() - last < REPEAT_MS;
  rest();
  if (!repeat) act();
  return !repeat;
}

/** Have a button do it when it is tapped. */
export function onTap(button, act) {
  button.addEventListener("click", () => tap(act));
}
