// Every kind of page that links lead to in the demo place, for a visitor, a member and a host.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { newPerson, openBrowser, signIn } from '../lib/browser.mjs'
import { checkPage } from '../lib/checks.mjs'
import { startServer } from '../lib/server.mjs'
import { walk } from '../lib/walk.mjs'

/** The password of everyone in the sample place. */
const PASSWORD = 'a-sample-place'
/** Nobody in the list of people below. */
const OTHERS_PROFILE = '/@tallpines'

let browser, server

before(async () => {
  browser = await openBrowser()
  server = await startServer({ demo: true })
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Fewer kinds than this would mean that the walk stands before a closed door. */
const PEOPLE = [
  { who: 'a visitor', kindsMin: 14, enter: (person) => person },
  { who: 'a member', kindsMin: 48, enter: (person) => signIn(person, 'candle', PASSWORD) },
  { who: 'a host', kindsMin: 55, enter: (person) => signIn(person, 'carys', PASSWORD) },
]

for (const { who, kindsMin, enter } of PEOPLE) {
  test(`every page that ${who} can reach holds what every page holds`, async (t) => {
    const person = await enter(await newPerson(browser, server.base))
    const pages = await walk(person)
    // Links may lead to one's own profile first, which is another page than somebody else's.
    pages.set("somebody else's profile", OTHERS_PROFILE)
    assert.ok(pages.size >= kindsMin, `only ${[...pages.keys()].join(' ')}`)
    for (const [pattern, path] of pages) {
      await t.test(pattern, () => checkPage(person, path))
    }
    await person.context.close()
  })
}
