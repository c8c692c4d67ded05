// Usage: node browser.mjs <what>, where <what> is JSON: issuer, client, user, password, locale, shots (a folder, or nothing).
// A person with a phone signs in by a real Chromium: second factor set up, wrong password, wrong code, out and in again, and what a
// foreign page can do. Prints JSON; fails where a page is wider than the phone or axe-core finds something serious.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const given = JSON.parse(process.argv[2]);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-proxy-server'] });
const context = await browser.newContext({ locale: given.locale, viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
const page = await context.newPage();
page.setDefaultTimeout(120_000); // A machine that runs all tests at once is slow.
const complaints = [];
page.on('console', (message) => message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && complaints.push(message.text()));
// The client's own page on 127.0.0.1; by the name of localhost it is a foreign site.
const pages = createServer((request, response) => response.setHeader('content-type', 'text/html').end(request.url.startsWith('/callback') ? 'here I am' : foreign()));
await new Promise((ready) => pages.listen(0, '127.0.0.1', ready));
const redirect = `http://127.0.0.1:${pages.address().port}/callback`;

const told = { serious: [], pages: [] };
try {
  // Without a second factor: straight from the client and back to it.
  await page.goto(authorize());
  await look('sign-in');
  told.language = await page.getAttribute('html', 'lang');
  told.focused = await page.evaluate(() => document.activeElement.id);
  await signIn('not my password');
  await look('wrong-password');
  told.wrongPassword = { alert: await page.innerText('[role=alert]'), name: await page.inputValue('#name'), password: await page.inputValue('#password') };
  await signIn(given.password);
  await page.waitForURL((url) => url.href.startsWith(redirect));
  told.code = new URL(page.url()).searchParams.has('code');

  // The second factor, set up by reading its key from the page.
  await page.goto(at('/account'));
  await look('account');
  await page.goto(at('/account/authenticator'));
  await look('authenticator');
  const key = (await page.innerText('#key')).replaceAll(' ', '');
  await page.fill('#code', totp(key, 0));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.recovery');
  await look('recovery-codes');
  told.recovery = await page.locator('.recovery').count();
  await page.goto(at('/account/password'));
  await look('password');
  await page.goto(at('/account/sign-out'));
  await look('sign-out');
  await Promise.all([page.waitForNavigation(), page.click('button')]);
  await look('signed-out');

  // A foreign page may neither frame the sign-in nor send its form.
  await page.goto(`http://localhost:${pages.address().port}/`);
  told.framed = page.frames().some((frame) => frame !== page.mainFrame() && frame.url().startsWith(given.issuer));
  const [forged] = await Promise.all([page.waitForNavigation(), page.click('#send')]);
  told.forged = forged.status();
  await look('forged');
  await page.goto(at('/account'));
  told.afterForgery = new URL(page.url()).pathname;

  // In again, with both factors.
  await page.goto(authorize());
  await signIn(given.password);
  await page.waitForSelector('#code');
  await look('second-factor');
  await page.fill('#code', '000000');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=alert]');
  await look('wrong-code');
  told.wrongCode = await page.innerText('[role=alert]');
  await page.fill('#code', totp(key, 1));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href.startsWith(redirect));
  told.codeAgain = new URL(page.url()).searchParams.has('code');

  // The other language, by the link, and it stays.
  await page.goto(at('/account'));
  await Promise.all([page.waitForNavigation(), page.click('header a')]);
  await page.goto(at('/account'));
  told.otherLanguage = await page.getAttribute('html', 'lang');
  told.complaints = complaints;
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
  pages.close();
}

function at(path) {
  return new URL(path, given.issuer).href;
}

function authorize() {
  const query = {
    response_type: 'code', client_id: given.client, redirect_uri: redirect, scope: 'openid mediation', state: 's',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256',
  };
  return at(`/connect/authorize?${new URLSearchParams(query)}`);
}

async function signIn(password) {
  await page.fill('#name', given.user);
  await page.fill('#password', password);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function look(name) {
  if (given.shots) {
    await page.screenshot({ path: `${given.shots}/${given.locale}-${name}.png`, fullPage: true });
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 360) {
    told.serious.push(`${name}: ${width} px wide`);
  }
  // As a debugger does, past the page's policy, which allows no script.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const found of violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
    told.serious.push(`${name}: ${found.id} ${found.nodes.map((n) => n.html).join(' ')}`);
  }
  told.pages.push(`${name}: ${await page.title()}`);
}

function foreign() {
  return `<iframe src="${at('/account/sign-in')}"></iframe>
    <form method="post" action="${at('/account/sign-in')}"><input name="name" value="${given.user}"><input name="password" value="${given.password}">
    <input name="form" value="guessed"><button id="send">win</button></form>`;
}

// RFC 6238.
function totp(key, ahead) {
  const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const hash = createHmac('sha1', bytes).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}
