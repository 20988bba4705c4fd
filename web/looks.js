// Dark or light, Chinese or English.

import { $, h } from './dom.js';
import { state } from './state.js';
import { language, say, sayings, speak } from './words.js';

const system = matchMedia('(prefers-color-scheme: dark)');

function dark() {
  return state.theme ? state.theme === 'dark' : system.matches;
}

/** Dark, light, or null for what the system says. */
export function paint(theme) {
  state.theme = theme;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  $('theme').textContent = say(dark() ? 'light' : 'dark');
}

/** Speak `lang` in all that does not depend on the draft. */
export function talk(lang) {
  speak(lang);
  $('lang').textContent = say('otherLang');
  $('lang').lang = language() === 'en' ? 'zh-CN' : 'en';
  $('help-text').replaceChildren(...sayings('helpText').map((key) => h('p', {}, say(`helpText.${key}`))));
  paint(state.theme);
}

/** Make the switches work; `changed` is called after, with whether it is the language. */
export function listenToLooks(changed) {
  $('lang').addEventListener('click', () => {
    talk(language() === 'en' ? 'zh' : 'en');
    changed(true);
  });
  $('theme').addEventListener('click', () => {
    paint(dark() ? 'light' : 'dark');
    changed(false);
  });
  system.addEventListener('change', () => paint(state.theme));
  $('help-open').addEventListener('click', () => $('help-box').showModal());
  $('help-close').addEventListener('click', () => $('help-box').close());
}
