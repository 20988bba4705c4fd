import assert from 'node:assert/strict';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { ADDRESS, page } from './page.js';

const it = page();
beforeEach(() => it.fresh());

test('a reload loses nothing: text, caret, situation, settings, language', async () => {
  await it.draft('😀局长亲自指挥，将对道路进行抢修。');
  await it.run(() => {
    const select = document.getElementById('situation');
    select.value = 'policy';
    select.dispatchEvent(new Event('change'));
  });
  await it.press('#passages .remark:has(.fix) summary', '不这么看');
  await it.press('#passages details[open] button', '不再提');
  await it.click('#lang');
  await it.caret(5, 7);
  const before = await it.text();
  await it.driver.navigate().refresh();
  await it.settled();
  assert.equal(await it.text(), before);
  assert.deepEqual(await it.selection(), [5, 7]);
  assert.equal(await it.run(() => document.getElementById('situation').value), 'policy');
  assert.equal((await it.words('#settings-list li')).length, 1);
  assert.equal(await it.run(() => document.documentElement.lang), 'en');
});

test('not even the last character is lost by a reload', async () => {
  await it.run(() => {
    document.getElementById('text').focus();
    document.execCommand('insertText', false, '刚刚写下的字');
    window.location.reload();
  });
  await it.until(() => document.getElementById('text')?.value === '刚刚写下的字');
});

test('two tabs never write over each other, not even when one was made from the other', async () => {
  await it.draft('第一份稿子');
  await it.driver.navigate().refresh();
  await it.settled();
  const name = await it.run(() => window.sessionStorage.getItem('wenfeng'));
  const first = await it.driver.getWindowHandle();
  await it.driver.switchTo().newWindow('tab');
  await it.driver.get(ADDRESS);
  await it.run((n) => window.sessionStorage.setItem('wenfeng', n), name);
  await it.driver.navigate().refresh();
  await it.settled();
  assert.equal(await it.text(), '第一份稿子');
  await it.draft('第二份稿子');
  await it.driver.navigate().refresh();
  await it.settled();
  assert.equal(await it.text(), '第二份稿子');
  await it.driver.close();
  await it.driver.switchTo().window(first);
  await it.driver.navigate().refresh();
  await it.settled();
  assert.equal(await it.text(), '第一份稿子');
});

test('the browser writes no draft to disk, nor settings, unless asked', async () => {
  const words = '青石镇三号泵站';
  await it.draft(`${words}，局长亲自指挥。`);
  await it.driver.navigate().refresh();
  await it.settled();
  assert.equal(await it.text(), `${words}，局长亲自指挥。`);
  const stores = await it.run(() => [
    Object.values(window.localStorage).join(''),
    Object.values(window.sessionStorage).join(''),
    document.cookie,
  ]);
  assert.equal(stores[0] + stores[2], '');
  assert.ok(!stores[1].includes('局长'));
  await it.run(() => new Promise((done) => setTimeout(done, 500)));
  for (const file of await filesIn(join(it.browser.home, 'profile'))) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    for (const encoding of ['utf8', 'utf16le'])
      assert.ok(!content.includes(Buffer.from(words, encoding)), `the draft stands in ${file}`);
  }
});

async function filesIn(folder) {
  const names = await readdir(folder, { recursive: true });
  const files = [];
  for (const name of names) {
    const path = join(folder, name);
    const about = await stat(path).catch(() => null);
    if (about?.isFile()) files.push(path);
  }
  return files;
}

test('settings are remembered where the user asks for it, and forgotten where not', async () => {
  await it.draft('局长亲自指挥。');
  await it.press('#passages summary', '不这么看');
  await it.press('#passages details[open] button', '这条规则不用了');
  await it.settled();
  await it.click('#remember');
  const another = async () => {
    await it.run(() => window.sessionStorage.clear());
    await it.driver.get('about:blank');
    await it.driver.get(ADDRESS);
    await it.run(() => window.sessionStorage.clear());
    await it.driver.navigate().refresh();
    await it.settled();
  };
  await another();
  assert.equal(await it.text(), '', 'a draft is never remembered');
  assert.match((await it.words('#settings-list li'))[0], /不用规则/);
  await it.click('#remember');
  assert.equal(await it.run(() => window.localStorage.length), 0);
});

test('a program that has stopped answering is told of, and the draft stays', async () => {
  await it.draft('局长亲自指挥。');
  await it.driver.setNetworkConditions({ offline: true, latency: 0, download_throughput: 0, upload_throughput: 0 });
  await it.run(() => {
    document.getElementById('text').focus();
    document.execCommand('insertText', false, '又写了几个字');
  });
  await it.until(() => !document.getElementById('trouble').hidden);
  assert.match((await it.words('#trouble p'))[0], /连不上/);
  assert.match(await it.text(), /又写了几个字/);
  // What was said before still knows its place, though the text has moved.
  await it.run(() => {
    document.getElementById('text').setSelectionRange(0, 0);
    document.execCommand('insertText', false, '😀今天');
  });
  await it.press('#passages .fix', '指挥');
  assert.match(await it.text(), /^😀今天.*局长指挥。/);
  await it.driver.deleteNetworkConditions();
  await it.click('#trouble button');
  await it.settled();
  assert.equal((await it.words('#trouble')).length, 0);
  await it.complaints();
});
