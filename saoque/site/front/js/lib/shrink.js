/* Makes a phone photo small enough for a weak line, upright, and free of everything but its pixels. */

export const LONG_SIDE = 2000; // pixels
export const QUALITY = 0.8;

/** A canvas with the picture upright, its long side at most `side` pixels. Throws when the browser cannot open it. */
export async function openUpright(file, side = LONG_SIDE) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

export function toJpeg(canvas) {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", QUALITY);
  });
}

/** Draws `source` on `target`, turned by `turn` degrees clockwise, to fit into `width` by `height`. */
export function drawTurned(source, target, turn, width, height) {
  const sideways = turn === 90 || turn === 270;
  const [wide, high] = sideways ? [source.height, source.width] : [source.width, source.height];
  const scale = Math.min(width / wide, height / high);
  target.width = Math.max(1, Math.round(wide * scale));
  target.height = Math.max(1, Math.round(high * scale));
  const pen = target.getContext("2d");
  pen.translate(target.width / 2, target.height / 2);
  pen.rotate((turn * Math.PI) / 180);
  pen.scale(scale, scale);
  pen.drawImage(source, -source.width / 2, -source.height / 2);
}
