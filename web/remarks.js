// The list of remarks beside the text. A remark that stays keeps its nodes, and with them the focus.

import { button, h, short } from './dom.js';
import { either, language, say } from './words.js';

/** What a remark shows of the passage, in characters. */
const SHOWN = 24;
/** What a button shows of it. */
const NAMED = 10;

/**
 * A list of remarks in `list`; `acts` is what a click does: `go`, `apply`, `ignore`, `accept`,
 * `off`; `home` is where the focus goes when nothing is left.
 */
export class Remarks {
  #list;
  #acts;
  #items = new Map();
  #nodes = new Map();

  constructor(list, acts) {
    this.#list = list;
    this.#acts = acts;
  }

  /** Show `items`; `categories` tells their titles. */
  show(items, categories) {
    const nodes = new Map();
    this.#items = new Map(items.map((item) => [item.key, item]));
    for (const item of items) {
      const face = faceOf(item);
      const old = this.#nodes.get(item.key);
      const node = old?.face === face ? old.node : this.#make(item, categories);
      nodes.set(item.key, { face, node });
    }
    const wanted = [...nodes.values()].map((entry) => entry.node);
    const focus = [...this.#list.children].findIndex((node) => node.contains(document.activeElement));
    for (const { node } of this.#nodes.values()) if (!wanted.includes(node)) node.remove();
    wanted.forEach((node, i) => {
      if (this.#list.children[i] !== node) this.#list.insertBefore(node, this.#list.children[i] ?? null);
    });
    this.#nodes = nodes;
    // Where the remark that had the focus is gone, the next one gets it.
    if (focus >= 0 && !this.#list.contains(document.activeElement)) {
      const next = this.#list.children[focus] ?? this.#list.lastElementChild;
      (next?.querySelector('button') ?? this.#acts.home()).focus();
    }
  }

  /** Set the remark `key` off; its node, if it stands here. */
  point(key) {
    for (const [other, { node }] of this.#nodes) {
      node.classList.toggle('current', other === key);
      if (other === key) node.setAttribute('aria-current', 'true');
      else node.removeAttribute('aria-current');
    }
    return this.#nodes.get(key)?.node ?? null;
  }

  #make(item, categories) {
    // The item of the moment: positions move while the node stays.
    const current = () => this.#items.get(item.key) ?? item;
    const node = h('li', {}, card(item, current, this.#acts, categories));
    node.dataset.key = item.key;
    return node;
  }
}

/** All that can be seen of a remark, as one string. */
export function faceOf(item) {
  const { message, why, instead, also, severity, excerpt, source, fixes } = item;
  return JSON.stringify([
    language(),
    message,
    why,
    instead,
    also,
    severity,
    excerpt,
    source,
    fixes.map((fix) => fix.text),
  ]);
}

/** One remark. `current` gives the item as it is when a button is pressed. */
export function card(item, current, acts, categories) {
  const category = either(categories.get(item.category));
  const excerpt = short(item.excerpt, SHOWN);
  const head = h('div', { className: 'remark-head' });
  if (!item.whole) {
    const sample = h('span', { className: `sample ${item.category}`, lang: 'zh-CN' }, excerpt);
    head.append(button(sample, () => acts.go(current()), { className: 'jump', 'aria-label': say('toPlace', excerpt) }));
  }
  head.append(
    h(
      'span',
      { className: `kind ${item.severity}` },
      h('span', { className: `tag ${item.category}` }, category),
      ` ${say(`severity.${item.severity}`)}`,
    ),
  );
  return h(
    'article',
    { className: `remark ${item.category}` },
    head,
    h('p', { className: 'message' }, item.message),
    said(item),
    fixes(item, current, acts),
    item.source.length > 0 && h('p', { className: 'source' }, `${say('source')} `, item.source.join('；')),
    disagree(item, current, acts),
  );
}

function said(item) {
  const line = (name, text) => h('div', {}, h('dt', {}, say(name)), h('dd', {}, text));
  return h(
    'dl',
    { className: 'said' },
    item.why && line('why', item.why),
    item.instead && line('instead', item.instead),
    item.also.map((message) => line('also', message)),
  );
}

function fixes(item, current, acts) {
  if (item.fixes.length === 0) return null;
  const buttons = item.fixes.map((fix, i) =>
    button(fix.text === '' ? say('remove') : fix.text, (event) => acts.apply(current(), i, event), {
      className: 'fix',
      lang: fix.text === '' ? undefined : 'zh-CN',
      'aria-label': fix.text === '' ? say('remove') : say('changeTo', fix.text),
    }),
  );
  return h('div', { className: 'fixes', role: 'group', 'aria-label': say('alternatives') }, buttons);
}

/** What can be said against a remark. */
export function disagree(item, current, acts) {
  const choices = h('div', { className: 'choices' });
  if (!item.whole) {
    const input = h('input', { type: 'text', lang: 'zh-CN', maxLength: 60, autocomplete: 'off' });
    const form = h(
      'form',
      {
        className: 'accept',
        hidden: true,
        onsubmit: (event) => {
          event.preventDefault();
          if (input.value.trim()) acts.accept(input.value.trim());
        },
      },
      h('label', {}, say('acceptLabel'), input),
      h('button', { type: 'submit' }, say('accept')),
    );
    const ask = button(
      say('acceptName'),
      () => {
        form.hidden = !form.hidden;
        ask.setAttribute('aria-expanded', String(!form.hidden));
        input.value = acts.nameFor(current());
        if (!form.hidden) input.focus();
      },
      { 'aria-expanded': 'false' },
    );
    choices.append(
      button(say('ignoreHere', short(item.excerpt, NAMED)), () => acts.ignore(current())),
      ask,
      form,
    );
  }
  const title = either(item.title) || item.rule;
  choices.append(
    button(say('ruleOff'), () => acts.off(current())),
    h('p', { className: 'rule' }, title, ' ', h('code', {}, item.rule)),
  );
  return h('details', { className: 'disagree' }, h('summary', {}, say('disagree')), choices);
}
