import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { page } from './page.js';
import { pixels } from './png.js';

const it = page();
beforeEach(() => it.fresh());

test('what is typed is underlined at its own characters, by category', async () => {
  await it.run(() => document.getElementById('text').focus());
  await it.find('#text').sendKeys('局长亲自指挥，将对道路进行抢修。');
  await it.until(() => document.querySelectorAll('#mirror .mark').length === 2);
  assert.deepEqual(await it.marks(), [
    { words: '亲自指挥', start: 2, category: 'modesty' },
    { words: '对道路进行抢修', start: 8, category: 'plainness' },
  ]);
});

test('emoji before, between and behind move nothing', async () => {
  await it.draft('😀👨‍👩‍👧局长亲自指挥😀，\n𠮷将对道路进行抢修🕯️。');
  const marks = (await it.marks()).filter((mark) => mark.category !== 'form');
  assert.deepEqual(
    marks.map((mark) => mark.words),
    ['亲自指挥', '对道路进行抢修'],
  );
  const text = await it.text();
  for (const { words, start } of marks) assert.equal(text.slice(start, start + words.length), words);
});

test('each category has a line of its own shape', async () => {
  await it.draft(
    '局长亲自指挥，对道路进行抢修。群众情绪稳定，事故原因正在进一步调查中。现场秩序井然!!请大家放心，感谢您的关注与支持。',
  );
  const lines = await it.run(() => {
    const shapes = {};
    for (const name of ['modesty', 'plainness', 'candour', 'respect', 'response', 'form']) {
      const sample = document.createElement('span');
      sample.className = `mark ${name}`;
      document.getElementById('mirror').append(sample);
      const style = getComputedStyle(sample);
      shapes[name] = `${style.textDecorationStyle} ${style.textDecorationThickness}`;
      sample.remove();
    }
    return shapes;
  });
  assert.equal(new Set(Object.values(lines)).size, 6, JSON.stringify(lines));
});

test('marks move with the text while it is written, before the answer is there', async () => {
  await it.draft('局长亲自指挥。');
  const moved = await it.run(() => {
    const text = document.getElementById('text');
    text.setSelectionRange(0, 0);
    document.execCommand('insertText', false, '今天');
    // No answer can have come yet.
    const mark = document.querySelector('#mirror .mark');
    return [mark.textContent, mark.previousSibling.textContent];
  });
  assert.deepEqual(moved, ['亲自指挥', '今天局长']);
});

test('an input method composes in peace, and what it wrote is checked', async () => {
  await it.draft('局长');
  await it.run(() => {
    window.asked = 0;
    const fetch = window.fetch;
    window.fetch = (...args) => {
      if (String(args[0]).endsWith('api/check')) window.asked += 1;
      return fetch(...args);
    };
  });
  await it.caret(2);
  for (const text of ['q', 'qin', "qin'zi", '亲自zhi hui'])
    await it.driver.sendDevToolsCommand('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  assert.equal(await it.text(), '局长亲自zhi hui');
  assert.equal(await it.run(() => window.asked), 0, 'nothing is asked in the middle of a word');
  await it.driver.sendDevToolsCommand('Input.insertText', { text: '亲自指挥' });
  await it.until(() => document.querySelectorAll('#mirror .mark').length === 1);
  assert.deepEqual(await it.marks(), [{ words: '亲自指挥', start: 2, category: 'modesty' }]);
});

test('a wording is put in by a click, undo takes it back, caret and scroll stay', async () => {
  await it.draft(`${'今天下雨。\n'.repeat(40)}局长亲自指挥。`);
  await it.caret(3);
  await it.run(() => {
    document.getElementById('scroller').scrollTop = 300;
  });
  const before = await it.text();
  await it.click('#passages .fix');
  await it.settled();
  assert.equal(await it.text(), before.replace('亲自指挥', '指挥'));
  assert.deepEqual(await it.selection(), [3, 3]);
  assert.equal(await it.run(() => document.getElementById('scroller').scrollTop), 300);
  await it.driver.actions().keyDown(Key.CONTROL).sendKeys('z').keyUp(Key.CONTROL).perform();
  await it.settled();
  assert.equal(await it.text(), before);
  await it.until(() => document.querySelectorAll('#mirror .mark').length === 1);
});

test('the caret stays in sight while a long draft is written', async () => {
  await it.draft('今天下雨。\n'.repeat(80));
  await it.caret(0);
  await it.run(() => (document.getElementById('scroller').scrollTop = 0));
  await it.driver.actions().keyDown(Key.CONTROL).sendKeys(Key.END).keyUp(Key.CONTROL).sendKeys('x').perform();
  await it.settled();
  const [end, seen] = await it.run(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.getElementById('scroller');
    return [scrollHeight, scrollTop + clientHeight];
  });
  assert.ok(seen > end - 60, `the text ends at ${end}, seen is up to ${seen}`);
});

