// The review sheet in its window: filled, printed, saved.

import { $ } from './dom.js';
import { trouble } from './notice.js';
import { fillSheet, saveSheet } from './sheet.js';
import { situationTitle, state } from './state.js';
import { say } from './words.js';

/** Make the buttons of the sheet work; `name` gives the name of the file that is open. */
export function listenToPaper(name) {
  const fill = () =>
    fillSheet($('sheet'), { ...state.seen, categories: state.categories, facts: facts(), name: name() });
  $('sheet-open').addEventListener('click', () => {
    fill();
    $('sheet-box').showModal();
  });
  $('sheet-close').addEventListener('click', () => $('sheet-box').close());
  $('sheet-print').addEventListener('click', () => window.print());
  $('sheet-save').addEventListener('click', () => saveSheet($('sheet'), say('sheetFile', today())).catch(trouble));
  // Printing from the menu of the browser gives the sheet too.
  addEventListener('beforeprint', fill);
}

function facts() {
  const { items, post } = state.seen;
  return [
    [say('sheetMeta.situation'), situationTitle(post?.situation.name)],
    [say('sheetMeta.length'), say('length', post?.units ?? 0)],
    [say('sheetMeta.count'), say('count', items.length)],
    [say('sheetMeta.date'), today()],
  ];
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
