import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './page.js';

const it = page();
beforeEach(() => it.fresh());

const DRAFT = '局长亲自指挥，圆满街道的活动取得圆满成功，局长又亲自指挥。';

async function choose(words, excerpt = '亲自指挥') {
  await it.run((w) => {
    const remark = [...document.querySelectorAll('#passages .remark')].find((el) =>
      el.querySelector('.jump').textContent.includes(w),
    );
    remark.querySelector('details').open = true;
  }, excerpt);
  await it.press('#passages details[open] button', words);
}

test('one place is passed over, listed, and taken back', async () => {
  await it.draft(DRAFT);
  const before = await it.marks();
  await choose('不再提');
  await it.settled();
  assert.ok(!(await it.marks()).some((mark) => mark.words === '亲自指挥'));
  assert.match((await it.words('#settings-list li'))[0], /不提“亲自指挥”/);
  await it.click('#settings-list button');
  await it.settled();
  assert.deepEqual(await it.marks(), before);
  assert.equal((await it.words('#settings-list li')).length, 0);
});

test('a name is accepted as it is written in full', async () => {
  await it.draft('圆满成功街道的局长亲自指挥。');
  await choose('这是认可的名称');
  const field = () => it.find('#passages details[open] input');
  assert.equal(await (await field()).getAttribute('value'), '亲自指挥');
  await (await field()).clear();
  await (await field()).sendKeys('局长亲自指挥');
  await it.press('#passages details[open] button[type=submit]', '认可');
  await it.settled();
  assert.ok(!(await it.marks()).some((mark) => mark.words === '亲自指挥'));
  assert.match((await it.words('#settings-list li'))[0], /认可名称：局长亲自指挥/);
});

test('a rule is switched off for every place', async () => {
  await it.draft(DRAFT);
  await choose('这条规则不用了');
  await it.settled();
  assert.ok(!(await it.marks()).some((mark) => mark.words === '亲自指挥'));
  assert.match((await it.words('#settings-list li'))[0], /不用规则/);
});

test('settings leave as a wenfeng.toml', async () => {
  await it.draft(DRAFT);
  await choose('不再提');
  await it.settled();
  await it.click('#export');
  const toml = await it.downloaded('wenfeng.toml');
  assert.match(toml, /^ignore = \[\s*"modesty\/personally:亲自指挥"/m);
});
