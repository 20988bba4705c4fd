// Pictures. They are written small: a screen shows few colours, so 256 of them do, and an index costs a third of a colour.

import { deflateSync, inflateSync } from 'node:zlib';

const COLOURS = 256;

/** `rgba`, `width` × `height`, as the bytes of a PNG with a palette. */
export function png(rgba, width, height) {
  const { palette, index } = reduced(rgba);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = index[y * width + x];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** What a PNG as the browser makes it (8 bits, RGB or RGBA, not interlaced) shows: `pixels` as RGBA, `width`, `height`. */
export function pixels(file) {
  const [width, height, depth, kind] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]];
  const size = { 2: 3, 6: 4 }[kind];
  if (depth !== 8 || !size) throw new Error(`a picture of kind ${kind} with ${depth} bits`);
  const parts = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * size;
  const out = Buffer.alloc(width * height * 4, 255);
  let above = Buffer.alloc(row);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)];
    const line = Buffer.from(raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)));
    for (let x = 0; x < row; x += 1) {
      const left = x >= size ? line[x - size] : 0;
      const corner = x >= size ? above[x - size] : 0;
      line[x] += [0, left, above[x], (left + above[x]) >> 1, paeth(left, above[x], corner)][filter];
    }
    for (let x = 0; x < width; x += 1) line.copy(out, (y * width + x) * 4, x * size, x * size + size);
    above = line;
  }
  return { pixels: out, width, height };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The commonest colours, and for each pixel the one that is nearest. */
function reduced(rgba) {
  const count = new Map();
  const colours = new Uint32Array(rgba.length / 4);
  for (let i = 0; i < colours.length; i += 1) {
    const colour = (rgba[4 * i] << 16) | (rgba[4 * i + 1] << 8) | rgba[4 * i + 2];
    colours[i] = colour;
    count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  const palette = [];
  // Not two that nobody can tell apart.
  for (const [colour] of [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (palette.length === COLOURS) break;
    if (palette.every((other) => distance(colour, other) > 60)) palette.push(colour);
  }
  const nearest = new Map();
  for (const colour of count.keys()) {
    let best = 0;
    for (let i = 1; i < palette.length; i += 1)
      if (distance(colour, palette[i]) < distance(colour, palette[best])) best = i;
    nearest.set(colour, best);
  }
  return { palette, index: colours.map((colour) => nearest.get(colour)) };
}

function distance(a, b) {
  const part = (shift) => ((a >> shift) & 255) - ((b >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** The checksum of PNG and ZIP. */
export function crc(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}
