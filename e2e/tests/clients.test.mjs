// Clients that were written for other servers, each against the real program: two people, one place.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { newPerson, openBrowser, signIn } from '../lib/browser.mjs'
import { press } from '../lib/hands.mjs'
import { hafan, startServer } from '../lib/server.mjs'

const CLIENTS = fileURLToPath(new URL('../clients', import.meta.url))
/** `scripts/test` puts the libraries of `requirements.txt` there. */
const TOOLS = process.env.HAFAN_CLIENT_TOOLS ?? path.join(CLIENTS, '.venv', 'bin')
const PASSWORD = 'pump o gloch fore'
const SCOPES = 'read write follow push'
/** One runner asks some hundred things, and waits for what comes by itself. */
const ENDS_WITHIN_MS = 240_000

let server, browser
const tokens = {}

before(async () => {
  // Where a client waits for pushes is on this machine.
  server = await startServer({ env: { HAFAN_REACH: 'loopback' } })
  const data = ['--data', server.folder]
  await run(['setup', ...data, '--name', 'Tŷ Ni', '--host-handle', 'carys', '--password', PASSWORD])
  for (const handle of ['mair', 'gwyn']) {
    await run(['member', 'create', ...data, '--handle', handle, '--password', PASSWORD])
    tokens[handle] = await tokenFor(handle)
  }
  browser = await openBrowser()
  for (const handle of ['mair', 'gwyn']) await askForNumbers(handle)
  await meet('mair', 'gwyn')
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function run(args) {
  const { code, stdout, stderr } = await hafan(args)
  assert.equal(code, 0, stderr)
  return stdout.trim()
}

function tokenFor(handle) {
  return run(['token', 'create', '--data', server.folder, '--handle', handle, '--scopes', SCOPES])
}

/** The runners count thanks and boosts, which nobody is told who did not ask for it. */
async function askForNumbers(handle) {
  const person = await newPerson(browser, server.base, { scripts: false })
  await signIn(person, handle, PASSWORD, '/me/settings')
  await person.page.locator('input[name=counts]').check()
  await press(person, 'Save')
  await person.context.close()
}

/**
 * News of strangers waits at the door, which the runners know nothing of: once each has named the
 * other, neither is one.
 */
async function meet(...handles) {
  for (const handle of handles) {
    const others = handles.filter((other) => other !== handle).map((other) => `@${other}`)
    const answer = await fetch(`${server.base}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[handle]}`, 'content-type': 'application/json' },
      body: JSON.stringify({ status: `Helo, ${others.join(' ')}`, visibility: 'unlisted' }),
    })
    assert.equal(answer.status, 200, await answer.text())
  }
}

/** Runs a client and gives its last line; what failed stands in the message. */
async function client(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: CLIENTS,
    env: {
      ...process.env, BASE_URL: server.base, TOKEN: tokens.mair, TOKEN2: tokens.gwyn, ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: ENDS_WITHIN_MS,
  })
  let told = ''
  child.stdout.on('data', (part) => { told += part })
  child.stderr.on('data', (part) => { told += part })
  const [code] = await once(child, 'close')
  const failed = told.split('\n').filter((line) => line.startsWith('fail'))
  assert.equal(code, 0, failed.join('\n') || told.slice(-4_000))
  return told
}

function passed(told) {
  const [, count] = told.match(/(\d+) passed, 0 failed/) ?? assert.fail(told.slice(-400))
  return Number(count)
}

test('Mastodon.py: every call, each answer held to the types of that library', async () => {
  const told = await client(path.join(TOOLS, 'python'), ['mastodonpy_smoke.py'])
  assert.ok(passed(told) >= 115, told)
})

test('masto.js: reading, paging, one socket for several streams', async () => {
  const told = await client('node', ['masto_smoke.mjs'])
  assert.ok(passed(told) >= 46, told)
})

test('toot: a terminal client', async () => {
  const told = await client('bash', ['toot_smoke.sh'], { TOOT: path.join(TOOLS, 'toot') })
  assert.ok(passed(told) >= 43, told)
})

test('megalodon: a library that knows several kinds of servers', async () => {
  assert.ok(passed(await client('node', ['megalodon_smoke.mjs'])) >= 54)
})

test('signing in without scripts, from registration to a token', async () => {
  const args = ['get_token.py', server.base, 'gwyn', PASSWORD]
  const token = (await client(path.join(TOOLS, 'python'), args)).trim().split('\n').at(-1)
  const answer = await fetch(`${server.base}/api/v1/accounts/verify_credentials`, {
    headers: { authorization: `Bearer ${token}` },
  })
  assert.equal((await answer.json()).acct, 'gwyn')
})

test('schemathesis: nothing that the description allows breaks the server', async () => {
  // A flood of questions is what is asked for here.
  const patient = await startServer({ env: { HAFAN_FLOOD_LIMITS: 'off' } })
  try {
    const data = ['--data', patient.folder]
    const host = ['--name', 'Tŷ Ni', '--host-handle', 'carys', '--password', PASSWORD]
    await run(['setup', ...data, ...host])
    const scopes = `${SCOPES} admin:read admin:write`
    const token = await run(['token', 'create', ...data, '--handle', 'carys', '--scopes', scopes])
    await client(path.join(TOOLS, 'schemathesis'), [
      'run', `${patient.base}/api/openapi.json`, '--url', patient.base,
      '--header', `Authorization: Bearer ${token}`,
      '--checks', 'not_a_server_error,response_schema_conformance',
      '--phases', 'examples,coverage,fuzzing',
      '--max-examples', '10', '--seed', '7', '--workers', '1', '--max-time', '90',
      // One worker: where two are at work, its own tracebacks break. Lines do not end, the token
      // is to stay, and that nothing is translated is said with 503.
      '--exclude-path-regex', 'streaming|/oauth/revoke|/translate$', '--no-color',
    ])
  } finally {
    await patient.stop()
  }
})
