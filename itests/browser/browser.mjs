/* SPDX-License-Identifier: Apache-2.0 */
// Drives the web console of a started distribution in Chromium.
//
//   node browser.mjs [STEP...]      steps: login pages edit create backoff after-restart
//
// Without a step: all but after-restart, which belongs behind a restart of the host that `edit`
// was run against. Exits with 0 where all passed, 1 where one failed, 2 where it cannot begin.
//
// From the environment:
//   NACRE_URL          http://127.0.0.1:8686
//   NACRE_PASSWORD     what the host printed at its first start
//   NACRE_ETC          its etc/
//   NACRE_WATCH        the watch to edit, by the name in its file's name; default: the first one
//   NACRE_SCAN_ON      what `edit` sets and `after-restart` expects; default: write
//   NACRE_SCREENSHOTS  where to keep screenshots; default: itests/target/screenshots
//   CHROMIUM           default: /usr/bin/chromium
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { steps } from './steps.mjs';

const allSteps = ['login', 'pages', 'edit', 'create', 'backoff'];
const environment = process.env;

function settings() {
  for (const name of ['NACRE_PASSWORD', 'NACRE_ETC']) {
    if (!environment[name]) {
      fail(`${name} is not set; the head of browser.mjs says what belongs there.`);
    }
  }
  const screenshots = fileURLToPath(new URL('../target/screenshots', import.meta.url));
  return {
    root: (environment.NACRE_URL ?? 'http://127.0.0.1:8686') + '/system/console',
    password: environment.NACRE_PASSWORD,
    etc: environment.NACRE_ETC,
    watch: environment.NACRE_WATCH,
    scanOn: environment.NACRE_SCAN_ON ?? 'write',
    screenshots: environment.NACRE_SCREENSHOTS ?? screenshots,
  };
}

function fail(message) {
  console.error(`browser: ${message}`);
  process.exit(2);
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : allSteps;
for (const name of wanted) {
  if (!steps[name]) {
    fail(`There is no step ${name}; the steps are ${Object.keys(steps).join(', ')}.`);
  }
}
const given = settings();
mkdirSync(given.screenshots, { recursive: true });

const browser = await chromium.launch({
  executablePath: environment.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox', // root has none
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let passed = 0;
let failed = 0;
for (const name of wanted) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(15_000);
  try {
    await steps[name](context, given);
    passed++;
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${error.message}`);
    for (const [i, page] of context.pages().entries()) {
      await page.screenshot({ path: `${given.screenshots}/failed-${name}-${i}.png` });
    }
  }
  await context.close();
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
