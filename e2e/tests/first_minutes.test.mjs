// Setting up and signing in: the first minutes of a place, as a newcomer meets them.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { newPerson, openBrowser, signIn } from '../lib/browser.mjs'
import { checkPage } from '../lib/checks.mjs'
import { hafan, startServer } from '../lib/server.mjs'

const HANDLE = 'mair'
const PASSWORD = 'three pines by the water'

let browser, fresh, folder, place

before(async () => {
  browser = await openBrowser()
  fresh = await startServer()
  folder = await mkdtemp(path.join(tmpdir(), 'hafan-e2e-'))
  const made = await hafan([
    'setup', '--data', folder, '--name', 'Gofalwyr y Cwm', '--host-handle', HANDLE,
    '--password', PASSWORD,
  ])
  assert.equal(made.code, 0, made.stderr)
  place = await startServer({ data: folder })
})

after(async () => {
  await browser?.close()
  await fresh?.stop()
  await place?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

test('a new place prints a link that opens the first page of its set-up', async () => {
  assert.ok(fresh.setUpLink, fresh.stdout)
  const { pathname, search } = new URL(fresh.setUpLink)
  for (const language of ['en', 'cy']) {
    const host = await newPerson(browser, fresh.base, { language })
    await checkPage(host, pathname + search, { weighPictures: true })
    assert.equal((await langOf(host, pathname + search)).slice(0, 2), language)
    await host.context.close()
  }
})

test('a place that is set up prints no link', () => {
  assert.equal(place.setUpLink, null)
})

for (const screen of ['phone', 'desktop']) {
  test(`the sign-in page holds what every page holds, on a ${screen}`, async () => {
    const person = await newPerson(browser, place.base, { screen })
    await checkPage(person, '/sign-in', { weighPictures: true })
    await person.context.close()
  })
}

test('a page that is not there says so and holds what every page holds', async () => {
  const person = await newPerson(browser, place.base)
  await checkPage(person, '/nobody-wrote-this', { status: 404 })
  await person.context.close()
})

for (const scripts of [true, false]) {
  test(`the right password opens the door, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const person = await newPerson(browser, place.base, { scripts })
    await signIn(person, HANDLE, PASSWORD)
    assert.notEqual(new URL(person.page.url()).pathname, '/sign-in')
    await checkPage(person, '/')
    await person.context.close()
  })
}

test('a wrong password and an unknown handle get the same answer', async () => {
  const told = []
  for (const handle of [HANDLE, 'nobody_here']) {
    const person = await newPerson(browser, place.base)
    await signIn(person, handle, 'not this one at all')
    assert.equal(new URL(person.page.url()).pathname, '/sign-in')
    told.push((await person.page.locator('main').innerText()).replaceAll(handle, 'HANDLE'))
    await person.context.close()
  }
  assert.equal(told[0], told[1])
})

async function langOf(person, url) {
  await person.page.goto(url)
  return person.page.locator('html').getAttribute('lang')
}
