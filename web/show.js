// From what was seen to the lists of the page.

import { missingOf, showElements } from './checklist.js';
import { $, h } from './dom.js';
import { tell } from './notice.js';
import { state } from './state.js';
import { either, say } from './words.js';

/** After so many milliseconds without another answer the number of remarks is said. */
const PAUSE = 1200;

let pause = 0;

/** What an incident notice owes; `acts` are those of a remark and of a place. */
export function showChecklist(acts) {
  const { text, elements, items } = state.seen;
  $('elements').hidden = !elements;
  if (!elements) return;
  const missing = new Map(items.filter((item) => item.element).map((item) => [item.element, item]));
  showElements($('elements-list'), elements, text, missing, acts);
  $('elements-sum').textContent = say('elementsSum', missingOf(elements));
}

/** The remarks: those about the whole post in the list `whole`, the others in `passages`. */
export function showRemarks(whole, passages) {
  const { text, items, elements } = state.seen;
  // What is missing in a notice is said once, in its list.
  const apart = items.filter((item) => item.whole && !(elements && item.element));
  const inText = items.filter((item) => !item.whole);
  whole.show(apart, state.categories);
  passages.show(inText, state.categories);
  $('whole').hidden = apart.length === 0;
  $('passages-title').hidden = inText.length === 0;
  $('steps').hidden = inText.length === 0;
  $('verdict').textContent = verdict(text, items.length, apart.length + inText.length);
  $('verdict').hidden = $('verdict').textContent === '';
  showLegend(inText);
}

function verdict(text, all, listed) {
  if (text.trim() === '') return say('nothingYet');
  if (all === 0) return say('allFine');
  return listed === 0 ? say('onlyMissing') : '';
}

function showLegend(items) {
  const count = (category) => items.filter((item) => item.category === category.name).length;
  const used = state.about.categories.filter((category) => count(category) > 0);
  $('legend').hidden = used.length === 0;
  $('legend').replaceChildren(
    ...used.map((category) =>
      h('li', {}, h('span', { className: `sample ${category.name}` }, either(category.title)), ` ${count(category)}`),
    ),
  );
}

/** How many remarks there are; said once the writer pauses. */
export function showCount() {
  const { text, items } = state.seen;
  const written = text.trim() !== '';
  $('count').textContent = written && items.length > 0 ? say('count', items.length) : '';
  clearTimeout(pause);
  const errors = items.filter((item) => item.severity === 'error').length;
  if (written) pause = setTimeout(() => tell(say('countSpoken', items.length, errors)), PAUSE);
}
