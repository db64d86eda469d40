// What must hold on every page, seen in a real browser. The rules are in STYLE.md, "Pages".

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import { DESKTOP, PHONE, sameElsewhere } from './browser.mjs'
import {
  documentProblems, focusStop, overflowing, overlapping, rememberRest, smallTargets, unreached,
} from './in_page.mjs'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Good practice that this house holds although the standard only hints at it. */
const AXE_MORE = ['heading-order', 'region', 'skip-link', 'empty-heading', 'tabindex']

const TARGET_PX = 44
/** WCAG 1.4.10: a page 1280 px wide at 400 % zoom. */
const REFLOW = { width: 320, height: 640 }
const WEIGHT_BYTES_MAX = 100_000
/** Lines of words that are looked at for others lying over them: the longest page of ours has fewer. */
const LINES_MAX = 4000
/** Far more stops than a page of ours has; a walk that comes here goes in a circle. */
const STOPS_MAX = 400
/** Without scripts, so much of the words must still be there; times of day may differ. */
const WORDS_KEPT_MIN = 0.9

/** Roles that a person acts on, as Chromium's accessibility tree names them. */
const ACTING_ROLES = new Set([
  'button', 'link', 'textbox', 'searchbox', 'combobox', 'listbox', 'checkbox', 'radio', 'switch',
  'slider', 'spinbutton', 'menuitem', 'tab', 'DisclosureTriangle',
])

/**
 * Opens `path` as `person` and fails with all that is wrong with the page, not only the first thing. The person's
 * browser runs scripts; that the page does without them is one of the checks.
 *
 * @param {Awaited<ReturnType<import('./browser.mjs').newPerson>>} person
 * @param {string} path
 * @param {Parameters<typeof problemsOf>[2]} [expected]
 */
export async function checkPage(person, path, expected) {
  assert.notEqual(person.how.scripts, false, 'the checks themselves are scripts')
  const problems = await problemsOf(person, path, expected)
  const lines = problems.map(({ rule, detail }) => `  ${rule}: ${detail}`)
  assert.equal(problems.length, 0, `${path}\n${lines.join('\n')}`)
}

/**
 * Everything wrong with one page, as `{ rule, detail }`.
 *
 * @param {object} person
 * @param {string} path
 * @param {object} [expected]
 * @param {number} [expected.status] where a refusal is the right answer
 * @param {boolean} [expected.weighPictures] whether pictures count towards the weight of the page
 */
export async function problemsOf(person, path, { status = 200, weighPictures = false } = {}) {
  const page = await person.context.newPage()
  const problems = []
  try {
    const record = await watch(page, person.base, problems)
    const answer = await page.goto(path, { waitUntil: 'load' })
    if (answer.status() !== status) add(problems, 'status', `${answer.status()}, not ${status}`)
    headerProblems(answer.headers(), problems)
    await page.evaluate(() => document.fonts.ready.then(() => true))
    const bytes = record.bytes(weighPictures)
    if (bytes > WEIGHT_BYTES_MAX) add(problems, 'weight', `${bytes} bytes: ${record.heaviest()}`)
    problems.push(...await page.evaluate(documentProblems))
    await axeProblems(page, problems)
    await nameProblems(page, problems)
    await focusProblems(page, problems)
    await sizeProblems(page, person, problems)
    record.finish(status)
    await scriptlessProblems(page, person, path, problems)
  } finally {
    await page.close()
  }
  return problems
}

function add(problems, rule, detail) {
  problems.push({ rule, detail })
}

/** Listens from before the first byte: requests, their size, errors, breaches of the policy. */
async function watch(page, base, problems) {
  const sizes = new Map()
  const loud = []
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  const kinds = new Map()
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, { type, url: response.url })
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId)
    if (kind) sizes.set(requestId, { ...kind, bytes: encodedDataLength })
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== base) {
      add(problems, 'third party', request.url())
    }
  })
  page.on('pageerror', (error) => add(problems, 'script error', error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) loud.push(message)
  })
  return {
    bytes: (withPictures) => [...sizes.values()]
      .filter(({ type }) => withPictures || type !== 'Image')
      .reduce((sum, { bytes }) => sum + bytes, 0),
    heaviest: () => [...sizes.values()]
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, 4)
      .map(({ url, bytes }) => `${new URL(url).pathname} ${bytes}`)
      .join(', '),
    finish: (status) => {
      for (const message of loud) {
        // Chromium reports a page that is rightly refused as a failed resource.
        const isThePage = status >= 400 && message.location().url === page.url()
        if (!isThePage) add(problems, 'console', message.text())
      }
    },
  }
}

