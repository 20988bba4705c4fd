// What is kept, and where. A draft is held by the program, in its memory, under a random name; the browser, which writes its
// own stores to disk, is given only that name. Settings go to the browser's store when the user asks for it.

import { keep, kept } from './api.js';

const NAME = 'wenfeng';
/** After so many milliseconds without another change the state is handed over. */
const PAUSE = 150;

/** Holds what must survive a reload. `state` gives it as plain data. */
export class Keeper {
  #state;
  #name = '';
  #timer = 0;
  #held = '';

  constructor(state) {
    this.#state = state;
  }

  /** What was held for this tab before it was loaded anew, or null. From now on this tab has a name of its own. */
  async back() {
    const before = read(sessionStorage, NAME);
    // Never the same name again: a tab that was duplicated would write over the draft of the other.
    this.#name = crypto.getRandomValues(new Uint32Array(4)).join('-');
    let held = null;
    try {
      held = before ? JSON.parse(await kept(before)) : null;
    } catch {
      // The program was started anew, or holds nothing any more.
    }
    addEventListener('pagehide', () => this.#hand(true));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#hand(true);
    });
    write(sessionStorage, NAME, this.#name);
    return held;
  }

  /** Something has changed. */
  changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hand(false), PAUSE);
  }

  async #hand(last) {
    if (!this.#name) return;
    clearTimeout(this.#timer);
    const state = JSON.stringify(this.#state());
    if (state === this.#held) return;
    try {
      await keep(this.#name, state, last);
      this.#held = state;
    } catch (error) {
      // A file of very many posts: at least what stands in the field. That the program is gone is told by the check.
      if (error.code === 'too-long')
        await keep(this.#name, JSON.stringify({ ...this.#state(), files: null })).catch(() => {});
    }
  }
}

/** The settings that were to be remembered on this computer, or null. */
export function remembered() {
  try {
    return JSON.parse(read(localStorage, NAME));
  } catch {
    return null;
  }
}

/** Remember `settings` on this computer, or, for null, forget them. */
export function remember(settings) {
  if (settings) write(localStorage, NAME, JSON.stringify(settings));
  else localStorage.removeItem(NAME);
}

/** The token of the address, which is taken out of it, or the one of this tab. */
export function tokenOfAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    write(sessionStorage, `${NAME}-token`, given);
    history.replaceState(null, '', location.pathname);
  }
  return given ?? read(sessionStorage, `${NAME}-token`);
}

function read(store, name) {
  try {
    return store.getItem(name);
  } catch {
    return null;
  }
}

function write(store, name, value) {
  try {
    store.setItem(name, value);
  } catch {
    // A browser that keeps nothing: a reload begins anew.
  }
}
