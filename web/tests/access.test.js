import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeEach, test } from 'node:test';
import { page } from './page.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const it = page();
beforeEach(() => it.fresh());

/** What axe finds that is more than a trifle. */
async function faults() {
  // Colours fade in: what is measured must stand still.
  await it.run(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  await it.driver.executeScript(axe);
  const found = await it.driver.executeAsyncScript((done) => window.axe.run(document).then((r) => done(r.violations)));
  return found
    .filter((fault) => fault.impact !== 'minor')
    .map((fault) => `${fault.impact} ${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

async function example() {
  await it.click('#try');
  await it.settled();
  await it.run(() => document.querySelectorAll('details').forEach((el, i) => (el.open = i % 2 === 0)));
}

test('empty', async () => assert.deepEqual(await faults(), []));

test('with remarks', async () => {
  await example();
  await it.press('#passages .jump', '亲自指挥');
  assert.deepEqual(await faults(), []);
});

test('dark', async () => {
  await it.click('#theme');
  await example();
  await it.press('#passages .jump', '亲自指挥');
  assert.deepEqual(await faults(), []);
});

test('in English', async () => {
  await it.click('#lang');
  await example();
  assert.deepEqual(await faults(), []);
});

test('at phone width', async () => {
  await it.browser.size(390, 844, true);
  await example();
  await it.press('#passages .jump', '亲自指挥');
  assert.deepEqual(await faults(), []);
  await it.driver.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride', {});
});

test('the review sheet', async () => {
  await example();
  await it.click('#sheet-open');
  assert.deepEqual(await faults(), []);
});

test('the help', async () => {
  await it.click('#help-open');
  assert.deepEqual(await faults(), []);
});

test('in trouble', async () => {
  await it.driver.setNetworkConditions({ offline: true, latency: 0, download_throughput: 0, upload_throughput: 0 });
  await it.run(() => document.getElementById('try').click());
  await it.until(() => !document.getElementById('trouble').hidden);
  const found = await faults();
  await it.driver.deleteNetworkConditions();
  assert.deepEqual(found, []);
});

test('underlines and the frame of the text keep 3:1 against their ground, in both themes', async () => {
  for (const theme of ['light', 'dark']) {
    const weak = await it.run((t) => {
      document.documentElement.dataset.theme = t;
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const [r, g, b] = style
          .getPropertyValue(name)
          .trim()
          .match(/[0-9a-f]{2}/gi)
          .map((hex) => parseInt(hex, 16) / 255)
          .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const lines = ['modesty', 'plainness', 'candour', 'respect', 'response', 'form', 'edge'];
      return lines.flatMap((line) =>
        ['--sheet', '--point', '--lit']
          .filter((ground) => line !== 'edge' || ground === '--sheet')
          .filter((ground) => ratio(`--${line}`, ground) < 3)
          .map((ground) => `${line} on ${ground}`),
      );
    }, theme);
    assert.deepEqual(weak, [], theme);
  }
});
