// A Hafan of its own for a test: started on a free port with an empty folder, and gone afterwards.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BINARY = process.env.HAFAN_BIN
  ?? path.join(path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target'), 'debug', 'hafan')

/** A debug build fills the demo place with pictures in some seconds; a busy machine takes longer. */
const READY_WITHIN_MS = 90_000
const READY_ASKED_EVERY_MS = 50
/** Long enough to finish requests under way; after it the test says that the server did not stop. */
const STOPPED_WITHIN_MS = 15_000

/**
 * Starts `hafan serve` and waits until it answers on /readyz.
 *
 * @param {object} [wish]
 * @param {boolean} [wish.demo] the sample place instead of an empty one
 * @param {string} [wish.databaseUrl] a PostgreSQL instead of SQLite in the folder
 * @param {string} [wish.data] a folder that the caller owns and that stays afterwards
 * @param {string[]} [wish.flags] further flags
 * @param {Record<string, string>} [wish.env] further environment
 */
export async function startServer({ demo = false, databaseUrl, data, flags = [], env = {} } = {}) {
  const folder = data ?? await mkdtemp(path.join(tmpdir(), 'hafan-e2e-'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const args = ['serve', '--data', folder, '--listen', `127.0.0.1:${port}`, '--public-url', base]
  if (demo) args.push('--demo')
  if (databaseUrl) args.push('--database-url', databaseUrl)
  const child = spawn(BINARY, [...args, ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const server = new Server({ child, base, folder, ownsFolder: data === undefined })
  try {
    await server.ready()
  } catch (error) {
    await server.kill()
    throw error
  }
  return server
}

/** Runs another command of the binary, such as `member create`, and gives what it printed. */
export async function hafan(args, { env = {} } = {}) {
  const child = spawn(BINARY, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const told = { stdout: '', stderr: '' }
  child.stdout.on('data', (part) => { told.stdout += part })
  child.stderr.on('data', (part) => { told.stderr += part })
  const [code] = await once(child, 'close')
  return { code, ...told }
}

class Server {
  #child
  #ended
  #ownsFolder

  constructor({ child, base, folder, ownsFolder }) {
    this.#child = child
    this.#ownsFolder = ownsFolder
    /** Its address, without a slash at the end. */
    this.base = base
    /** Where its data lies. */
    this.folder = folder
    /** What it has printed so far. */
    this.stdout = ''
    this.stderr = ''
    child.stdout.on('data', (part) => { this.stdout += part })
    child.stderr.on('data', (part) => { this.stderr += part })
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(`did not start: ${error.message}`))
      child.once('close', (code, signal) => resolve(`ended with ${signal ?? code}`))
    })
  }

  /** The one-time link with which the first host sets the place up, or null once that is done. */
  get setUpLink() {
    return this.stdout.match(/https?:\/\/\S*set-?up\S*/i)?.[0] ?? null
  }

  /** Waits for the first good answer of /readyz. */
  async ready() {
    const until = Date.now() + READY_WITHIN_MS
    let ended = null
    this.#ended.then((how) => { ended = how })
    while (Date.now() < until) {
      if (ended) throw new Error(`hafan ${ended}\n${this.stdout}${this.stderr}`)
      const answer = await fetch(`${this.base}/readyz`).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, READY_ASKED_EVERY_MS))
    }
    throw new Error(`hafan was not ready in ${READY_WITHIN_MS} ms\n${this.stdout}${this.stderr}`)
  }

  /** Asks it to stop as a host does, and fails if it does not. */
  async stop() {
    this.#child.kill('SIGTERM')
    let timer
    const late = new Promise((resolve) => { timer = setTimeout(resolve, STOPPED_WITHIN_MS, null) })
    const how = await Promise.race([this.#ended, late])
    clearTimeout(timer)
    await this.kill()
    if (how === null) throw new Error(`hafan did not stop in ${STOPPED_WITHIN_MS} ms`)
    if (how !== 'ended with 0') throw new Error(`hafan ${how}\n${this.stdout}${this.stderr}`)
  }

  /** Ends it without warning, as a power cut does. A folder of the caller's stays as it then is. */
  async kill() {
    this.#child.kill('SIGKILL')
    await this.#ended
    if (this.#ownsFolder) await rm(this.folder, { recursive: true, force: true })
  }
}

async function freePort() {
  const socket = net.createServer().listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
