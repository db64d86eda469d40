#!/usr/bin/env node
// Pictures of pages for people to look at: each on a phone and a desktop, by day and in the evening,
// in English and Welsh, into e2e/out.
//
//   node shots.mjs [--base URL] [--as HANDLE PASSWORD] PATH...
//
// Without --base it starts the demo place. Only addresses on this machine are visited.

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { newPerson, openBrowser, signIn } from './lib/browser.mjs'
import { startServer } from './lib/server.mjs'

const OUT = fileURLToPath(new URL('out/', import.meta.url))

const args = process.argv.slice(2)
const take = (flag, count) => {
  const at = args.indexOf(flag)
  return at < 0 ? null : args.splice(at, count + 1).slice(1)
}
const [given] = take('--base', 1) ?? []
const login = take('--as', 2)
const paths = args.length > 0 ? args : ['/']
if (given && !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(given).hostname)) {
  throw new Error('only pages of this machine')
}

await mkdir(OUT, { recursive: true })
const server = given ? null : await startServer({ demo: true })
const browser = await openBrowser()
try {
  for (const screen of ['phone', 'desktop']) {
    for (const language of ['en', 'cy']) {
      for (const dark of [false, true]) await shoot({ screen, language, dark })
    }
  }
} finally {
  await browser.close()
  await server?.stop()
}

async function shoot(how) {
  const person = await newPerson(browser, given ?? server.base, how)
  if (login) await signIn(person, ...login)
  for (const one of paths) {
    await person.page.goto(one, { waitUntil: 'load' })
    await person.page.evaluate(() => document.fonts.ready.then(() => true))
    const name = one.replace(/^\/+/, '').replace(/[^\w@-]+/g, '_') || 'start'
    const file = `${name}-${how.screen}-${how.language}-${how.dark ? 'evening' : 'day'}.png`
    await person.page.screenshot({ path: path.join(OUT, file), fullPage: true })
    console.log(file)
  }
  await person.context.close()
}
