import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { ADDRESS, page } from './page.js';

const it = page();
beforeEach(() => it.fresh());

const NOTICE =
  '【建设路一厂房爆炸】6月3日7时20分，云台县建设路一间厂房发生爆炸。县消防大队正在扑救，请绕行新华路。云台县应急管理局';

test('an empty page offers an example, and one click shows everything', async () => {
  assert.deepEqual(await it.words('#verdict'), ['写下文字，提示就出现在这里。']);
  await it.click('#try');
  await it.settled();
  assert.ok((await it.marks()).length > 5);
  assert.equal((await it.words('#empty')).length, 0);
  assert.equal((await it.words('#elements')).length, 1);
});

test('a remark gives the reason, the source and what to write', async () => {
  await it.draft('局长亲自指挥。');
  const [remark] = await it.words('#passages .remark');
  for (const part of ['亲自指挥', '谦逊', '提醒', '为什么', '怎么改', '依据', '《'])
    assert.ok(remark.includes(part), part);
});

test('the situation is recognised with its reason, and can be changed', async () => {
  await it.draft(NOTICE);
  assert.match((await it.words('#situation-reason'))[0], /看作“突发.*”：.+/);
  assert.match(await it.run(() => document.querySelector('#situation option').textContent), /自动（看作突发/);
  await it.run(() => {
    const select = document.getElementById('situation');
    select.value = 'everyday';
    select.dispatchEvent(new Event('change'));
  });
  await it.settled();
  assert.deepEqual(await it.words('#situation-reason'), ['由你选定']);
  assert.equal((await it.words('#elements')).length, 0, 'an everyday post has no list of elements');
});

test('the list of elements says what is found, where, and what is missing', async () => {
  await it.draft(NOTICE);
  const rows = await it.words('#elements-list > li');
  assert.equal(rows.length, 8);
  assert.ok(
    rows.some((row) => /^有 时间 .*6月3日/.test(row)),
    rows.join(' | '),
  );
  assert.ok(
    rows.some((row) => /^缺 有没有人受伤 .*截至__时/.test(row)),
    rows.join(' | '),
  );
  await it.press('#elements-list .place', '6月3日');
  const [start, end] = await it.selection();
  assert.match(NOTICE.slice(start, end), /6月3日/);
  const lit = await it.run(() => [...document.querySelectorAll('#mirror .lit')].map((el) => el.textContent).join(''));
  assert.match(lit, /6月3日/);
});

test('the length is weibo’s own, and what is folded away is named', async () => {
  await it.draft('停水通知，abcd');
  assert.match((await it.words('#length-text'))[0], /^7 字 在 140 字以内/);
  await it.draft(`${'水'.repeat(139)}，${'电'.repeat(5)}`);
  assert.match((await it.words('#length-text'))[0], /^145 字 超过 140 字/);
  assert.match((await it.words('#fold-text'))[0], /“电电电电电”/);
  assert.equal(await it.run(() => document.querySelectorAll('#mirror .fold').length), 1);
  await it.draft('水'.repeat(2001));
  assert.match((await it.words('#length-text'))[0], /发不出去/);
  assert.equal((await it.words('#whole-list > li')).length, 1, 'what is said of the whole post stands apart');
  assert.ok(!(await it.marks()).some((mark) => mark.words.length > 1000), 'and underlines nothing');
});

test('the preview shows names and topics in blue, stickers as pictures, and folds', async () => {
  await it.draft(`【停水】#云台县停水# 请看 @云台发布 的通知[蜡烛]，${'水'.repeat(130)}，最后一句。`);
  await it.until(() => document.querySelector('#weibo .hashtag'));
  const blue = await it.run(() => {
    const blue = getComputedStyle(document.documentElement).getPropertyValue('--blue').trim();
    const probe = document.createElement('i');
    probe.style.color = blue;
    document.body.append(probe);
    const wanted = getComputedStyle(probe).color;
    probe.remove();
    return ['hashtag', 'mention'].map(
      (name) => getComputedStyle(document.querySelector(`#weibo .${name}`)).color === wanted,
    );
  });
  assert.deepEqual(blue, [true, true]);
  assert.deepEqual(await it.words('#weibo .headline'), ['【停水】']);
  assert.deepEqual(await it.words('#weibo .hashtag'), ['#云台县停水#']);
  assert.equal(await it.run(() => document.querySelector('#weibo .sticker').getAttribute('aria-label')), '表情 蜡烛');
  assert.ok(!(await it.words('#weibo .post'))[0].includes('最后一句'));
  await it.click('#weibo .unfold');
  assert.ok((await it.words('#weibo .post'))[0].includes('最后一句'));
});

test('a draft is text, whatever stands in it', async () => {
  const hostile =
    '<img src=x onerror="window.broken=1"><script>window.broken=1</script>#<b>亲自指挥</b># @<i>x 局长亲自指挥&amp;';
  await it.draft(hostile);
  await it.click('#sheet-open');
  assert.equal(await it.text(), hostile);
  assert.equal(await it.run(() => window.broken), null);
  assert.equal(await it.run(() => document.querySelectorAll('#page img, #page b, #page i, #sheet img').length), 0);
});

test('the page speaks English at a switch, and remembers it through a reload', async () => {
  await it.draft('局长亲自指挥。');
  await it.click('#lang');
  await it.settled();
  assert.equal(await it.run(() => document.documentElement.lang), 'en');
  const [remark] = await it.words('#passages .remark');
  for (const part of ['Modesty', 'Why', 'Instead', 'Source']) assert.ok(remark.includes(part), part);
  const chinese = await it.run(() =>
    [...document.querySelectorAll('button, h2, label, .small')]
      .filter((el) => el.getClientRects().length > 0 && !el.closest('[lang^=zh]') && !el.querySelector('[lang^=zh]'))
      .map((el) => el.textContent)
      .filter((text) => /\p{Script=Han}/u.test(text.replace(/[“"「].*?[”"」]/g, ''))),
  );
  assert.deepEqual(chinese, []);
});

test('dark and light are the system’s, or what was chosen', async () => {
  const paper = () => it.run(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await it.click('#theme');
  assert.notEqual(await paper(), light);
  await it.click('#theme');
  assert.equal(await paper(), light);
});

test('the number of remarks is said once, after a pause', async () => {
  await it.draft('局长亲自指挥。');
  assert.equal(await it.run(() => document.getElementById('quiet').textContent), '');
  await it.until(() => document.getElementById('quiet').textContent === '1 处提示');
});

test('nothing is loaded from elsewhere, and the browser finds nothing to refuse', async () => {
  await it.draft('局长亲自指挥。');
  await it.click('#sheet-open');
  await it.driver.actions().sendKeys(Key.ESCAPE).perform();
  const elsewhere = await it.run(
    (own) =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((name) => !name.startsWith(own)),
    ADDRESS,
  );
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(await it.complaints(), []);
});

test('at phone width nothing hangs over, and what is tapped is large enough', async () => {
  await it.browser.size(390, 844, true);
  await it.click('#try');
  await it.settled();
  const over = await it.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0);
  await it.run(() => document.querySelectorAll('details').forEach((el) => (el.open = true)));
  const small = await it.run(() =>
    [...document.querySelectorAll('#page button, #page summary, #page select')]
      .filter(
        (el) => el.getClientRects().length > 0 && el.getBoundingClientRect().height < 43.5 && !el.matches('.unfold'),
      )
      .map((el) => `${el.className} ${el.textContent} ${el.getBoundingClientRect().height}`),
  );
  assert.deepEqual(small, []);
  await it.driver.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride', {});
});
