// What an incident notice owes its readers: found, with the place, or missing, with what to write.

import { button, h, short } from './dom.js';
import { disagree } from './remarks.js';
import { elementTitle } from './state.js';
import { say } from './words.js';

/** What is shown of a place, in characters. */
const SHOWN = 18;

/**
 * Show `elements` of `text` in `list`; `missing` are the findings that say that one is missing, by element. `acts.go` is
 * called with the places of an element, `acts.light` when they are pointed at or no longer.
 */
export function showElements(list, elements, text, missing, acts) {
  list.replaceChildren(...elements.map((element) => row(element, text, missing.get(element.name), acts)));
}

/** How many elements are missing that are needed. */
export function missingOf(elements) {
  return elements.filter((element) => !element.found && element.needed).length;
}

function row(element, text, finding, acts) {
  const name = h('span', { className: 'element-name' }, elementTitle(element.name));
  if (element.found) {
    const [first] = element.places;
    // What was found may begin with the comma before it.
    const excerpt = first ? short(text.slice(first.start, first.end).replace(/^[\p{P}\s]+/u, ''), SHOWN) : '';
    const place = button(h('span', { lang: 'zh-CN' }, excerpt), () => acts.go(element.places), {
      className: 'place',
      'aria-label': say('toPlace', excerpt),
      onmouseenter: () => acts.light(element.places),
      onmouseleave: () => acts.light([]),
      onfocus: () => acts.light(element.places),
      onblur: () => acts.light([]),
    });
    return h('li', { className: 'found' }, state('found'), name, first && place);
  }
  if (!element.needed) {
    const none = h('span', { className: 'state', 'aria-hidden': 'true' }, '–');
    return h('li', { className: 'free' }, none, name, h('span', { className: 'small' }, say('notNeeded')));
  }
  const detail = finding && [
    h('p', { className: 'small' }, `${finding.why}。`),
    h('p', { className: 'write' }, finding.instead),
    disagree(finding, () => finding, acts),
  ];
  return h('li', { className: 'missing' }, state('missing'), name, detail && h('div', { className: 'detail' }, detail));
}

function state(name) {
  return h('span', { className: `state ${name}` }, say(name));
}
