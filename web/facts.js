// Length and situation: the two lines under the text.

import { $, h, short } from './dom.js';
import { situationTitle, state } from './state.js';
import { say } from './words.js';

/** Weibo's own limit, in units. */
const MOST = 2000;
/** Where on the gauge the fold is; style.css draws its line there. */
const AT_FOLD = 0.6;

/** Show the length of `text`: `units`, and where it is folded (in UTF-16 units), at `limit` units. */
export function showLength(text, units, fold, limit) {
  const level = units > MOST ? 'over' : units > limit ? 'folds' : 'fits';
  const note = { over: ['lengthOver', MOST], folds: ['lengthFolds', limit, MOST], fits: ['lengthFits', limit] }[level];
  const told = text.trim() === '' ? say('lengthNote') : say(...note);
  $('length-text').replaceChildren(h('strong', {}, say('length', units)), ` ${told}`);
  $('length-text').dataset.state = level;
  $('fold-text').textContent = fold === null ? '' : say('foldAt', short(text.slice(fold), 12));
  // Most posts are short: up to the fold takes more than half of the gauge.
  const beyond = Math.min((units - limit) / (MOST - limit), 1);
  const share = units <= limit ? (units / limit) * AT_FOLD : AT_FOLD + beyond * (1 - AT_FOLD);
  $('gauge-fill').style.width = `${share * 100}%`;
  $('gauge-fill').dataset.state = level;
}

/** Offer the situations to choose from; `found` is what the program recognised, if it has looked. */
export function showSituation(found) {
  const { situation: chosen, byDraft } = state;
  const automatic = found && !chosen ? say('automaticAs', situationTitle(found.name)) : say('automatic');
  const options = [['', automatic], ...state.about.situations.map((s) => [s.name, situationTitle(s.name)])];
  const select = $('situation');
  options.forEach(([value, text], i) => {
    const option = select.options[i] ?? select.appendChild(h('option', {}));
    option.value = value;
    option.textContent = text;
  });
  select.value = chosen ?? '';
  const reason = found ? say('because', situationTitle(found.name), found.reason) : '';
  $('situation-reason').textContent = chosen ? say(byDraft ? 'fromDraft' : 'chosen') : reason;
}
