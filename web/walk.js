// Between text and list: the caret points at a remark, a remark at its place, and a key goes from one to the next.

import { $ } from './dom.js';
import { tell } from './notice.js';
import { card, faceOf } from './remarks.js';
import { passagesSeen, state } from './state.js';

/** Keeps `editor` and the list `passages` at the same remark. `acts` is what the buttons of a remark do. */
export class Walk {
  #editor;
  #passages;
  #acts;
  #current = null;
  /** What of it is shown. */
  #shown = undefined;
  #face = null;
  /** Places that stay lit up as long as the first of them is chosen. */
  #pinned = [];

  constructor(editor, passages, acts) {
    this.#editor = editor;
    this.#passages = passages;
    this.#acts = acts;
  }

  /** The remark the caret is in, or null. */
  get current() {
    return this.#current;
  }

  /** The caret is, or the chosen words are, at `start` to `end`. */
  caret(start, end) {
    const [first] = this.#pinned;
    if (first && (first.start !== start || first.end !== end)) this.#pinned = [];
    const here = passagesSeen().filter((item) => item.start <= start && end <= item.end);
    const [nearest = null] = [...here].sort((a, b) => a.end - a.start - (b.end - b.start));
    // Where several places touch, the one that was chosen stays.
    this.#point(here.find((item) => item.key === this.#current?.key) ?? nearest);
  }

  /** Go to the passage of `item`. */
  go(item) {
    if (item.gone) return;
    this.#current = item;
    this.#shown = undefined;
    this.#editor.choose(item.start, item.end);
    this.#point(item);
  }

  /** Go to the first of `places`, and light up all of them. */
  place(places) {
    if (places[0].gone) return;
    this.#pinned = places;
    this.#editor.choose(places[0].start, places[0].end);
    this.light([]);
  }

  /** Light up `places` beside those that stay. */
  light(places) {
    const item = this.#current;
    const apart = ({ start, end, gone }) => !gone && (start < item.start || end > item.end);
    const related = item ? item.related.filter(apart) : [];
    this.#editor.point(this.#current?.key ?? null, [
      ...related,
      ...this.#pinned,
      ...places.filter((place) => !place.gone),
    ]);
  }

  /** Go to the next remark, or the one before; round at the ends. */
  step(by) {
    const items = passagesSeen();
    if (items.length === 0) return;
    const [start] = this.#editor.selection;
    const at = items.findIndex((item) => item.key === this.#current?.key);
    const before = items.filter((item) => item.start < start).length;
    const next = at >= 0 ? at + by : by > 0 ? before : before - 1;
    this.go(items[(next + items.length) % items.length]);
    tell(this.#current.message);
  }

  /** From the text to what is said about this place. */
  toRemark() {
    const node = this.#passages.point(this.#current?.key);
    const peeks = getComputedStyle($('peek')).display !== 'none';
    (peeks ? $('peek') : node)?.querySelector('button')?.focus();
  }

  /** From what is said back to the text. */
  toText() {
    if (this.#current) this.#editor.choose(this.#current.start, this.#current.end);
    else this.#editor.focus();
  }

  #point(item) {
    this.#current = item;
    this.light([]);
    const node = this.#passages.point(item?.key);
    // Only on the way to another remark: to measure costs a layout, and a list that moves while one writes is no help.
    if (item?.key !== this.#shown) scrollToRemark(node);
    this.#shown = item?.key;
    const face = item && faceOf(item);
    if (face === this.#face) return;
    this.#face = face;
    $('peek').hidden = !item;
    $('peek').replaceChildren(item ? card(item, () => this.#current ?? item, this.#acts, state.categories) : '');
  }
}

/** Scroll the list so that `node` is in sight below the head that stays, as far as it fits. */
function scrollToRemark(node) {
  const box = node?.closest('.side');
  if (!box || getComputedStyle(box).overflowY === 'visible') return;
  const head = node.closest('section').querySelector('.head')?.offsetHeight ?? 0;
  const [outer, inner] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  const top = outer.top + head;
  if (inner.top < top) box.scrollTop += inner.top - top;
  else if (inner.bottom > outer.bottom) box.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - top);
}
