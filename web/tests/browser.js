// A browser for the tests and for the pictures: Chromium and its driver as the system has them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, By, logging } from 'selenium-webdriver';
import { Options, ServiceBuilder } from 'selenium-webdriver/chrome.js';

/** A browser window of this size, with a profile and a download folder of its own. */
export async function open({ width = 1280, height = 900, scale = 1 } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'wenfeng-page-'));
  const options = new Options();
  options.setBinaryPath(process.env.CHROMIUM ?? '/usr/bin/chromium');
  options.addArguments(
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--no-first-run',
    '--hide-scrollbars',
    '--lang=zh-CN',
    `--user-data-dir=${join(home, 'profile')}`,
    `--window-size=${width},${height}`,
    `--force-device-scale-factor=${scale}`,
  );
  options.setUserPreferences({ 'download.default_directory': home, 'download.prompt_for_download': false });
  options.setLoggingPrefs({ browser: 'ALL' });
  const driver = await new Builder()
    .forBrowser('chrome')
    .setChromeOptions(options)
    .setChromeService(new ServiceBuilder(process.env.CHROMEDRIVER ?? '/usr/bin/chromedriver'))
    .build();
  return {
    driver,
    home,
    /** Everything the console has said since it was asked last. */
    async said() {
      return (await driver.manage().logs().get(logging.Type.BROWSER)).map((entry) => entry.message);
    },
    /** Exactly this size for the page, as a phone has it. */
    async size(w, h, mobile = false) {
      await driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', {
        width: w,
        height: h,
        deviceScaleFactor: scale,
        mobile,
      });
    },
    async close() {
      await driver.quit();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export { By };
