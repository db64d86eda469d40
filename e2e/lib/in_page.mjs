// Functions that run inside the page. Each is sent to the browser as text, so it stands alone.

/** Landmarks, headings, language and what else the document itself shows. */
export function documentProblems() {
  const problems = []
  const say = (rule, detail) => problems.push({ rule, detail })
  const describe = (e) => e.outerHTML.slice(0, 120).replace(/\s+/g, ' ')
  const all = (selector) => [...document.querySelectorAll(selector)]
  const language = document.documentElement.lang
  if (!['en', 'cy'].includes(language.split('-')[0])) say('language', `html lang="${language}"`)
  if (!document.title.trim()) say('title', 'the page has no title')
  const count = (what, selector) => {
    const found = all(selector).filter((e) => e.checkVisibility())
    if (found.length !== 1) say(what, `${found.length} instead of one`)
  }
  count('one h1', 'h1')
  count('one main', 'main, [role=main]')
  const navigations = all('nav, [role=navigation]').filter((e) => e.checkVisibility())
  const names = navigations.map((e) => e.getAttribute('aria-label') ?? e.getAttribute('aria-labelledby'))
  if (names.length > 1 && new Set(names).size !== names.length) {
    say('landmarks', `navigations share a name: ${names.join(', ')}`)
  }
  const ids = all('[id]').map((e) => e.id)
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) say('ids', `#${id} twice`)
  for (const image of all('img')) {
    // What lies over something else pushes nothing about when it comes.
    if (['absolute', 'fixed'].includes(getComputedStyle(image).position)) continue
    if (!image.hasAttribute('width') || !image.hasAttribute('height')) {
      say('sized images', describe(image))
    }
  }
  for (const field of all('[aria-invalid=true]')) {
    const told = (field.getAttribute('aria-describedby') ?? '').split(/\s+/)
    if (!told.some((id) => id && document.getElementById(id)?.textContent.trim())) {
      say('errors tied to fields', describe(field))
    }
  }
  for (const animation of document.getAnimations()) {
    if (animation.playState === 'running') {
      say('reduced motion', `${animation.animationName ?? 'an animation'} runs`)
    }
  }
  return problems
}

/** Controls under 44 px, links inside a sentence and what can't be seen left out. */
export function smallTargets(minimum) {
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]'
  const small = []
  for (const control of document.querySelectorAll(controls)) {
    if (!control.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true })) continue
    if (control.disabled || isInSentence(control)) continue
    const box = touchable(control)
    // A skip link, and a native box hidden under a drawn one, are there for the keyboard.
    if (box.width < 2 || box.height < 2 || box.bottom < 0 || box.right < 0) continue
    if (box.width < minimum - 0.5 || box.height < minimum - 0.5) {
      const size = `${Math.round(box.width)} × ${Math.round(box.height)} px`
      small.push(`${size}: ${control.outerHTML.slice(0, 100).replace(/\s+/g, ' ')}`)
    }
  }
  return small

  /** The label of a box or a dot is part of what a finger can hit, and so is the card that a link is laid over. */
  function touchable(control) {
    const over = getComputedStyle(control, '::after')
    if (over.content !== 'none' && over.position === 'absolute' && over.inset === '0px') {
      return (control.offsetParent ?? control).getBoundingClientRect()
    }
    const boxes = [control, ...(control.labels ?? [])].map((e) => e.getBoundingClientRect())
    const isTick = ['checkbox', 'radio'].includes(control.type)
    const used = isTick ? boxes.filter((box) => box.width > 1 && box.height > 1) : [boxes[0]]
    const edge = (side, pick) => pick(...used.map((box) => box[side]))
    if (used.length === 0) return boxes[0]
    const [left, right] = [edge('left', Math.min), edge('right', Math.max)]
    const [top, bottom] = [edge('top', Math.min), edge('bottom', Math.max)]
    return { width: right - left, height: bottom - top, bottom, right }
  }

  /** WCAG 2.5.8 leaves out a link whose size follows from the line of text around it. */
  function isInSentence(control) {
    if (control.tagName !== 'A' || getComputedStyle(control).display !== 'inline') return false
    let block = control.parentElement
    while (block && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement
    const copy = block?.cloneNode(true)
    copy?.querySelectorAll('a, button, script, style, svg').forEach((e) => e.remove())
    return Boolean(copy?.textContent.trim())
  }
}

/** What reaches over the right edge, if the page scrolls sideways. */
export function overflowing() {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const wide = [...document.querySelectorAll('body *')].filter((e) => {
    return e.checkVisibility() && e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement)
  })
  const named = wide.slice(-3).map((e) => e.outerHTML.slice(0, 100).replace(/\s+/g, ' '))
  return [`${document.documentElement.scrollWidth} px wide`, ...named]

  function scrolls(e) {
    for (; e && e !== document.body; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== 'visible') return true
    }
    return false
  }
}

