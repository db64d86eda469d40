/**
 * Tells how many characters are left, only near the limit: no number watches anybody who just writes.
 *
 * On the field: data-limit, data-near (when to begin to tell). On `[data-count-for=ID]`: data-left and data-over,
 * each with {n}.
 */
export function startCounts() {
  for (const line of document.querySelectorAll('[data-count-for]')) {
    const field = document.getElementById(line.dataset.countFor);
    if (!field) continue;
    const tell = () => tellRest(field, line);
    field.addEventListener('input', tell);
    field.addEventListener('restored', tell);
    tell();
  }
}

function tellRest(field, line) {
  // A form sends each line break as two characters but the server keeps one, and so does `value`.
  const length = lengthOf(field.value);
  const { name, chars } = length.ledBy ?? { name: '', chars: 0 };
  const left = Number(field.dataset.limit) - length.chars + (communities(field.form).has(name) ? chars : 0);
  const over = left < 0;
  line.classList.toggle('over', over);
  if (over) line.textContent = line.dataset.over.replace('{n}', String(-left));
  else if (left <= Number(field.dataset.near)) line.textContent = line.dataset.left.replace('{n}', String(left));
  else line.textContent = '';
}

/** The names by which words in this form can go into a community, in lower case. */
function communities(form) {
  const chosen = [...(form?.querySelectorAll('[name=audience][value^="in:"]') ?? [])].map((one) => one.value.slice(3));
  const settled = form?.querySelector('[name=in]')?.value;
  const names = [...chosen, settled].filter(Boolean).map((name) => name.toLowerCase());
  return new Set(names.flatMap((name) => [name, `${name}@${location.hostname}`]));
}

/** What a web address counts, however long it is. */
const ADDRESS_CHARS = 23;
/** A longer one is none. */
const ADDRESS_BYTES_MAX = 2048;
const WORD = /[\p{Alphabetic}\p{N}\p{M}_]/u;
const UNSEEN = /[\u200C-\u200F\u061C\uFE00-\uFE0F]+$/;
const MENTION = /@([A-Za-z][A-Za-z0-9_]{0,29})(?![\p{Alphabetic}\p{N}\p{M}_])(?:@([\p{Alphabetic}\p{N}\p{M}.-]+))?/uy;

/**
 * The length of a text as the server counts it (`hafan_core::text::Length`): characters are Unicode scalar values, a
 * web address is 23, and of `@name@domain` the domain does not count. `ledBy` is the name with which it begins, and
 * what that counts with the space behind it: where it is that of the community the post goes to, it is left out.
 */
export function lengthOf(text) {
  let chars = 0;
  let from = 0;
  for (const [start, end] of addresses(text)) {
    if (new TextEncoder().encode(text.slice(start, end)).length > ADDRESS_BYTES_MAX) continue;
    chars += wordsOf(text.slice(from, start)) + ADDRESS_CHARS;
    from = end;
  }
  return { chars: chars + wordsOf(text.slice(from)), ledBy: ledBy(text) };
}

function wordsOf(text) {
  let chars = [...text].length;
  for (const { typed, counted } of mentions(text)) chars -= [...typed].length - counted;
  return chars;
}

function ledBy(text) {
  const words = text.trimStart();
  const [first] = mentions(words.split('\n', 1)[0]);
  if (!first || first.at > 0) return null;
  const behind = words.slice(first.typed.length);
  const space = behind.length - behind.trimStart().length;
  return space > 0 || behind === '' ? { name: first.name.toLowerCase(), chars: first.counted + space } : null;
}

/** The names in a text, each with where it stands, and what it counts with its sign. */
function* mentions(text) {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let signs = at;
    while (text[signs - 1] === '@') signs -= 1;
    const before = lastOf(text.slice(Math.max(0, signs - 8), signs).replace(UNSEEN, ''));
    if (WORD.test(before) || '#/&='.includes(before)) continue;
    MENTION.lastIndex = at;
    const found = MENTION.exec(text);
    if (!found) continue;
    const [, name, rest] = found;
    const domain = rest?.replace(/[.-]+$/, '') ?? '';
    const isDomain = domain.includes('.') && domain.split('.').every((label) => label !== '');
    const typed = isDomain ? `@${name}@${domain}` : `@${name}`;
    yield { at, typed, name: typed.slice(1), counted: 1 + name.length };
    at += typed.length - 1;
  }
}

function* addresses(text) {
  const scheme = /https?:\/\//gi;
  for (let found = scheme.exec(text); found; found = scheme.exec(text)) {
    const at = found.index;
    const before = lastOf(text.slice(Math.max(0, at - 2), at));
    const end = /[\p{Alphabetic}\p{N}\\]/u.test(before) ? null : addressEnd(text, at, scheme.lastIndex);
    if (end === null) scheme.lastIndex = at + 4;
    else {
      yield [at, end];
      scheme.lastIndex = end;
    }
  }
}

/** Before space, quotes and angle brackets, without the punctuation of the sentence around it. */
function addressEnd(text, at, host) {
  if (!/^[\p{Alphabetic}\p{N}]/u.test(text.slice(host))) return null;
  const length = text.slice(at).search(/[\s\p{Cc}<>"`«»“”]/u);
  const link = length < 0 ? text.slice(at) : text.slice(at, at + length);
  const count = (c) => link.split(c).length - 1;
  // Counted once and then kept up.
  const surplus = { ')': count(')') - count('('), ']': count(']') - count('[') };
  let end = link.length;
  for (; end > 0; end -= 1) {
    const last = link[end - 1];
    if (last in surplus) {
      if (surplus[last] <= 0) break;
      surplus[last] -= 1;
    } else if (!'.,:;!?\'’*_~…'.includes(last)) break;
  }
  return at + end;
}

function lastOf(text) {
  return [...text].at(-1) ?? ' ';
}
