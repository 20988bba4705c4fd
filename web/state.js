// What the page knows: what the program told about itself, what the last answer said, what the user chose.

import { either } from './words.js';

/** An answer about no text at all. */
export const NOTHING = Object.freeze({ text: '', items: [], elements: null, post: null });

export const state = {
  /** `about` of the program; a little, until it has told. */
  about: { situations: [], categories: [], elements: [], limits: { fold: 140 } },
  /** Rules by id. */
  rules: new Map(),
  /** Titles of the categories, by name. */
  categories: new Map(),
  /** The last answer: the text it is about, findings, elements of a notice or null, and what is said of the post. */
  seen: NOTHING,
  /** The situation that was chosen, or null; and whether it was the file that said so, not the user. */
  situation: null,
  byDraft: false,
  /** `dark`, `light`, or null for what the system says. */
  theme: null,
  /** Whether something was written that was not copied since. */
  unsaved: false,
};

/** The findings about passages, in the order of the text. */
export function passagesSeen() {
  return state.seen.items.filter((item) => !item.whole && !item.gone);
}

/** The title of a rule. */
export function titleOf(rule) {
  return either(state.rules.get(rule)?.title) || rule;
}

/** The title of a situation. */
export function situationTitle(name) {
  return either(state.about.situations.find((s) => s.name === name)?.title) || name || '';
}

/** The title of an element of a notice. */
export function elementTitle(name) {
  return either(state.about.elements.find((e) => e.name === name)?.title) || name;
}
