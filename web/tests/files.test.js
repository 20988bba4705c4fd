import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { docx } from './docx.js';
import { ADDRESS, page } from './page.js';

const it = page();
beforeEach(() => it.fresh());

const GBK_TEXT = '局长亲自指挥，请放心。';
/** The same, as Windows of many offices writes it. */
const GBK = Buffer.from('bed6b3a4c7d7d7d4d6b8bbd3a3acc7ebb7c5d0c4a1a3', 'hex');

async function choose(name, content) {
  const path = join(it.browser.home, name);
  await writeFile(path, content);
  await it.run(() => (document.getElementById('file').hidden = false));
  await it.find('#file').sendKeys(path);
  await it.run(() => (document.getElementById('file').hidden = true));
}

/** Drop a file as the desktop does. */
function drop(name, content) {
  return it.run(
    (n, bytes) => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(bytes)], n));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
    },
    name,
    [...Buffer.from(content)],
  );
}

test('a file that is dropped is opened and checked', async () => {
  await drop('通报.txt', '局长亲自指挥。\r\n请放心。\r\n');
  await it.until(() => document.querySelectorAll('#mirror .mark').length > 0);
  assert.match(await it.text(), /^局长亲自指挥。\n请放心。/);
  assert.match((await it.words('#file-note'))[0], /打开了 通报\.txt/);
  assert.equal((await it.words('#drop')).length, 0);
});

test('a GBK file is read as what it is', async () => {
  await choose('草稿.txt', GBK);
  await it.until(() => document.getElementById('text').value !== '');
  assert.equal(await it.text(), GBK_TEXT);
  assert.match((await it.words('#file-note'))[0], /GB/);
});

const { paths } = await (await fetch(new URL('openapi.json', ADDRESS))).json();

test('a Word file is opened, and comes back with comments', { skip: !paths['/api/review'] }, async () => {
  await choose('通报.docx', docx('【通报】局长亲自指挥。', '请放心。'));
  await it.until(() => document.querySelectorAll('#mirror .mark').length > 0);
  assert.match(await it.text(), /^【通报】局长亲自指挥。\s+请放心。/);
  await it.press('#file-note button', '下载带批注的 Word 文件');
  const commented = await it.downloaded('通报-批注.docx', 'latin1');
  assert.ok(commented.startsWith('PK') && commented.includes('word/comments.xml'));
});

test('a table of posts is a list to choose from, each with its remarks', async () => {
  await choose(
    '本周微博.csv',
    '编号,正文\n1,局长亲自指挥。\n2,今天停水，请储水。\n3,局长亲自指挥，将对道路进行抢修。\n',
  );
  await it.until(() => [...document.querySelectorAll('.post-remarks')].every((el) => el.textContent.includes('提示')));
  const rows = await it.words('#posts button');
  assert.equal(rows.length, 3);
  assert.match(rows[0], /第 1 条 局长亲自指挥。 1 处提示/);
  assert.match(rows[1], /没有提示/);
  await it.press('#posts button', '第 3 条');
  await it.settled();
  assert.equal(await it.text(), '局长亲自指挥，将对道路进行抢修。');
  await it.click('#passages .fix');
  await it.settled();
  await it.press('#posts button', '第 1 条');
  await it.settled();
  await it.press('#posts button', '第 3 条');
  await it.settled();
  assert.equal(await it.text(), '局长指挥，将对道路进行抢修。', 'what was changed in a post stays');
  await it.run(() => document.execCommand('undo'));
  assert.equal(await it.text(), '局长指挥，将对道路进行抢修。', 'undo brings no other post into this one');
});

test('a file that cannot be read is told of, and the draft stays', async () => {
  await it.draft('局长亲自指挥。');
  await drop('照片.txt', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108', 'hex'));
  await it.until(() => !document.getElementById('trouble').hidden);
  assert.match((await it.words('#trouble p'))[0], /没有成功：.{6,}/);
  assert.equal(await it.text(), '局长亲自指挥。');
});

test('opening a file can be undone', async () => {
  await it.draft('写了一半的稿子');
  await drop('别的.txt', '别的稿子');
  await it.until(() => document.getElementById('text').value === '别的稿子');
  await it.run(() => document.execCommand('undo'));
  assert.equal(await it.text(), '写了一半的稿子');
});

test('settings at the head of a Markdown draft count, and are not shown as published', async () => {
  await drop('答复.md', '+++\nsituation = "reply"\n+++\n局长亲自指挥。\n');
  await it.until(() => document.querySelector('#weibo .post'));
  assert.equal(await it.run(() => document.getElementById('situation').value), 'reply');
  assert.deepEqual(await it.words('#weibo .post'), ['局长亲自指挥。']);
});
