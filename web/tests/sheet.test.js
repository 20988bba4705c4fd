import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { page } from './page.js';

const it = page();
beforeEach(() => it.fresh());

async function pages() {
  const { data } = await it.driver.sendAndGetDevToolsCommand('Page.printToPDF', { preferCSSPageSize: true });
  return Buffer.from(data, 'base64')
    .toString('latin1')
    .match(/\/Type\s*\/Page[^s]/g).length;
}

test('the sheet numbers each passage and its remark alike, and leaves room to sign', async () => {
  await it.draft('😀局长亲自指挥，将对道路进行抢修。');
  await it.click('#sheet-open');
  const numbers = await it.words('#sheet .sheet-post sup');
  const remarks = await it.words('#sheet .sheet-remarks li');
  assert.deepEqual(
    numbers,
    remarks.map((_, i) => String(i + 1)),
  );
  assert.ok(remarks.every((remark, i) => remark.startsWith(String(i + 1))));
  assert.deepEqual(await it.words('#sheet .sheet-signs p'), ['拟稿', '审核', '签发', '日期']);
  const facts = (await it.words('#sheet .sheet-facts'))[0];
  assert.match(facts, /情形 .+ 长度 \d+ 字 意见 \d+ 处 日期 \d{4}-\d\d-\d\d/);
});

test('a notice with many remarks fits one page of A4, a long post takes no more than it needs', async () => {
  await it.click('#try');
  await it.settled();
  assert.equal(await pages(), 1, 'printed from the menu of the browser');
  await it.click('#sheet-open');
  assert.equal(await pages(), 1, 'printed from the sheet');
  await it.click('#sheet-close');
  await it.draft('今天起，城东的水费可以在家里交，步骤如下。'.repeat(95));
  assert.ok((await pages()) <= 2);
});

test('the saved sheet is one file that needs nothing else', async () => {
  const hostile = '</style><script>document.title="broken"</script><b>局长亲自指挥</b>';
  await it.draft(hostile);
  await it.click('#sheet-open');
  await it.click('#sheet-save');
  await it.driver.wait(
    async () => (await readdir(it.browser.home)).some((name) => /^审稿单-.*\.html$/.test(name)),
    15_000,
  );
  const name = (await readdir(it.browser.home)).find((file) => /^审稿单-.*\.html$/.test(file));
  await it.driver.get(pathToFileURL(join(it.browser.home, name)).href);
  const shown = await it.run(() => [
    document.querySelector('.sheet-post').textContent.replace(/\u2060\d*/g, ''),
    document.title,
    document.querySelectorAll('script, link, img, b').length,
    getComputedStyle(document.querySelector('.sheet-remarks')).columnCount,
    document.characterSet,
  ]);
  assert.deepEqual(shown, [hostile, '微博审稿单', 0, '2', 'UTF-8']);
});
