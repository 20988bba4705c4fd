// The review sheet: the post with numbered remarks, for the person who signs it off. To print, or to save as a file.

import { download, h, short } from './dom.js';
import { pieces } from './positions.js';
import { elementTitle } from './state.js';
import { either, say } from './words.js';

/**
 * Fill `sheet` with the review of `text`: `items` the findings, `elements` of a notice or null, `categories` their titles,
 * `facts` a list of name and value, `name` of the file.
 */
export function fillSheet(sheet, { text, items, elements, categories, facts, name }) {
  const passages = items.filter((item) => !item.whole).map((item, i) => ({ ...item, number: i + 1 }));
  const whole = items.filter((item) => item.whole);
  sheet.className = 'sheet';
  sheet.replaceChildren(
    h('h1', {}, say('sheetHead')),
    h('dl', { className: 'sheet-facts' }, facts.map(fact)),
    name ? h('p', { className: 'sheet-name' }, name) : '',
    h('h2', {}, say('sheetPost')),
    h(
      'div',
      { className: 'sheet-post', lang: 'zh-CN' },
      text.trim() === '' ? say('sheetEmpty') : numbered(text, passages),
    ),
    elements ? elementsLine(elements) : '',
    h('h2', {}, say('sheetRemarks')),
    items.length === 0
      ? h('p', {}, say('sheetNone'))
      : h(
          'ol',
          { className: 'sheet-remarks' },
          whole.map((item) => remark(item, say('sheetWhole'), categories)),
          passages.map((item) => remark(item, String(item.number), categories)),
        ),
    h(
      'div',
      { className: 'sheet-signs' },
      ['writer', 'reviewer', 'signer', 'signDate'].map((key) =>
        h('p', {}, `${say(key)} `, h('span', { className: 'blank' })),
      ),
    ),
    h('p', { className: 'sheet-foot' }, say('sheetFoot')),
  );
}

function fact([name, value]) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}

/** The text with its passages underlined, and behind each its number. */
function numbered(text, passages) {
  return pieces(text.length, passages).map((piece) => {
    const ending = passages.filter((item) => item.end === piece.end).map((item) => item.number);
    const words = text.slice(piece.start, piece.end);
    return [
      piece.ranges.length > 0 ? h('u', { className: piece.ranges.at(-1).category }, words) : words,
      // The number stays on the line of the words it stands behind.
      ending.length > 0 && ['\u2060', h('sup', {}, ending.join(' '))],
    ];
  });
}

function elementsLine(elements) {
  const entry = ({ name, found, needed }) =>
    h(
      'span',
      { className: found ? 'has' : needed ? 'lacks' : 'free' },
      found ? '✓ ' : needed ? '✗ ' : '– ',
      elementTitle(name),
    );
  return h(
    'p',
    { className: 'sheet-elements' },
    `${say('sheetElements')} `,
    elements.flatMap((e) => [entry(e), ' ']),
  );
}

function remark(item, number, categories) {
  return h(
    'li',
    {},
    h('span', { className: item.whole ? 'number wide' : 'number' }, number),
    h(
      'div',
      {},
      h(
        'p',
        {},
        !item.whole && h('strong', { lang: 'zh-CN' }, short(item.excerpt, 16)),
        h(
          'span',
          { className: 'sheet-kind' },
          `${either(categories.get(item.category))} · ${say(`severity.${item.severity}`)}`,
        ),
      ),
      h('p', {}, item.message),
      item.instead
        ? h(
            'p',
            { className: 'sheet-instead' },
            h('span', { className: 'sheet-kind' }, say('instead')),
            ' ',
            item.instead,
          )
        : '',
    ),
  );
}

/** Save `sheet` as a page that needs nothing else. */
export async function saveSheet(sheet, name) {
  const style = await (await fetch('sheet.css')).text();
  const page = document.implementation.createHTMLDocument(say('sheetHead'));
  page.documentElement.lang = document.documentElement.lang;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  const looks = page.createElement('style');
  looks.textContent = style;
  page.head.prepend(charset);
  page.head.append(looks);
  page.body.className = 'sheet-page';
  page.body.append(page.importNode(sheet, true));
  // Read, never written: the browser puts the nodes into words and escapes what must be.
  const markup = page.documentElement.outerHTML; // eslint-disable-line no-restricted-properties
  download(name, `<!doctype html>\n${markup}\n`, 'text/html;charset=utf-8');
}
