/* SPDX-License-Identifier: Apache-2.0 */
// The console as its visitors see it: logging in, the Configuration page, what goes wrong unseen.
import assert from 'node:assert/strict';

/** Opens a page that remembers each error a visitor would not see. */
export async function openPage(context) {
  const page = await context.newPage();
  const errors = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(`${page.url()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) {
      errors.push(`${response.url()}: HTTP ${response.status()}`);
    }
  });
  page.on('request', (request) => {
    const scheme = new URL(request.url()).protocol;
    const host = new URL(request.url()).hostname;
    if (scheme !== 'data:' && !['127.0.0.1', 'localhost', '[::1]'].includes(host)) {
      errors.push(`${page.url()}: loads from elsewhere: ${request.url()}`);
    }
  });
  return { page, errors };
}

export async function fillLogin(page, password) {
  await page.fill('#user', 'admin');
  await page.fill('#password', password);
  // The click's navigation is the answer; its load event would be waited for by the next action.
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.click('button[type=submit]'),
  ]);
  await page.waitForLoadState('load');
  return answer;
}

/** A page that is logged in and shows `path`. */
export async function loggedIn(context, given, path) {
  const { page, errors } = await openPage(context);
  await page.goto(given.root + path);
  await fillLogin(page, given.password);
  await page.waitForSelector('#navmenu');
  return { page, errors };
}

/** The configurations that the Configuration page knows: PIDs with names. */
export async function configurations(page) {
  return page.evaluate(() => globalThis.configData.pids.map((entry) => entry.id));
}

export async function openConfiguration(page, given, pid) {
  await page.goto(`${given.root}/configMgr/${encodeURIComponent(pid)}`);
  await page.waitForSelector('#editor:visible textarea, #editor:visible select');
}

/** Opens the dialog for one more configuration of a factory. */
export async function openNew(page, factory) {
  const name = await page.evaluate(
    (id) => globalThis.configData.fpids.find((entry) => entry.id === id)?.name,
    factory,
  );
  assert.ok(name, `the Configuration page offers no ${factory}`);
  await page.locator(`tr[fpid="${name}"] .ui-icon-plusthick`).click();
  await page.waitForSelector('#editor:visible select');
}

/** Saves the open dialog; the page reloads when that is done. */
export async function save(page) {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.waitForNavigation(),
    page.click('.ui-dialog-buttonset button:has-text("Save")'),
  ]);
  assert.ok(answer.status() < 400, `saving gave HTTP ${answer.status()}`);
}

/** Waits until `check` stops throwing. */
export async function eventually(check, milliseconds = 15_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
