// Chromium, and the people in front of it.

import { chromium } from 'playwright-core'

/** No network but the page's own: Chromium otherwise calls home at every start. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

/** A page of ours comes in milliseconds; this allows for a very busy machine. */
const WAIT_MS = 15_000

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1360, height: 900 }

/** Starts Chromium, from `CHROMIUM` or where Debian puts it. */
export async function openBrowser() {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: FLAGS })
}

/**
 * A person with a browser of their own: no cookie or cache is shared with anyone else.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} base address of the server
 * @param {object} [how]
 * @param {'phone'|'desktop'} [how.screen]
 * @param {boolean} [how.dark] the evening theme by the system's wish
 * @param {'en'|'cy'} [how.language]
 * @param {boolean} [how.scripts] whether JavaScript runs
 * @param {boolean} [how.keyboard] works without a pointer, see hands.mjs
 * @param {object} [how.storageState] cookies of another context, to be the same person
 */
export async function newPerson(browser, base, how = {}) {
  const { screen = 'desktop', dark = false, language = 'en', scripts = true, storageState } = how
  const context = await browser.newContext({
    viewport: screen === 'phone' ? PHONE : DESKTOP,
    hasTouch: screen === 'phone',
    colorScheme: dark ? 'dark' : 'light',
    // Nothing may hang on motion, and a check must not meet a colour half way.
    reducedMotion: 'reduce',
    locale: language === 'cy' ? 'cy-GB' : 'en-GB',
    timezoneId: 'Europe/London',
    javaScriptEnabled: scripts,
    baseURL: base,
    storageState,
  })
  context.setDefaultTimeout(WAIT_MS)
  return { browser, base, context, page: await context.newPage(), how }
}

/** The same person, cookies and all, in a second browser of another kind. */
export async function sameElsewhere(person, how) {
  const storageState = await person.context.storageState()
  return newPerson(person.browser, person.base, { ...person.how, ...how, storageState })
}

/**
 * Fills the sign-in form by what its fields are for, as a password manager does, and sends it;
 * `path` may be any page that asks for it.
 */
export async function signIn(person, handle, password, path = '/sign-in') {
  const { page } = person
  await page.goto(path)
  await page.locator('main input[autocomplete~="username"]').fill(handle)
  const secret = page.locator('main input[autocomplete~="current-password"]')
  await secret.fill(password)
  await sendForm(page, secret)
  return person
}

/** Sends the form that a field belongs to with its own button, and waits for the next page. */
export async function sendForm(page, field) {
  const form = field.locator('xpath=ancestor::form[1]')
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }),
    form.locator('button[type=submit], button:not([type]), input[type=submit]').first().click(),
  ])
}
