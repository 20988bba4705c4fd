// The pictures of the READMEs, from the example of the page. Run by `web/try PROGRAM pictures`.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Page } from './page.js';
import { pixels, png } from './png.js';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const page = new Page();

async function picture(name, width, height, phone = false) {
  await page.browser.size(width, height, phone);
  await page.run(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  const shown = pixels(Buffer.from(await page.driver.takeScreenshot(), 'base64'));
  await writeFile(`${FOLDER}${name}.png`, png(shown.pixels, shown.width, shown.height));
}

async function example() {
  await page.click('#try');
  await page.settled();
  await page.until(() => document.querySelector('#weibo .post'));
}

/** The remark about `words` as after a click on it, without the blue of what is chosen. */
async function at(words) {
  await page.press('#passages .jump', words);
  const [start] = await page.selection();
  await page.caret(start + 1);
  await page.run(() => window.scrollTo(0, 0));
}

await mkdir(FOLDER, { recursive: true });
await page.open({ scale: 1 });
try {
  await page.browser.size(1280, 900);
  await example();
  await at('亲自指挥');
  await page.run(() => (document.querySelector('.side').scrollTop = 0));
  await picture('page', 1280, 960);
  await page.click('#lang');
  await page.settled();
  await page.click('#theme');
  await at('对道路进行抢修');
  await picture('page-en-dark', 1280, 900);
  await page.click('#theme');
  await page.click('#lang');
  await page.settled();
  await page.click('#sheet-open');
  await picture('sheet', 1000, 1180);
  await page.click('#sheet-close');
  await page.browser.size(390, 844, true);
  await at('亲自指挥');
  await picture('phone', 390, 844, true);
} finally {
  await page.close();
}
