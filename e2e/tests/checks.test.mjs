// The checks themselves: a good page passes, and each fault put into it is found under its name.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { after, before, test } from 'node:test'

import { newPerson, openBrowser } from '../lib/browser.mjs'
import { problemsOf } from '../lib/checks.mjs'
import { patternOf, walk } from '../lib/walk.mjs'

const STYLE = `
  :root { color-scheme: light dark }
  html { background: Canvas }
  body { font: 18px/1.5 sans-serif; margin: 0 auto; max-width: 40rem; overflow-wrap: anywhere }
  a, button { display: inline-block; min-height: 44px; min-width: 44px }
  p a { display: inline; min-height: 0 }
  input { min-height: 44px; font: inherit }
  :focus-visible { outline: 3px solid currentColor }`

const PAGE = `<!doctype html><html lang="en"><head><title>Good</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head><body>
  <header><nav aria-label="Places"><a href="/">Home</a></nav></header>
  <main><h1>Good evening</h1><p>One sentence with <a href="/?again=1">a link</a> in it.</p>
  <form method="post"><label for="word">A word</label> <input id="word"> <button>Send</button></form>
  </main></body></html>`

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
    + "base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

let browser, site, base
/** What the site serves now: a test changes it. */
let served = {}

before(async () => {
  browser = await openBrowser()
  site = http.createServer((request, answer) => {
    const { pathname } = new URL(request.url, 'http://site')
    const extra = served.files?.[pathname]
    if (pathname === '/style.css') {
      answer.writeHead(200, { 'content-type': 'text/css' }).end(served.style ?? STYLE)
    } else if (extra !== undefined) {
      answer.writeHead(200, { 'content-type': extra.type }).end(extra.body)
    } else {
      answer.writeHead(served.status ?? 200, { ...HEADERS, ...served.headers })
        .end(served.page ?? PAGE)
    }
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  base = `http://127.0.0.1:${site.address().port}`
})

after(async () => {
  await browser.close()
  site.closeAllConnections()
  site.close()
})

async function found(change) {
  served = change
  const person = await newPerson(browser, base)
  try {
    return await problemsOf(person, '/', change.expected)
  } finally {
    await person.context.close()
  }
}

const inMain = (html) => ({ page: PAGE.replace('</main>', `${html}</main>`) })
const script = (body) => ({ '/x.js': { type: 'text/javascript', body } })
const withScript = (body) => ({
  ...inMain('<script src="/x.js" defer></script>'), files: script(body),
})

test('a good page has no problem', async () => {
  assert.deepEqual(await found({}), [])
})

test('a refusal that is expected is no problem', async () => {
  assert.deepEqual(await found({ status: 404, expected: { status: 404 } }), [])
})

const FAULTS = {
  status: { status: 500 },
  policy: { headers: { 'content-security-policy': "default-src 'self' 'unsafe-inline'" } },
  language: { page: PAGE.replace('lang="en"', '') },
  title: { page: PAGE.replace('Good</title>', '</title>') },
  'one h1': inMain('<h1>Another</h1>'),
  'one main': inMain('<div role="main">Another</div>'),
  ids: inMain('<p id="word">Twice</p>'),
  'sized images': inMain('<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
  'errors tied to fields': inMain('<label for="e">E</label><input id="e" aria-invalid="true">'),
  'reduced motion': {
    style: `${STYLE} h1 { animation: turn 3s infinite } @keyframes turn { to { opacity: .9 } }`,
  },
  'axe color-contrast': { style: `${STYLE} h1 { color: #999; background: #aaa }` },
  'axe color-contrast in the evening': {
    style: `${STYLE} @media (prefers-color-scheme: dark) { h1 { color: #999; background: #aaa } }`,
  },
  name: inMain('<button></button>'),
  'visible focus': { style: `${STYLE} a:focus-visible { outline: none }` },
  'focus not covered': {
    style: `${STYLE} header::after { content: ""; position: fixed; inset: 0 }`,
  },
  keyboard: {
    ...inMain('<a href="/far">Far</a><script src="/x.js" defer></script>'),
    files: script(`addEventListener('keydown', (e) => {
      if (document.activeElement.id === 'word' && e.key === 'Tab') e.preventDefault() })`),
  },
  target: { style: STYLE.replace('min-height: 44px; min-width', 'min-width') },
  'overlap at 390 px': { style: `${STYLE} h1 + p { margin-top: -80px }` },
  'reflow at 320 px': { style: `${STYLE} h1 { width: 500px }` },
  weight: {
    page: PAGE.replace('</head>', '<link rel="stylesheet" href="/more.css"></head>'),
    files: { '/more.css': { type: 'text/css', body: `/*${'x'.repeat(100_000)}*/` } },
  },
  'third party': {
    ...inMain('<img alt="" width="1" height="1" src="http://elsewhere.test/a.png">'),
    headers: {
      'content-security-policy': HEADERS['content-security-policy'].replace('img-src', 'img-src *'),
    },
  },
  'script error': withScript('throw new Error("oh")'),
  console: inMain('<script>document.title = "inline"</script>'),
  'without scripts': withScript(`document.querySelector('h1').insertAdjacentHTML('afterend',
    '<p>Words that only a script brings, many of them, far more than a tenth of this page</p>')`),
}

for (const [rule, change] of Object.entries(FAULTS)) {
  test(`a fault is found: ${rule}`, async () => {
    const rules = (await found(change)).map((problem) => problem.rule)
    assert.ok(rules.includes(rule), `found only: ${rules.join(', ') || 'nothing'}`)
  })
}

test('the walk opens each kind of page once and knows ids, handles and queries apart', async () => {
  served = {
    page: PAGE.replace('</main>', `<a href="/@ann/12">1</a><a href="/@ben/13">2</a>
      <a href="/feed">Feed</a><a href="http://elsewhere.test/">Out</a></main>`),
    files: { '/feed': { type: 'application/atom+xml', body: '<feed/>' } },
  }
  const person = await newPerson(browser, base)
  const pages = await walk(person)
  assert.deepEqual([...pages.keys()].sort(), ['/', '/:@handle/:id', '/?again'])
  assert.equal(patternOf(`${base}/c/pines/new?b=1&a=2`), '/c/:name/new?a&b')
  await person.context.close()
})

test('the walk fails on a dead link', async () => {
  served = { page: PAGE, status: 404 }
  const person = await newPerson(browser, base)
  await assert.rejects(walk(person), /is linked and not there/)
  await person.context.close()
})
