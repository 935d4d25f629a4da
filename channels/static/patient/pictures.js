// The pictures beside the options of our own scales: drawn here, for who reads or types with effort.
// The words or the number stay beside them; a screen reader is told those alone.

const SVG = "http://www.w3.org/2000/svg";

/** A picture of that kind for a place on the scale, 0 for its first option to 1 for its last. */
export function picture(kind, share) {
  const drawing = draw("svg", { viewBox: "0 0 48 48", class: "picture", "aria-hidden": "true" });
  drawing.append(...(kind === "faces" ? face(share) : bar(share)));
  return drawing;
}

function face(share) {
  const bend = 34 + (share - 0.5) * 20;
  const mouth = `M14 ${34 - (share - 0.5) * 6} Q24 ${bend} 34 ${34 - (share - 0.5) * 6}`;
  return [
    draw("circle", { cx: 24, cy: 24, r: 21, class: "line" }),
    draw("circle", { cx: 17, cy: 19, r: 2.5, class: "full" }),
    draw("circle", { cx: 31, cy: 19, r: 2.5, class: "full" }),
    draw("path", { d: mouth, class: "line" }),
  ];
}

function bar(share) {
  const height = 38 * share;
  return [
    draw("rect", { x: 14, y: 43 - height, width: 20, height, class: "full" }),
    draw("rect", { x: 14, y: 5, width: 20, height: 38, rx: 4, class: "line" }),
  ];
}

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