/** Remembers how each control looks at rest, to tell later whether focus changes anything. */
export function rememberRest() {
  const look = (e) => {
    const { outline, boxShadow, borderColor, backgroundColor, color, textDecoration } = getComputedStyle(e)
    return [outline, boxShadow, borderColor, backgroundColor, color, textDecoration].join('|')
  }
  const rest = new Map()
  for (const e of document.querySelectorAll('body, body *')) rest.set(e, look(e))
  window.hafanChecks = { look, rest, stops: new Set() }
}

/** Tells about the element that has focus now; null when focus has left or come round. */
export function focusStop() {
  const { look, rest, stops } = window.hafanChecks
  const e = document.activeElement
  if (!e || e === document.body || stops.has(e)) return null
  stops.add(e)
  const near = [e, e.nextElementSibling, ...(e.labels ?? []), e.closest('label')].filter(Boolean)
  const isShown = near.some((one) => !rest.has(one) || look(one) !== rest.get(one))
  const box = (e.labels?.[0] ?? e).getBoundingClientRect()
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)]
  const hit = document.elementFromPoint(x, y)
  const isCovered = box.width > 2 && box.height > 2
    && (!hit || !(near.some((one) => one.contains(hit) || hit.contains(one))))
  return { isShown, isCovered, what: e.outerHTML.slice(0, 100).replace(/\s+/g, ' ') }
}

/** Visible controls that the walk with Tab never came to. */
export function unreached() {
  const { stops } = window.hafanChecks
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary'
  const reachedGroups = new Set([...stops].filter((e) => e.type === 'radio').map((e) => e.name))
  return [...document.querySelectorAll(controls)]
    .filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.disabled && e.tabIndex >= 0)
    .filter((e) => !stops.has(e) && !(e.type === 'radio' && reachedGroups.has(e.name)))
    .filter((e) => !e.closest('[inert]'))
    .map((e) => e.outerHTML.slice(0, 100).replace(/\s+/g, ' '))
}

/**
 * Words that lie over other words or over a button, looked for in the first `most` lines of the page. What is laid over
 * the page on purpose (menus, the bar on a phone) does not count, and neither do the few pixels by which lines of one
 * text touch.
 */
export function overlapping(most) {
  const main = document.querySelector('main')
  if (!main) return []
  const SLACK_PX = 3
  const boxes = []
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (walker.nextNode() && boxes.length < most) {
    const node = walker.currentNode
    const owner = node.parentElement
    if (!node.data.trim() || !isShown(owner)) continue
    range.selectNodeContents(node)
    const seen = windowOf(owner)
    for (const box of range.getClientRects()) add(owner, cut(box, seen), node.data)
  }
  for (const control of main.querySelectorAll('button, summary, select, input, textarea')) {
    if (isShown(control)) add(control, control.getBoundingClientRect(), control.textContent || control.name)
  }
  boxes.sort((a, b) => a.top - b.top)
  const found = []
  for (const [at, one] of boxes.entries()) {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
      const other = boxes[next]
      const isApart = other.left >= one.right || one.left >= other.right
      if (isApart || one.owner.contains(other.owner) || other.owner.contains(one.owner)) continue
      if (one.block === other.block) continue
      found.push(`"${one.words}" lies over "${other.words}"`)
      if (found.length === 5) return found
    }
  }
  return found

  function add(owner, box, words) {
    const top = box.top + SLACK_PX
    const bottom = box.bottom - SLACK_PX
    const left = box.left + SLACK_PX
    const right = box.right - SLACK_PX
    if (bottom <= top || right <= left) return
    const short = words.trim().replace(/\s+/g, ' ').slice(0, 40)
    boxes.push({ owner, block: blockOf(owner), top, bottom, left, right, words: short })
  }

  /** What of an element can be seen at all: a line that is too long for its row ends there. */
  function windowOf(e) {
    let seen = { top: -Infinity, left: -Infinity, bottom: Infinity, right: Infinity }
    for (; e && e !== main; e = e.parentElement) {
      if (getComputedStyle(e).overflow !== 'visible') seen = cut(e.getBoundingClientRect(), seen)
    }
    return seen
  }

  function cut(box, by) {
    return {
      top: Math.max(box.top, by.top),
      left: Math.max(box.left, by.left),
      bottom: Math.min(box.bottom, by.bottom),
      right: Math.min(box.right, by.right),
    }
  }

  /** Lines of one paragraph belong together, however narrow they are set. */
  function blockOf(e) {
    while (e !== main && getComputedStyle(e).display.startsWith('inline')) e = e.parentElement
    return e
  }

  function isShown(e) {
    if (!e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false
    for (; e && e !== main; e = e.parentElement) {
      const { position, clipPath, overflow } = getComputedStyle(e)
      if (['absolute', 'fixed', 'sticky'].includes(position) || clipPath !== 'none') return false
      // What stands only in a reader's ears is cut to a pixel.
      if (overflow !== 'visible' && e.getBoundingClientRect().width < 2) return false
    }
    return true
  }
}
