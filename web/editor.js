// The text itself: a real text field, so that undo, caret, input methods and screen readers are the browser's own, over a
// layer of the same text, invisible, that carries the underlines.

import { h } from './dom.js';
import { difference, pieces, shifted, shiftedRanges } from './positions.js';

/** Where the browser's undo would take too long, a text is put in without it, in characters. */
const MOST_UNDOABLE = 100_000;

/** The text field `input` over the layer `mirror` in the box `scroller`. */
export class Editor {
  #input;
  #mirror;
  #scroller;
  #text;
  #marks = [];
  #fold = null;
  #lit = [];
  #current = null;
  #composing = false;

  /** Called when the text has changed, with what has: `start`, `removed`, `added`; and when an input method is done. */
  onText = () => {};
  /** Called with the places where the caret or selection is: start, end. */
  onCaret = () => {};

  constructor({ input, mirror, scroller }) {
    this.#input = input;
    this.#mirror = mirror;
    this.#scroller = scroller;
    this.#text = input.value;
    input.addEventListener('compositionstart', () => (this.#composing = true));
    input.addEventListener('compositionend', () => {
      this.#composing = false;
      this.#changed();
    });
    input.addEventListener('input', () => this.#changed());
    const caret = () => {
      if (document.activeElement === input && !this.#composing) this.onCaret(...this.selection);
    };
    document.addEventListener('selectionchange', caret);
    // Not every browser tells of the caret in a text field.
    for (const event of ['keyup', 'click']) input.addEventListener(event, caret);
    this.#draw();
  }

  /** The text as it stands. */
  get text() {
    return this.#input.value;
  }

  /** Whether an input method is in the middle of a word. */
  get composing() {
    return this.#composing;
  }

  /** Start and end of what is chosen. */
  get selection() {
    return [this.#input.selectionStart, this.#input.selectionEnd];
  }

  /** What must be known to come back to this place. */
  get place() {
    return { selection: this.selection, scroll: this.#scroller.scrollTop };
  }

  /** Go back to a place. */
  set place({ selection, scroll }) {
    this.#input.setSelectionRange(...selection);
    this.#scroller.scrollTop = scroll;
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  /** Put `text` in the place of all that stands here. `fresh`: nothing of before is to come back by undo. */
  load(text, { fresh = false } = {}) {
    if (fresh || this.text.length + text.length > MOST_UNDOABLE) {
      this.#input.value = text;
      this.#changed();
    } else {
      this.focus();
      this.#input.select();
      this.#insert(text);
    }
    this.#input.setSelectionRange(0, 0);
    this.#scroller.scrollTop = 0;
  }

  /** Put `text` where `start` to `end` is. Undo takes it back; caret and scroll stay where they were. */
  replace(start, end, text) {
    const { selection, scroll } = this.place;
    const page = [window.scrollX, window.scrollY];
    const edit = { start, removed: end - start, added: text.length };
    this.focus();
    this.#input.setSelectionRange(start, end);
    this.#insert(text);
    this.place = { selection: selection.map((at) => shifted(at, edit)), scroll };
    window.scrollTo(...page);
  }

  #insert(text) {
    // The only way that browsers offer to change a text field so that their own undo knows of it.
    const done = text ? document.execCommand('insertText', false, text) : document.execCommand('delete');
    if (!done) {
      this.#input.setRangeText(text, ...this.selection, 'end');
      this.#changed();
    }
  }

  /** Draw these marks (`start`, `end`, `category`, `key`), and the fold behind so many units, or none. */
  show(marks, fold) {
    this.#marks = marks;
    this.#fold = fold;
    this.#draw();
  }

  /** Set the mark `key` off from the others, and light up these ranges. */
  point(key, lit = []) {
    const same = lit.length === this.#lit.length && lit.every((range, i) => sameRange(range, this.#lit[i]));
    if (key === this.#current && same) return;
    this.#current = key;
    this.#lit = lit;
    this.#draw();
  }

  /** Choose `start` to `end` and bring it into sight. */
  choose(start, end, { focus = true } = {}) {
    if (focus) this.focus();
    this.#input.setSelectionRange(start, end);
    this.reveal(start, end);
  }

  /** Bring a place into sight, moving no more than needed. */
  reveal(start, end) {
    const place = this.#rect(start, end);
    if (!place) return;
    const box = this.#scroller.getBoundingClientRect();
    const room = 24;
    if (place.top < box.top + room) this.#scroller.scrollTop += place.top - box.top - room;
    else if (place.bottom > box.bottom - room) this.#scroller.scrollTop += place.bottom - box.bottom + room;
    const now = this.#rect(start, end);
    if (now.top < 0 || now.bottom > window.innerHeight) window.scrollBy(0, now.top - window.innerHeight / 3);
  }

  #rect(start, end) {
    const range = document.createRange();
    const from = this.#point(start);
    const to = this.#point(Math.min(end, start + 1));
    if (!from || !to) return null;
    range.setStart(...from);
    range.setEnd(...to);
    return range.getBoundingClientRect();
  }

  #point(offset) {
    const walker = document.createTreeWalker(this.#mirror, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (offset <= before + node.length) return [node, offset - before];
      before += node.length;
    }
    return null;
  }

  #changed() {
    const text = this.text;
    const edit = difference(this.#text, text);
    if (text !== this.#text) {
      this.#text = text;
      this.#marks = shiftedRanges(this.#marks, edit);
      this.#lit = [];
      this.#fold = this.#fold === null ? null : shifted(this.#fold, edit);
      this.#draw();
    }
    this.onText(edit);
  }

  #draw() {
    const text = this.#text;
    const fold = this.#fold === null ? [] : [{ start: this.#fold, end: text.length, folded: true }];
    const lit = this.#lit.map(({ start, end }) => ({ start, end, lit: true }));
    const drawn = document.createDocumentFragment();
    for (const piece of pieces(text.length, [...this.#marks, ...lit, ...fold])) {
      if (piece.start === this.#fold) drawn.append(h('span', { className: 'fold' }));
      drawn.append(this.#piece(text.slice(piece.start, piece.end), piece.ranges));
    }
    // A last line that is empty has no height of its own.
    drawn.append('\u200b');
    this.#mirror.replaceChildren(drawn);
  }

  #piece(text, ranges) {
    // The shortest of several marks is the one that is meant.
    const mark = ranges.filter((range) => range.category).at(-1);
    const classes = [];
    if (mark) classes.push('mark', mark.category);
    if (ranges.some((range) => range.key && range.key === this.#current)) classes.push('current');
    if (ranges.some((range) => range.lit)) classes.push('lit');
    if (ranges.some((range) => range.folded)) classes.push('folded');
    if (classes.length === 0) return document.createTextNode(text);
    const span = h('span', { className: classes.join(' ') }, text);
    if (mark) span.dataset.key = mark.key;
    return span;
  }
}

function sameRange(one, other) {
  return one.start === other.start && one.end === other.end;
}
