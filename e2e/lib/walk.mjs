// Finds every kind of page that a person can reach by links alone.

/** Parts of an address that stand for one of many things, and the name of the thing. */
const PARAMETERS = [
  [/^@[^/]+$/, '@handle'],
  [/^\d+$/, 'id'],
  [/^[0-9a-z_-]{20,}$/i, 'token'],
]
/** Folders of addresses whose next part is a name someone chose. */
const NAMED_FOLDERS = new Set(['c', 'communities', 'community', 'tags', 'invite', 'invitation', 'i'])

/** A place of our own has far fewer; more means that a pattern is missing above. */
const PATTERNS_MAX = 150

/** The kind of page behind an address: parameters by name, queries by their keys. */
export function patternOf(url) {
  const { pathname, searchParams } = new URL(url)
  const parts = pathname.split('/').slice(1)
  const named = parts.map((part, at) => {
    if (at > 0 && NAMED_FOLDERS.has(parts[at - 1]) && part !== 'new') return ':name'
    const found = PARAMETERS.find(([shape]) => shape.test(decodeURIComponent(part)))
    return found ? `:${found[1]}` : part
  })
  const keys = [...new Set(searchParams.keys())].sort()
  return `/${named.join('/')}${keys.length > 0 ? `?${keys.join('&')}` : ''}`
}

/**
 * Follows every link from the starts, one page for each pattern, and gives a map from pattern to path.
 *
 * Only links are followed, never a form: a link must not change anything, and one that answers with
 * something other than a page (a download, a feed) is left out.
 *
 * @param {object} person who walks
 * @param {string[]} [starts]
 */
export async function walk(person, starts = ['/']) {
  const { context, base } = person
  const pages = new Map()
  const seen = new Set()
  const open = starts.map((start) => new URL(start, base).href)
  const page = await context.newPage()
  while (open.length > 0) {
    const url = open.shift()
    const pattern = patternOf(url)
    if (seen.has(pattern)) continue
    seen.add(pattern)
    if (seen.size > PATTERNS_MAX) throw new Error(`too many kinds of page: ${[...seen].join(' ')}`)
    const links = await linksOf(page, url)
    if (links === null) continue
    const at = new URL(page.url())
    // A redirect (signed-out people go to the door) counts as the page it leads to.
    const landed = patternOf(at.href)
    seen.add(landed)
    if (!pages.has(landed)) pages.set(landed, at.pathname + at.search)
    open.push(...links.filter((link) => new URL(link).origin === base))
  }
  await page.close()
  return pages
}

/** The addresses a page links to, or null if what answers is no page. */
async function linksOf(page, url) {
  const answer = await page.context().request.get(url, { maxRedirects: 5 })
  const type = answer.headers()['content-type'] ?? ''
  const isDownload = (answer.headers()['content-disposition'] ?? '').startsWith('attachment')
  if (answer.status() >= 500) throw new Error(`${url} answers ${answer.status()}`)
  if (answer.status() === 404) throw new Error(`${url} is linked and not there`)
  if (!answer.ok() || !type.startsWith('text/html') || isDownload) return null
  await page.goto(url, { waitUntil: 'domcontentloaded' })
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href))
  return links.filter((link) => /^https?:/.test(link)).map((link) => link.split('#')[0])
}
