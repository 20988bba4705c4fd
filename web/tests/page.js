// The page in a browser, for the tests: open it, write in it, read what it shows.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { By, open } from './browser.js';

/** Where the page is; `web/try` starts the program and tells. */
export const ADDRESS = process.env.WENFENG_PAGE ?? 'http://127.0.0.1:8123/';

/** A page for all tests of a file. */
export function page(options) {
  const it = new Page();
  before(async () => it.open(options));
  after(async () => it.close());
  return it;
}

export class Page {
  async open(options) {
    this.browser = await open(options);
    this.driver = this.browser.driver;
    await this.fresh();
  }

  async close() {
    await this.browser.close();
  }

  /** A page nobody has written in. */
  async fresh() {
    await this.run(() => window.sessionStorage?.clear()).catch(() => {});
    await this.driver.get('about:blank');
    await this.driver.get(ADDRESS);
    await this.run(() => {
      window.sessionStorage.clear();
      window.localStorage.clear();
    });
    await this.driver.get('about:blank');
    await this.driver.get(ADDRESS);
    await this.settled();
  }

  /** Run `script` in the page. */
  run(script, ...values) {
    return this.driver.executeScript(script, ...values);
  }

  find(selector) {
    return this.driver.findElement(By.css(selector));
  }

  async click(selector) {
    await this.find(selector).click();
  }

  /** Wait until `test` (run in the page) holds. */
  async until(test, ...values) {
    await this.driver.wait(() => this.run(test, ...values), 15_000, `never: ${test}`);
  }

  /** Wait until what is shown is about what is written. */
  async settled() {
    await this.until(() => document.documentElement.dataset.state === 'settled');
  }

  /** Put `text` in as if pasted at the caret. */
  async write(text) {
    await this.run(() => document.getElementById('text').focus());
    await this.driver.sendDevToolsCommand('Input.insertText', { text });
    await this.settled();
  }

  /** Write `text` into an empty field. */
  async draft(text) {
    await this.run(() => document.getElementById('text').focus());
    await this.run(() => document.getElementById('text').select());
    await this.run(() => document.execCommand('delete'));
    await this.write(text);
  }

  text() {
    return this.run(() => document.getElementById('text').value);
  }

  /** Put the caret, or what is chosen, somewhere. */
  async caret(start, end = start) {
    await this.run(
      (from, to) => {
        const text = document.getElementById('text');
        text.focus();
        text.setSelectionRange(from, to);
      },
      start,
      end,
    );
  }

  selection() {
    return this.run(() => {
      const text = document.getElementById('text');
      return [text.selectionStart, text.selectionEnd];
    });
  }

  /** What is underlined: words, where they begin (UTF-16), category. */
  marks() {
    return this.run(() => {
      const marks = [];
      let at = 0;
      for (const node of document.getElementById('mirror').childNodes) {
        const { length } = node.textContent;
        if (node.classList?.contains('mark')) {
          const last = marks.at(-1);
          if (last && last.key === node.dataset.key && last.start + last.words.length === at)
            last.words += node.textContent;
          else {
            marks.push({ words: node.textContent, start: at, category: node.classList[1], key: node.dataset.key });
          }
        }
        at += length;
      }
      return marks.map(({ words, start, category }) => ({ words, start, category }));
    });
  }

  /** The words of all elements that `selector` meets and that can be seen. */
  words(selector) {
    return this.run(
      (s) =>
        [...document.querySelectorAll(s)]
          .filter((el) => el.getClientRects().length > 0)
          .map((el) => el.innerText.replace(/\s+/g, ' ').trim()),
      selector,
    );
  }

  /** A click on the element among those of `selector` whose words hold `words`. */
  async press(selector, words) {
    const pressed = await this.run(
      (s, w) => {
        const element = [...document.querySelectorAll(s)].find((el) => el.textContent.includes(w));
        element?.scrollIntoView({ block: 'center' });
        return element ?? null;
      },
      selector,
      words,
    );
    if (!pressed) throw new Error(`nothing to press: ${selector} with ${words}`);
    await pressed.click();
  }

  /** The text of the file `name`, once it has come down. */
  async downloaded(name, encoding = 'utf8') {
    const path = join(this.browser.home, name);
    let text = null;
    await this.driver.wait(async () => {
      text = await readFile(path, encoding).catch(() => null);
      return text !== null;
    }, 15_000);
    return text;
  }

  /** The errors and refusals that the console has told of since it was asked last. */
  async complaints() {
    return this.browser.said();
  }
}
