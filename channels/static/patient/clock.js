// The page's clock, one for both sockets. The server takes its offset from the pongs.

export const now = () => Date.now() / 1000;

export const pong = (ping) => ({ kind: "pong", sent: ping.sent, page: now() });

// A pause that doubles from 0.5 s to 10 s with every failure in a row.
export const pauseAfter = (failures) => Math.min(10_000, 500 * 2 ** (failures - 1));
