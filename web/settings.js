// What the user has settled: places passed over, names accepted, rules switched off. In the form of a wenfeng.toml.

import { button, h, short } from './dom.js';
import { say } from './words.js';

/** The settings of one user. */
export class Settings {
  #ignore = [];
  #accept = [];
  #off = [];

  /** Called when anything has changed. */
  onChange = () => {};

  /** As an object that `plain` made. */
  load(saved) {
    const strings = (list) => (Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []);
    this.#ignore = Array.isArray(saved?.ignore) ? saved.ignore.filter((e) => e?.rule && e?.words) : [];
    this.#accept = strings(saved?.accept);
    this.#off = strings(saved?.off);
  }

  /** As plain data. */
  get plain() {
    return { ignore: this.#ignore, accept: this.#accept, off: this.#off };
  }

  /** As the JSON form of a wenfeng.toml; `undefined` where there is nothing. */
  get config() {
    if (this.none) return undefined;
    const config = {};
    if (this.#ignore.length > 0) config.ignore = this.#ignore.map(({ rule, words }) => `${rule}:${quoted(words)}`);
    if (this.#accept.length > 0) config.accept = this.#accept;
    if (this.#off.length > 0) config.severity = Object.fromEntries(this.#off.map((rule) => [rule, 'off']));
    return config;
  }

  /** Whether nothing is settled. */
  get none() {
    return this.#ignore.length + this.#accept.length + this.#off.length === 0;
  }

  /** Say no more of `rule` about `words`. */
  ignore(rule, words) {
    this.#ignore = [...this.#ignore.filter((e) => e.rule !== rule || e.words !== words), { rule, words }];
    this.onChange();
  }

  /** Accept `name`: nothing in it is a fault. */
  accept(name) {
    this.#accept = [...this.#accept.filter((other) => other !== name), name];
    this.onChange();
  }

  /** Switch `rule` off. */
  off(rule) {
    this.#off = [...this.#off.filter((other) => other !== rule), rule];
    this.onChange();
  }

  /** Show everything that is settled in `list`, each with a way back; `title` gives the name of a rule. */
  show(list, title) {
    const entries = [
      ...this.#ignore.map((entry) => ({
        text: say('settingIgnore', short(entry.words, 20), title(entry.rule)),
        undo: () => (this.#ignore = this.#ignore.filter((other) => other !== entry)),
      })),
      ...this.#accept.map((name) => ({
        text: say('settingAccept', name),
        undo: () => (this.#accept = this.#accept.filter((other) => other !== name)),
      })),
      ...this.#off.map((rule) => ({
        text: say('settingOff', title(rule)),
        undo: () => (this.#off = this.#off.filter((other) => other !== rule)),
      })),
    ];
    const row = ({ text, undo }) => {
      const back = () => {
        undo();
        this.onChange();
      };
      return h('li', {}, h('span', {}, text), button(say('undo'), back, { 'aria-label': say('undoOf', text) }));
    };
    list.replaceChildren(...entries.map(row));
  }
}

/** Words as they stand behind the name of a rule; some must be in quotation marks. */
function quoted(words) {
  return /[,，、\]"“「]/.test(words) ? `「${words.trim()}」` : words.trim();
}