function headerProblems(headers, problems) {
  const policy = headers['content-security-policy'] ?? ''
  const directives = new Map(policy.split(';').map((part) => {
    const [name, ...values] = part.trim().split(/\s+/)
    return [name, values]
  }))
  const scripts = directives.get('script-src') ?? directives.get('default-src')
  if (!scripts) add(problems, 'policy', `no rule for scripts in "${policy}"`)
  for (const loose of ["'unsafe-inline'", "'unsafe-eval'", '*', 'https:', 'http:', 'data:']) {
    if (scripts?.includes(loose)) add(problems, 'policy', `scripts from ${loose}`)
  }
  for (const name of ['frame-ancestors', 'base-uri', 'form-action']) {
    // None of the three falls back to default-src.
    if (!directives.has(name)) add(problems, 'policy', `${name} is open`)
  }
  if (headers['x-content-type-options'] !== 'nosniff') add(problems, 'policy', 'nosniff is missing')
  if (!headers['referrer-policy']) add(problems, 'policy', 'referrer-policy is missing')
}

/** axe in the theme asked for, then the contrast again in the other one. */
async function axeProblems(page, problems) {
  // `evaluate` goes past the page's policy, which rightly refuses a script tag of ours.
  await page.evaluate(AXE)
  const rules = Object.fromEntries(AXE_MORE.map((id) => [id, { enabled: true }]))
  const tags = { runOnly: { type: 'tag', values: AXE_TAGS }, rules, resultTypes: ['violations'] }
  await axe(tags, '')
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' })
  const contrast = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }
  await axe(contrast, isDark ? ' by day' : ' in the evening')
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })

  async function axe(options, when) {
    const violations = await page.evaluate(
      (given) => window.axe.run(document, given).then((result) => result.violations.map((one) => ({
        id: one.id,
        nodes: one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${
          [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')})`),
        count: one.nodes.length,
      }))),
      options,
    )
    for (const { id, nodes, count } of violations) {
      add(problems, `axe ${id}${when}`, `${count} ×: ${nodes.join(' | ')}`)
    }
  }
}

/** Every control has a name, by the tree that a screen reader reads. */
async function nameProblems(page, problems) {
  const devtools = await page.context().newCDPSession(page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  for (const { ignored, role, name, backendDOMNodeId } of nodes) {
    if (ignored || !ACTING_ROLES.has(role?.value) || name?.value?.trim()) continue
    const { node } = await devtools.send('DOM.describeNode', { backendNodeId: backendDOMNodeId })
    const attributes = (node.attributes ?? []).join(' ')
    add(problems, 'name', `a ${role.value} has none: <${node.localName} ${attributes}>`)
  }
  await devtools.detach()
}

/** Goes through the page with Tab: focus is seen, not covered, and comes to every control. */
async function focusProblems(page, problems) {
  await page.evaluate(rememberRest)
  let stops = 0
  for (; stops < STOPS_MAX; stops++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focusStop)
    if (!stop) break
    if (!stop.isShown) add(problems, 'visible focus', stop.what)
    if (stop.isCovered) add(problems, 'focus not covered', stop.what)
  }
  if (stops === STOPS_MAX) add(problems, 'keyboard', `no end after ${STOPS_MAX} stops`)
  for (const what of await page.evaluate(unreached)) add(problems, 'keyboard', `never reached: ${what}`)
}

/** Fingers on a phone, words that lie over others, and a window of 320 px. */
async function sizeProblems(page, person, problems) {
  for (const screen of [DESKTOP, PHONE]) {
    await page.setViewportSize(screen)
    for (const pair of await page.evaluate(overlapping, LINES_MAX)) {
      add(problems, `overlap at ${screen.width} px`, pair)
    }
  }
  await page.setViewportSize(PHONE)
  for (const small of await page.evaluate(smallTargets, TARGET_PX)) add(problems, 'target', small)
  await page.setViewportSize(REFLOW)
  const wide = await page.evaluate(overflowing)
  if (wide.length > 0) add(problems, 'reflow at 320 px', wide.join(' | '))
  await page.setViewportSize(person.how.screen === 'phone' ? PHONE : DESKTOP)
}

/** The same page for the same person without scripts says the same. */
async function scriptlessProblems(page, person, path, problems) {
  const withScripts = words(await page.locator('main').first().innerText())
  const plain = await sameElsewhere(person, { scripts: false })
  try {
    await plain.page.goto(path, { waitUntil: 'load' })
    // What a press opens is not lost: scripts say in a summary what is chosen behind it.
    await plain.page.locator('main details').evaluateAll((all) => all.forEach((one) => (one.open = true)))
    const without = new Set(words(await plain.page.locator('main').first().innerText()))
    const lost = withScripts.filter((word) => !without.has(word))
    if (lost.length > withScripts.length * (1 - WORDS_KEPT_MIN)) {
      const some = [...new Set(lost)].slice(0, 12).join(' ')
      add(problems, 'without scripts', `${lost.length} of ${withScripts.length} words lost: ${some}`)
    }
  } finally {
    await plain.context.close()
  }
}

function words(text) {
  return text.toLowerCase().match(/\p{L}{2,}/gu) ?? []
}
