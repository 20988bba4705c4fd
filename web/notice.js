// What the page says beside its matter: quietly to those who listen, or in a box that cannot be overlooked.

import { $, button, h } from './dom.js';
import { either, say } from './words.js';

/** Say `words` to those who use a screen reader, without moving anything. */
export function tell(words) {
  if ($('quiet').textContent !== words) $('quiet').textContent = words;
}

/** Say that the program refused, or that it does not answer; then `retry` is on offer. */
export function trouble(error, retry) {
  if (error.code === 'offline') warn(say('noServer'), button(say('retry'), retry ?? (() => location.reload())));
  else if (error.code === 'token') complain(say('wantsToken'));
  else if (error.said) complain([error.said, error.help].filter(Boolean).map(either).join(say('stop')));
  else {
    complain(error.code ?? error.message);
    if (!error.code) console.error(error);
  }
}

/** Say that something did not work, and why. */
export function complain(what) {
  warn(say('wentWrong', what), button(say('dismiss'), calm));
}

/** All is well again. */
export function calm() {
  $('trouble').hidden = true;
  $('trouble').replaceChildren();
}

function warn(words, act) {
  $('trouble').replaceChildren(h('p', {}, words), act);
  $('trouble').hidden = false;
}