test('by keyboard: F8 goes to the next place, Alt and Enter to its remark, Escape back', async () => {
  await it.draft('局长亲自指挥，将对道路进行抢修。');
  await it.caret(0);
  const keys = () => it.driver.actions();
  await keys().sendKeys(Key.F8).perform();
  assert.deepEqual(await it.selection(), [2, 6]);
  await keys().sendKeys(Key.F8).perform();
  assert.deepEqual(await it.selection(), [8, 15]);
  await keys().keyDown(Key.SHIFT).sendKeys(Key.F8).keyUp(Key.SHIFT).perform();
  assert.deepEqual(await it.selection(), [2, 6]);
  await keys().keyDown(Key.ALT).sendKeys(Key.ENTER).keyUp(Key.ALT).perform();
  assert.equal(await it.run(() => document.activeElement.closest('li')?.getAttribute('aria-current')), 'true');
  assert.equal(await it.run(() => document.activeElement.textContent), '亲自指挥');
  await keys().sendKeys(Key.ESCAPE).perform();
  assert.equal(await it.run(() => document.activeElement.id), 'text');
});

test('a wording put in by keyboard leaves the focus in the list', async () => {
  await it.draft('局长亲自指挥，将对道路进行抢修。');
  await it.find('#passages .fix').sendKeys(Key.ENTER);
  await it.settled();
  assert.equal(await it.text(), '局长指挥，将对道路进行抢修。');
  assert.ok(await it.run(() => Boolean(document.activeElement.closest('#passages'))));
});

test('a click into an underlined passage points at its remark, and the remark leads back', async () => {
  await it.draft('局长亲自指挥，将对道路进行抢修。');
  await it.caret(10);
  await it.until(() => document.querySelector('#passages [aria-current]'));
  assert.match((await it.words('#passages [aria-current] .jump'))[0], /进行抢修/);
  await it.press('#passages .jump', '亲自指挥');
  assert.deepEqual(await it.selection(), [2, 6]);
});

test('the layer with the lines breaks its lines where the text does', async () => {
  const texts = [
    '【停水通知】'.repeat(60),
    '，。！？；：“”‘’（）《》【】、……——'.repeat(20),
    `${'长'.repeat(200)} ${'w'.repeat(300)} https://example.org/${'x'.repeat(120)}`,
    '一\n\n\n二\n',
    '\n',
    '\t制表\t符  空格   很多 '.repeat(20),
    '😀👨‍👩‍👧🕯️'.repeat(80),
    'Mixed 中英文 mixed，with “quotes” 和数字123,456.78。'.repeat(20),
  ];
  for (const text of texts) {
    await it.draft(text);
    const [written, drawn] = await it.run(() => {
      const field = document.getElementById('text');
      const mirror = document.getElementById('mirror');
      field.style.height = '0';
      const heights = [field.scrollHeight];
      field.style.height = '';
      mirror.style.alignSelf = 'start';
      heights.push(mirror.offsetHeight);
      mirror.style.alignSelf = '';
      return heights;
    });
    assert.equal(written, drawn, JSON.stringify(text.slice(0, 20)));
  }
});

test('text and layer lie on each other, to the pixel', async () => {
  await it.draft(
    `${'【建设路塌陷】局长亲自指挥，“第一时间”对道路进行抢修!!😀，群众情绪稳定，事故原因正在进一步调查中。abc 123 '.repeat(4)}\n完`,
  );
  await it.run(() => {
    document.getElementById('mirror').style.color = 'rgb(255, 0, 0)';
    document.getElementById('text').style.color = 'rgb(0, 0, 0)';
    for (const el of document.querySelectorAll('#mirror *')) el.style.textDecoration = 'none';
    document.activeElement.blur();
  });
  const picture = await it.find('#scroller').takeScreenshot();
  const { pixels: shown } = pixels(Buffer.from(picture, 'base64'));
  let red = 0;
  for (let i = 0; i < shown.length; i += 4) if (shown[i] > 190 && shown[i + 1] < 60 && shown[i + 2] < 60) red += 1;
  // The emoji holds a little red of its own.
  assert.ok(red < 40, `${red} red pixels show`);
});
