#!/usr/bin/env node
// Asks a server what clients ask, with megalodon (npm), a library that knows several kinds of servers.
// usage: BASE_URL=http://127.0.0.1:8080 TOKEN=.. TOKEN2=.. node megalodon_smoke.mjs
// Prints pass/fail lines and 'N passed, N failed'.
import { Mastodon } from 'megalodon'

const base = process.env.BASE_URL.replace(/\/$/, '')
const mair = new Mastodon(base, process.env.TOKEN)
const gwyn = new Mastodon(base, process.env.TOKEN2)
const WAIT_MS = 8_000
const tag = `mega${Date.now()}`
let passes = 0
let fails = 0

/** Asks, and holds what came to `isRight`; what came goes on to the next call. */
async function check(name, asking, isRight = () => true) {
  try {
    const { data } = await asking()
    if (!isRight(data)) throw new Error(`unexpected: ${JSON.stringify(data)?.slice(0, 160)}`)
    passes++
    console.log('pass', name)
    return data
  } catch (error) {
    fails++
    console.log('fail', `${name}: ${error.response?.status ?? ''} ${error.message}`)
    return undefined
  }
}

async function until(found) {
  for (const end = Date.now() + WAIT_MS; Date.now() < end;) {
    if (await found()) return true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return false
}

const has = (id) => (list) => list.some((one) => one.id === id)

await check('instance', () => mair.getInstance(), (i) => i.uri && i.version)
const me = await check('me', () => mair.verifyAccountCredentials(), (a) => a.id && a.acct)
const other = await check('the other', () => gwyn.verifyAccountCredentials(), (a) => a.id !== me.id)
await check('find', () => mair.searchAccount(other.acct), has(other.id))
await check('preferences', () => mair.getPreferences(), (p) => 'posting:default:visibility' in p)

const post = await check('post', () => mair.postStatus(`Hello #${tag}`, { visibility: 'public' }),
  (s) => s.tags[0]?.name === tag)
await check('read', () => gwyn.getStatus(post.id), (s) => s.id === post.id)
await check('source', () => mair.getStatusSource(post.id), (s) => s.text.includes(tag))
await check('edit', () => mair.editStatus(post.id, { status: `Changed #${tag}` }),
  (s) => s.content.includes('Changed'))
const answer = await check('answer', () => gwyn.postStatus('Yes', { in_reply_to_id: post.id }),
  (s) => s.in_reply_to_id === post.id)
await check('context', () => mair.getStatusContext(post.id), (c) => has(answer.id)(c.descendants))
await check('favourite', () => gwyn.favouriteStatus(post.id), (s) => s.favourited)
await check('favourites', () => gwyn.getFavourites(), has(post.id))
await check('unfavourite', () => gwyn.unfavouriteStatus(post.id), (s) => !s.favourited)
await check('bookmark', () => gwyn.bookmarkStatus(post.id), (s) => s.bookmarked)
await check('bookmarks', () => gwyn.getBookmarks(), has(post.id))
await check('boost', () => gwyn.reblogStatus(post.id), (s) => s.reblog.id === post.id)
await check('unboost', () => gwyn.unreblogStatus(post.id), (s) => s.id === post.id)
await check('mute a thread', () => mair.muteStatus(post.id), (s) => s.muted)
await check('unmute a thread', () => mair.unmuteStatus(post.id), (s) => !s.muted)

const poll = await check('poll',
  () => mair.postStatus('Tea?', { poll: { options: ['yes', 'no'], expires_in: 3_600 } }),
  (s) => s.poll.options.length === 2)
await check('vote', () => gwyn.votePoll(poll.poll.id, [0]), (p) => p.voted)
const later = await check('schedule', () => mair.postStatus('Later', {
  scheduled_at: new Date(Date.now() + 7_200_000).toISOString(),
}), (s) => s.scheduled_at)
await check('scheduled', () => mair.getScheduledStatuses(), has(later.id))
await check('cancel', () => mair.cancelScheduledStatus(later.id))

await check('home', () => mair.getHomeTimeline({ limit: 20 }), has(post.id))
await check('public', () => mair.getPublicTimeline(), Array.isArray)
await check('local', () => mair.getLocalTimeline(), Array.isArray)
await check('tag', () => mair.getTagTimeline(tag), has(post.id))
await check('search', () => mair.search(other.acct, { type: 'accounts' }),
  (found) => has(other.id)(found.accounts))
await check('follow', () => gwyn.followAccount(me.id), (r) => r.following || r.requested)
await check('requests', () => mair.getFollowRequests(), Array.isArray)
await check('relationship', () => gwyn.getRelationship(me.id), (r) => r.id === me.id)
const list = await check('list', () => mair.createList(tag), (l) => l.title === tag)
await check('lists', () => mair.getLists(), has(list.id))
await check('list timeline', () => mair.getListTimeline(list.id), Array.isArray)
await check('end of the list', () => mair.deleteList(list.id))
const filter = await check('filter', () => mair.createFilter(tag, ['home']), (f) => f.phrase === tag)
await check('filters', () => mair.getFilters(), has(filter.id))
await check('end of the filter', () => mair.deleteFilter(filter.id))
await check('tags', () => mair.getFollowedTags(), Array.isArray)
await check('conversations', () => mair.getConversationTimeline(), Array.isArray)
await check('markers', () => mair.saveMarkers({ home: { last_read_id: post.id } }))
await check('notifications', () => mair.getNotifications(), Array.isArray)
await check('emoji', () => mair.getInstanceCustomEmojis(), Array.isArray)
await check('announcements', () => mair.getInstanceAnnouncements(), Array.isArray)
await check('trends', () => mair.getInstanceTrends(), (tags) => tags.length === 0)
await check('directory', () => mair.getInstanceDirectory(), Array.isArray)

const got = []
const stream = mair.userSocket()
for (const kind of ['update', 'notification', 'delete']) {
  stream.on(kind, (what) => got.push([kind, what]))
}
stream.on('error', (error) => console.log('note', error.message))
await new Promise((resolve) => stream.once('connect', resolve))
const live = await check('a post for the stream', () => mair.postStatus(`Now #${tag}`))
await check('stream: update', async () => ({
  data: await until(() => got.some(([kind, what]) => kind === 'update' && what.id === live.id)),
}), Boolean)
await check('thanks for the stream', () => gwyn.favouriteStatus(live.id))
await check('stream: notification', async () => ({
  data: await until(() => got.some(([kind]) => kind === 'notification')),
}), Boolean)
await check('delete', () => mair.deleteStatus(live.id))
await check('stream: delete', async () => ({
  data: await until(() => got.some(([kind, what]) => kind === 'delete' && what === live.id)),
}), Boolean)
stream.stop()

console.log(`${passes} passed, ${fails} failed`)
process.exit(fails ? 1 : 0)
