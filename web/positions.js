// Positions. The program counts bytes of UTF-8, the browser units of UTF-16.

/** A function that turns offsets in UTF-8 bytes of `text` into offsets in UTF-16 units. */
export function fromBytes(text) {
  // The byte at which the character of each unit begins.
  const begins = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    begins[i] = bytes;
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (isPair(text, i)) {
      i += 1;
      begins[i] = bytes;
      bytes += 4;
    } else bytes += 3;
  }
  begins[text.length] = bytes;
  return (offset) => lowerBound(begins, offset);
}

function isPair(text, at) {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What changed between two texts: `removed` units at `start` gave way to `added` ones. */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end += 1;
  return { start, removed: before.length - start - end, added: after.length - start - end };
}

/** Where `offset` lies after `edit`. */
export function shifted(offset, edit) {
  if (offset <= edit.start) return offset;
  if (offset >= edit.start + edit.removed) return offset + edit.added - edit.removed;
  return edit.start + edit.added;
}

/** `ranges` after `edit`, without those it touched. */
export function shiftedRanges(ranges, edit) {
  const end = edit.start + edit.removed;
  return ranges
    .filter((range) => range.end <= edit.start || range.start >= end)
    .map((range) => {
      const by = range.start >= end ? edit.added - edit.removed : 0;
      return by ? { ...range, start: range.start + by, end: range.end + by } : range;
    });
}

/** `text` length cut at every border of `ranges`: pieces in order, each with the ranges that cover it, the longest first. */
export function pieces(length, ranges) {
  const borders = new Set([0, length]);
  for (const { start, end } of ranges) {
    borders.add(Math.min(start, length));
    borders.add(Math.min(end, length));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const waiting = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);
  let open = [];
  let next = 0;
  const out = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    open = open.filter((range) => range.end > start);
    while (next < waiting.length && waiting[next].start <= start) {
      if (waiting[next].end > start) open.push(waiting[next]);
      next += 1;
    }
    out.push({ start, end, ranges: [...open].sort((a, b) => b.end - b.start - (a.end - a.start)) });
  }
  return out;
}
