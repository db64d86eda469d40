// How a person works a page: with the pointer, or with nothing but the keyboard.

import assert from 'node:assert/strict'

/** More stops than the longest page of ours has. */
const TABS_MAX = 300

/** Writes `words` into the field with this label. */
export async function fill(person, label, words) {
  const field = person.page.getByLabel(label, { exact: true })
  if (!person.how.keyboard) return field.fill(words)
  await tabTo(person, field)
  await person.page.keyboard.press('Control+A')
  await person.page.keyboard.type(words)
}

/** Takes the choice with these words in it: a radio button or a box. */
export async function choose(person, words) {
  const { page } = person
  const choice = page.locator('label', { hasText: words }).locator('input').first()
  if (!person.how.keyboard) return choice.check({ force: true })
  await tabToGroup(person, choice)
  for (let turn = 0; !(await choice.isChecked()); turn++) {
    assert.ok(turn < 20, `the arrow keys never come to "${words}"`)
    await page.keyboard.press('ArrowDown')
  }
}

/**
 * Presses a button or follows a link by its name, and waits for the page it leads to. `within` is
 * the part of the page that is meant, where the name stands on it more than once.
 */
export async function press(person, name, within = person.page) {
  const { page } = person
  const named = { name, exact: true }
  const target = within.getByRole('button', named).or(within.getByRole('link', named))
    .locator('visible=true').first()
  const before = await page.evaluate(() => performance.timeOrigin)
  await act(person, target)
  await page.waitForFunction((then) => performance.timeOrigin !== then, before)
  await page.waitForLoadState('load')
}

async function act(person, target) {
  if (!person.how.keyboard) return target.click()
  await tabTo(person, target)
  await person.page.keyboard.press('Enter')
}

async function tabTo({ page }, target) {
  await target.waitFor()
  for (let stop = 0; stop < TABS_MAX; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab never comes to ${target}`)
}

/** Radio buttons are one stop for Tab: any of the same name will do. */
async function tabToGroup({ page }, choice) {
  for (let stop = 0; stop < TABS_MAX; stop++) {
    const isThere = await choice.evaluate((radio) => {
      const now = document.activeElement
      return now === radio || (now?.type === 'radio' && now.name === radio.name)
    })
    if (isThere) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab never comes to ${choice}`)
}
