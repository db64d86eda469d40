// Who has just been piled on has quiet in two taps on a phone, and sees who is still there.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { newPerson, openBrowser, signIn } from '../lib/browser.mjs'
import { checkPage } from '../lib/checks.mjs'
import { press } from '../lib/hands.mjs'
import { startServer } from '../lib/server.mjs'

const PASSWORD = 'a-sample-place'

let browser, server

before(async () => {
  browser = await openBrowser()
  server = await startServer({ demo: true })
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

for (const scripts of [true, false]) {
  test(`two taps from any page make it quiet on a phone, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const person = await newPerson(browser, server.base, { screen: 'phone', scripts })
    await signIn(person, 'carys', PASSWORD)
    const { page } = person
    await page.goto(`${server.base}/notifications`)
    const bar = page.locator('header.topbar')
    await press(person, 'This is too much', bar)
    const quiet = page.getByRole('button', { name: 'Make it quiet now', exact: true })
    const box = await quiet.boundingBox()
    assert.ok(box.y + box.height <= page.viewportSize().height, 'seen without scrolling')
    await press(person, 'Make it quiet now')
    const words = await page.locator('main').innerText()
    assert.match(words, /It is quiet/)
    assert.match(words, /People who reach you at once/)
    // The checks themselves are scripts.
    if (scripts) await checkPage(person, '/me/shield')
    await press(person, 'End it now')
  })
}
