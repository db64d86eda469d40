// Starting and stopping: what a host and a machine that watches over the place rely on.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { startServer } from '../lib/server.mjs'

let server

before(async () => { server = await startServer() })
after(async () => { await server?.stop() })

for (const route of ['/healthz', '/readyz']) {
  test(`${route} answers while the place runs, and leaves no cookie`, async () => {
    const answer = await fetch(server.base + route)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('set-cookie'), null)
  })
}

test('a new place prints a link to its set-up, at its own address', () => {
  assert.equal(new URL(server.setUpLink).origin, server.base, server.stdout)
})

test('a stopped place ends well and answers no more', async () => {
  const other = await startServer()
  await other.stop()
  await assert.rejects(fetch(`${other.base}/healthz`))
})
