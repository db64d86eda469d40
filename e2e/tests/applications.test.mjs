// Letting an application in, as people meet it: signed out, without scripts, in either language.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { newPerson, openBrowser, signIn } from '../lib/browser.mjs'
import { checkPage } from '../lib/checks.mjs'
import { hafan, startServer } from '../lib/server.mjs'

const PASSWORD = 'pump o gloch fore'
const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob'
const ALLOW = { en: 'Let it in', cy: 'Gadael i mewn' }

let server, browser

before(async () => {
  server = await startServer()
  const data = ['--data', server.folder]
  const founding = ['--name', 'Tŷ Ni', '--host-handle', 'carys', '--password', PASSWORD]
  const member = ['member', 'create', ...data, '--handle', 'mair', '--password', PASSWORD]
  for (const args of [['setup', ...data, ...founding], member]) {
    const { code, stderr } = await hafan(args)
    assert.equal(code, 0, stderr)
  }
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function post(path, body) {
  const answer = await fetch(server.base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  return answer.json()
}

async function register() {
  const app = await post('/api/v1/apps', {
    client_name: 'Gardd', redirect_uris: OUT_OF_BAND, scopes: 'read write follow push',
    website: 'https://gardd.example',
  })
  const query = new URLSearchParams({
    response_type: 'code', client_id: app.client_id, redirect_uri: OUT_OF_BAND, scope: 'read write',
  })
  return { app, path: `/oauth/authorize?${query}` }
}

for (const [language, allow] of Object.entries(ALLOW)) {
  test(`an application is let in without scripts (${language})`, async () => {
    const { app, path } = await register()
    const person = await newPerson(browser, server.base, { screen: 'phone', language, scripts: false })
    await signIn(person, 'mair', PASSWORD, path)
    if (language === 'cy') {
      // The member reads English until now; the question stays where it is.
      await person.page.getByRole('button', { name: 'Cymraeg' }).click()
    }
    assert.match(await person.page.locator('main').innerText(), /Gardd/)
    await person.page.getByRole('button', { name: allow, exact: true }).click()
    const code = (await person.page.locator('main code').innerText()).trim()
    const token = await post('/oauth/token', {
      grant_type: 'authorization_code', client_id: app.client_id, client_secret: app.client_secret,
      redirect_uri: OUT_OF_BAND, code,
    })
    const answer = await fetch(`${server.base}/api/v1/accounts/verify_credentials`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    })
    assert.equal((await answer.json()).acct, 'mair')
    await person.context.close()
  })
}

for (const dark of [false, true]) {
  test(`the page of consent holds what a page must (${dark ? 'evening' : 'day'})`, async () => {
    const { path } = await register()
    const person = await newPerson(browser, server.base, { dark })
    await signIn(person, 'mair', PASSWORD, path)
    await checkPage(person, path)
    await person.context.close()
  })
}

for (const [width, height] of [[500, 600], [360, 640], [390, 844], [1360, 700]]) {
  test(`who decides and the decision are in sight at ${width} by ${height}`, async () => {
    const { path } = await register()
    const person = await newPerson(browser, server.base)
    await person.page.setViewportSize({ width, height })
    await signIn(person, 'mair', PASSWORD, path)
    const seen = person.page.locator('label.choice, .form-end .btn')
    assert.equal(await seen.count(), 3)
    for (const one of await seen.all()) {
      const box = await one.boundingBox()
      assert.ok(box.y >= 0 && box.y + box.height <= height, `${JSON.stringify(box)} at ${width} by ${height}`)
    }
    await person.context.close()
  })
}
