/* Four corners of a paper on its photo, each [x, y] in parts of the picture: top left, top right, bottom right, bottom left. */

export const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];

const keep = (part) => Math.min(1, Math.max(0, part));
export const inside = ([x, y]) => [keep(x), keep(y)];

/** The corners after the picture was turned a quarter clockwise. */
export function turned(corners) {
  if (!corners) return null;
  const [a, b, c, d] = corners.map(([x, y]) => [1 - y, x]);
  return [d, a, b, c];
}

/** Whether the corners go round once and leave more than a speck: what the server asks for too. */
export function fits(corners) {
  return corners.every((_, at) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map((step) => corners[(at + step) % 4]);
    return (bx - ax) * (cy - by) - (by - ay) * (cx - bx) > 0 && Math.hypot(ax - bx, ay - by) >= 0.05;
  });
}

export function nearest(corners, [x, y]) {
  const far = corners.map(([cx, cy]) => Math.hypot(cx - x, cy - y));
  return far.indexOf(Math.min(...far));
}

export const isWhole = (corners) => corners.every(([x, y], at) => x === WHOLE[at][0] && y === WHOLE[at][1]);
export const written = (corners) => corners.map((point) => point.map((part) => part.toFixed(4)).join(",")).join(";");
