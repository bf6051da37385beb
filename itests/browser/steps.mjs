/* SPDX-License-Identifier: Apache-2.0 */
// The steps of the test; each begins in a fresh browser without cookies.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  configurations,
  eventually,
  fillLogin,
  loggedIn,
  openConfiguration,
  openNew,
  openPage,
  save,
} from './console-page.mjs';

const FACTORY = 'dev.nacre.watch';

function assertNoErrors(errors) {
  assert.deepEqual(errors, [], `errors in the browser:\n${errors.join('\n')}`);
}

async function shoot(page, given, name) {
  await page.screenshot({ path: join(given.screenshots, `${name}.png`) });
}

/** The login page stands before the page asked for, lets in, and logging out ends the session. */
async function login(context, given) {
  const { page, errors } = await openPage(context);
  await page.goto(`${given.root}/components`);
  await shoot(page, given, 'login');
  await fillLogin(page, given.password);
  await page.waitForSelector('#navmenu');
  assert.equal(new URL(page.url()).pathname, '/system/console/components');

  const cookie = (await context.cookies()).find((each) => each.name === 'nacre-session');
  assert.ok(cookie, 'there is no session cookie');
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, 'Strict');
  assert.equal(cookie.path, '/system/console');

  await page.click('.logoutButton a');
  await page.waitForSelector('#password');
  await page.goto(`${given.root}/components`);
  await page.waitForSelector('#password');
  assertNoErrors(errors);

  await context.addCookies([cookie]);
  await page.goto(`${given.root}/components`);
  assert.ok(await page.isVisible('#password'), 'the session outlived the logout');
}

/** No page of the menu has an error, and none loads anything from elsewhere. */
async function pages(context, given) {
  const { page, errors } = await loggedIn(context, given, '/bundles');
  const links = await page.$$eval('#navmenu a', (anchors) => anchors.map((each) => each.href));
  const targets = [...new Set(links)].filter(
    (link) => link.startsWith(given.root) && !link.endsWith('/logout') && !link.endsWith('#'),
  );
  assert.ok(targets.length >= 5, `the menu has only ${targets.length} pages`);
  for (const target of targets) {
    await page.goto(target, { waitUntil: 'networkidle' });
    assert.ok(await page.isVisible('#navmenu'), `${target} is no page of the console`);
    await shoot(page, given, `page-${target.split('/').pop()}`);
  }
  assertNoErrors(errors);
}

function isWatch(pid) {
  return pid.startsWith(`${FACTORY}~`);
}

function watchFile(given, pid) {
  return join(given.etc, `${FACTORY}-${pid.substring(FACTORY.length + 1)}.cfg`);
}

async function chosenWatch(page, given) {
  const watches = (await configurations(page)).filter(isWatch).sort();
  const pid = given.watch ? `${FACTORY}~${given.watch}` : watches[0];
  assert.ok(watches.includes(pid), `there is no watch ${pid}; there are: ${watches.join(', ')}`);
  return pid;
}

function assertScanOn(given, pid) {
  const text = readFileSync(watchFile(given, pid), 'utf8');
  const value = /^\s*scanOn\s*=\s*(.*)$/m.exec(text)?.[1].trim();
  assert.equal(value, `"${given.scanOn}"`, `scanOn in ${watchFile(given, pid)}`);
}

/** What is changed in a watch's dialog stands in its file. */
async function edit(context, given) {
  const { page, errors } = await loggedIn(context, given, '/configMgr');
  const pid = await chosenWatch(page, given);
  await openConfiguration(page, given, pid);
  await shoot(page, given, 'watch-before');
  await page.selectOption('#editor select[name="scanOn"]', given.scanOn);
  await shoot(page, given, 'watch-edited');
  await save(page);
  await eventually(() => assertScanOn(given, pid));
  assertNoErrors(errors);
}

/** After a restart the file and the dialog still have it. */
async function afterRestart(context, given) {
  const { page, errors } = await loggedIn(context, given, '/configMgr');
  const pid = await chosenWatch(page, given);
  assertScanOn(given, pid);
  await openConfiguration(page, given, pid);
  assert.equal(await page.inputValue('#editor select[name="scanOn"]'), given.scanOn);
  await shoot(page, given, 'watch-after-restart');
  assertNoErrors(errors);
}

/** A watch made in the console gets a file; deleted there, the file goes with it. */
async function create(context, given) {
  const { page, errors } = await loggedIn(context, given, '/configMgr');
  const before = (await configurations(page)).filter(isWatch);
  const folder = mkdtempSync(join(tmpdir(), 'nacre-browser-'));
  try {
    await openNew(page, FACTORY);
    if ((await page.locator('#editor [name="paths"]').count()) === 0) {
      await page.locator('#editor tr', { hasText: '(paths)' }).last().locator('[value="+"]').click();
    }
    await page.fill('#editor [name="paths"]', folder);
    await shoot(page, given, 'watch-new');
    await save(page);

    const made = await eventually(async () => {
      await page.goto(`${given.root}/configMgr`);
      const added = (await configurations(page)).filter(
        (pid) => pid.startsWith(FACTORY) && !before.includes(pid),
      );
      assert.equal(added.length, 1, `new watches: ${added.join(', ')}`);
      assert.ok(existsSync(watchFile(given, added[0])), `${added[0]} has no file`);
      return added[0];
    });
    const text = readFileSync(watchFile(given, made), 'utf8');
    assert.ok(text.includes(`"${folder}"`), `the file of ${made} lacks the folder:\n${text}`);

    await openConfiguration(page, given, made);
    page.once('dialog', (dialog) => dialog.accept());
    await Promise.all([
      page.waitForNavigation(),
      page.click('.ui-dialog-buttonset button:has-text("Delete")'),
    ]);
    await eventually(() => {
      assert.ok(!existsSync(watchFile(given, made)), `the file of ${made} outlived it`);
    });
    assertNoErrors(errors);
  } finally {
    rmdirSync(folder);
  }
}

/** After three wrong passwords or more one has to wait; then the right one is let in. */
async function backoff(context, given) {
  const { page } = await openPage(context);
  await page.goto(`${given.root}/bundles`);
  let wrong = 0;
  let answer = await fillLogin(page, 'wrong');
  // On a slow machine a page takes longer than the first wait; the waits double.
  while (answer.status() === 401 && wrong < 9) {
    wrong++;
    answer = await fillLogin(page, 'wrong');
  }
  assert.equal(answer.status(), 429, `after ${wrong} wrong passwords`);
  assert.ok(wrong >= 3, `slowed down after only ${wrong} wrong passwords`);
  assert.match(await page.textContent('[role=alert]'), /Too many wrong passwords/);
  await shoot(page, given, 'login-slowed-down');
  const wait = Number(answer.headers()['retry-after']);
  assert.ok(wait >= 1 && wait <= 60, `Retry-After: ${wait}`);
  await page.waitForTimeout(wait * 1000);
  await fillLogin(page, given.password);
  await page.waitForSelector('#navmenu');
}

export const steps = { login, pages, edit, create, backoff, 'after-restart': afterRestart };
