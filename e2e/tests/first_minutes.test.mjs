// The first minutes of a place: it is set up and a community founded, two people come by invitation,
// and the three talk in public, among members and where nobody else knows of it. One works by
// telephone, one by keyboard and in Welsh, one without scripts.

import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { newPerson, openBrowser, signIn } from '../lib/browser.mjs'
import { checkPage } from '../lib/checks.mjs'
import { choose, fill, press } from '../lib/hands.mjs'
import { startServer } from '../lib/server.mjs'

const PICTURE = fileURLToPath(new URL('../fixtures/pines.jpg', import.meta.url))
const PASSWORD = 'three pines by the water'
const ALT = 'Three pines on a hill'

let browser, server, mair, gwyn, candle, eira, visitor, invitation

before(async () => {
  browser = await openBrowser()
  server = await startServer()
  mair = await newPerson(browser, server.base, { screen: 'phone' })
  gwyn = await newPerson(browser, server.base, { language: 'cy', keyboard: true })
  candle = await newPerson(browser, server.base, { screen: 'phone', dark: true, scripts: false })
  eira = await newPerson(browser, server.base)
  visitor = await newPerson(browser, server.base)
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

test('a new place prints a link that opens its set-up, in both languages', async () => {
  assert.ok(server.setUpLink, server.stdout)
  const { pathname, search } = new URL(server.setUpLink)
  for (const person of [mair, gwyn]) {
    await checkPage(person, pathname + search, { weighPictures: true })
  }
  await gwyn.page.goto(server.setUpLink)
  assert.equal(await gwyn.page.locator('html').getAttribute('lang'), 'cy')
})

test('a host sets the place up, keeps the recovery sheet and founds a community', async () => {
  await mair.page.goto(server.setUpLink)
  await fill(mair, 'What is the place called?', 'Tŷ’r Cwm')
  await fill(mair, 'Choose a handle', 'mair')
  await fill(mair, 'Choose a password', PASSWORD)
  await fill(mair, 'What is the first community called?', 'Night carers')
  await choose(mair, 'A support circle')
  await press(mair, 'Open the place')
  await press(mair, 'Make my recovery sheet')
  assert.match(await mainOf(mair), /([0-9A-Z]{4} ?){7}/)
  await press(mair, 'I have it on paper. Go on')
  assert.equal(pathOf(mair), '/c/night_carers')
  await checkPage(mair, '/c/night_carers')
})

test('the set-up link works once', async () => {
  const { pathname, search } = new URL(server.setUpLink)
  const answer = await visitor.page.goto(pathname + search)
  assert.doesNotMatch(await answer.text(), /name="password"[^>]*autocomplete="new-password"/)
  assert.equal(await visitor.page.getByLabel('What is the place called?').count(), 0)
})

test('two people come in by one link, by keyboard in Welsh and without scripts', async () => {
  await mair.page.goto('/c/night_carers/invite')
  await press(mair, 'Make a link')
  invitation = (await mainOf(mair)).match(/\/join\/[0-9a-z]+/)[0]
  await checkPage(mair, '/c/night_carers/invite')

  await gwyn.page.goto(invitation)
  await fill(gwyn, 'Dewiswch enw defnyddiwr', 'gwyn')
  await fill(gwyn, 'Dewiswch gyfrinair', PASSWORD)
  await press(gwyn, 'Dewch i mewn')
  await press(gwyn, 'Yn nes ymlaen')
  assert.equal(pathOf(gwyn), '/c/night_carers')

  await candle.page.goto(invitation)
  await fill(candle, 'Choose a handle', 'candle')
  await fill(candle, 'Choose a password', PASSWORD)
  await press(candle, 'Come in')
  await press(candle, 'Later')
  assert.equal(pathOf(candle), '/c/night_carers')
})

test('among members: all three write and answer, with a picture, and no stranger sees it', async () => {
  const talk = [
    [candle, 'Three in the morning, the kettle is on.', 'What would I do without you.'],
    [gwyn, 'Dw i yma hefyd.', 'A finnau.'],
    [mair, 'The rain has stopped here.', 'Same here, nearly.'],
  ]
  await talkIn('/c/night_carers', talk)
  await misses(visitor, '/c/night_carers', 'the kettle is on')
  await checkPage(gwyn, '/c/night_carers')
})

test('in public: a club with an open door is joined, all three talk, and everyone can read it', async () => {
  await mair.page.goto('/places')
  await press(mair, 'Start a community')
  await fill(mair, 'What is it called?', 'Hill walkers')
  await choose(mair, 'A club that shares pictures')
  await press(mair, 'Start it')
  const club = pathOf(mair)
  for (const [person, join] of [[gwyn, 'Ymuno'], [candle, 'Join']]) {
    await person.page.goto(club)
    await press(person, join)
    await press(person, join)
  }
  const talk = [
    [gwyn, 'Bore da o ben y bryn.', 'Diolch i chi’ch dau.'],
    [mair, 'The path by the lake is open again.', 'We saw you from below.'],
    [candle, 'Boots by the door already.', 'What a view.'],
  ]
  const threads = await talkIn(club, talk)
  for (const [at, [, words]] of talk.entries()) await sees(visitor, threads[at], words)
  await sees(visitor, club, 'Bore da o ben y bryn.')
  await checkPage(visitor, club)
})

test('hidden: those invited talk, and to everyone else the place does not exist', async () => {
  await mair.page.goto('/places/new')
  await fill(mair, 'What is it called?', 'The back room')
  await choose(mair, 'A support circle')
  await choose(mair, 'For everyone else it does not exist.')
  await press(mair, 'Start it')
  const room = pathOf(mair)
  for (const handle of ['gwyn', 'candle']) {
    await mair.page.goto(`${room}/invite`)
    await fill(mair, 'Their handle', handle)
    await press(mair, 'Invite')
  }
  const doors = [[gwyn, /Edrych ar y gwahoddiad/, 'Ymuno'], [candle, /Look at the invitation/, 'Join']]
  for (const [person, look, join] of doors) {
    await person.page.goto('/places')
    await press(person, look)
    await press(person, join)
  }
  const talk = [
    [mair, 'Nobody but us.', 'It stays here.'],
    [gwyn, 'Neb ond ni.', 'Dim gair wrth neb.'],
    [candle, 'I can breathe out here.', 'So can I.'],
  ]
  const threads = await talkIn(room, talk)

  await eira.page.goto(invitation)
  await fill(eira, 'Choose a handle', 'eira')
  await fill(eira, 'Choose a password', PASSWORD)
  await press(eira, 'Come in')
  await press(eira, 'Later')
  await checkPage(visitor, room, { status: 404 })
  for (const stranger of [eira, visitor]) {
    for (const [there, nothing] of [[room, '/c/no_such_place'], [threads[0], '/@mair/1']]) {
      const nowhere = await stranger.page.goto(nothing).then((answer) => answer.text())
      const here = await stranger.page.goto(there).then((answer) => answer.text())
      assert.equal(withoutSecrets(here), withoutSecrets(nowhere))
    }
    await misses(stranger, '/places', 'The back room')
  }
})

test('what is said shows at once to whoever has the page open', async () => {
  await mair.page.goto('/c/night_carers')
  const told = mair.page.waitForSelector('[data-live][data-told]')
  await candle.page.goto('/write?in=night_carers')
  await fill(candle, 'What would you like to say?', 'Still awake?')
  await press(candle, 'Post')
  await told
})

for (const screen of ['phone', 'desktop']) {
  test(`the sign-in page holds what every page holds, on a ${screen}`, async () => {
    const person = await newPerson(browser, server.base, { screen })
    await checkPage(person, '/sign-in', { weighPictures: true })
    await person.context.close()
  })
}

for (const scripts of [true, false]) {
  test(`the right password opens the door, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const person = await newPerson(browser, server.base, { scripts })
    await signIn(person, 'mair', PASSWORD)
    assert.equal(pathOf(person), '/')
    if (scripts) await checkPage(person, '/')
    await person.context.close()
  })
}

test('a wrong password and an unknown handle get the same answer', async () => {
  const told = []
  for (const handle of ['mair', 'nobody_here']) {
    const person = await newPerson(browser, server.base)
    await signIn(person, handle, 'not this one at all')
    assert.equal(pathOf(person), '/sign-in')
    told.push((await mainOf(person)).replaceAll(handle, 'HANDLE'))
    await person.context.close()
  }
  assert.equal(told[0], told[1])
})

const pathOf = (person) => new URL(person.page.url()).pathname
const mainOf = (person) => person.page.locator('main').innerText()

/** What the buttons and fields of writing are called in the language of somebody. */
const WORDS = {
  en: {
    write: 'Write here',
    say: 'What would you like to say?',
    post: 'Post',
    answer: 'Answer',
    reply: 'Your answer',
  },
  cy: {
    write: 'Ysgrifennu yma',
    say: 'Beth hoffech chi ei ddweud?',
    post: 'Postio',
    answer: 'Ateb',
    reply: 'Eich ateb',
  },
}
const wordsOf = (person) => WORDS[person.how.language ?? 'en']

/**
 * Everybody writes in a community, the first with a picture, and answers whoever wrote after them;
 * everybody reads all of it. Gives the addresses of the posts.
 */
async function talkIn(where, talk) {
  const threads = []
  for (const [at, [person, words]] of talk.entries()) {
    await person.page.goto(where)
    await press(person, wordsOf(person).write)
    await fill(person, wordsOf(person).say, words)
    if (at === 0) await attach(person)
    await press(person, wordsOf(person).post)
    if (at === 0 && person.how.scripts === false) {
      // Without words for the picture, Hafan asks once, and keeps everything that was written.
      await person.page.locator('textarea[name=alt]').fill(ALT)
      await press(person, 'Post it like this')
    }
    await person.page.goto(where)
    const post = person.page.locator('article', { hasText: words }).first()
    const link = post.locator('a[href^="/@"]').filter({ has: person.page.locator('time') }).first()
    threads.push(await link.getAttribute('href'))
  }
  for (const [at, [person, , answer]] of talk.entries()) {
    const next = (at + 1) % talk.length
    await person.page.goto(threads[next])
    const post = person.page.locator('article', { hasText: talk[next][1] }).first()
    await press(person, wordsOf(person).answer, post)
    await fill(person, wordsOf(person).reply, answer)
    await press(person, wordsOf(person).answer)
  }
  for (const [reader] of talk) {
    for (const [at, [, words]] of talk.entries()) {
      await sees(reader, threads[at], words)
      await sees(reader, threads[at], talk.at(at - 1)[2])
    }
    await reader.page.goto(threads[0])
    const picture = reader.page.locator(`main img[alt="${ALT}"]`).first()
    assert.ok(await picture.evaluate((img) => img.decode().then(() => img.naturalWidth > 0)))
  }
  return threads
}

async function attach(person) {
  await person.page.locator('input[type=file]').setInputFiles(PICTURE)
  if (person.how.scripts === false) return
  await person.page.locator('textarea[name=alt]:visible').first().fill(ALT)
}

async function sees(person, where, words) {
  await person.page.goto(where)
  assert.ok((await mainOf(person)).includes(words), `${where} has no "${words}"`)
}

async function misses(person, where, words) {
  const answer = await person.page.goto(where)
  assert.ok(!(await answer.text()).includes(words), `${where} tells "${words}"`)
}

/** The secret of forms is new on every page, and a page may name its own address. */
const withoutSecrets = (html) => html
  .replaceAll(/name="csrf" value="[^"]*"/g, '')
  .replaceAll(/\/c\/[a-z_]+/g, '/c/X')
  .replaceAll(/\/@[a-z_]+\/\d+/g, '/@X/1')
