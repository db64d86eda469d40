/**
 * A draft never gets lost: not with the browser, the power, the network or the server.
 *
 * On the form: data-draft-url (answers a form-encoded POST of its fields, CSRF token included), data-draft-id,
 * data-draft-saved (when the server last kept it, milliseconds since 1970; 0 for never).
 * `[data-draft-status]` in the form: data-saving, data-saved, data-offline, data-restored.
 *
 * Two copies are kept. The one on this device is written first and holds no secret, no file and no name of the
 * persona; it goes when the server has taken the post, or after COPY_DAYS, or with everything at sign-out.
 */
const COPY_DAYS = 14;
const WAIT_MS = 2500;
const WAIT_AFTER_FAILURE_MS = 15_000;
const COPY = 'hafan-draft:';
const SENT = 'hafan-sent';

export function startDrafts() {
  forgetSent();
  forgetOld();
  for (const form of document.querySelectorAll('form[data-draft-url]')) keep(form);
  for (const form of document.querySelectorAll('form[data-forget-drafts]')) form.addEventListener('submit', forgetAll);
}

function keep(form) {
  const key = COPY + form.dataset.draftId;
  const status = form.querySelector('[data-draft-status]');
  let timer = 0;
  let changed = false;
  let sent = false;

  const tell = (what) => { if (status) status.textContent = status.dataset[what] ?? ''; };

  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (!changed || sent) return;
    changed = false;
    tell('saving');
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: 'POST', body: fields(form), credentials: 'same-origin', keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      if (!changed) tell('saved');
    } catch {
      // The copy on the device is there; try again until the server answers.
      changed = true;
      tell('offline');
      timer = setTimeout(save, WAIT_AFTER_FAILURE_MS);
    }
  }

  function onChange(event) {
    if (event.target.type === 'file') return;
    changed = true;
    remember(key, form);
    if (!timer) timer = setTimeout(save, WAIT_MS);
  }

  // A page that is going away may not wait for an answer; the beacon outlives it.
  function leave() {
    if (!changed || sent) return;
    if (navigator.sendBeacon?.(form.dataset.draftUrl, fields(form))) changed = false;
  }

  form.addEventListener('input', onChange);
  form.addEventListener('change', onChange);
  form.addEventListener('submit', () => {
    sent = true;
    clearTimeout(timer);
    write(sessionStorage, SENT, key);
  });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave(); });
  addEventListener('pagehide', leave);
  // Back from the browser's own memory after a failed sending: keep on keeping.
  addEventListener('pageshow', (event) => { if (event.persisted) sent = false; });

  if (restore(key, form)) {
    tell('restored');
    changed = true;
    timer = setTimeout(save, WAIT_MS);
  }
}

/** The form as the server wants it: without files, which are sent with the post itself. */
function fields(form) {
  const all = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') all.append(name, value);
  return all;
}

const isKept = (field) => field.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type);

function remember(key, form) {
  const values = [...form.elements].filter(isKept).map((field) => [field.name, 'checked' in field && /radio|checkbox/.test(field.type) ? [field.value, field.checked] : field.value]);
  write(localStorage, key, JSON.stringify({ at: Date.now(), values }));
}

/** Puts the device's copy back if it is newer than the server's. Returns whether anything changed. */
function restore(key, form) {
  const copy = parse(read(localStorage, key));
  if (!copy || copy.at <= Number(form.dataset.draftSaved || 0)) return false;
  const kept = [...form.elements].filter(isKept);
  let changed = false;
  const used = new Set();
  for (const [name, value] of copy.values) {
    const field = kept.find((one) => one.name === name && !used.has(one) && (!Array.isArray(value) || one.value === value[0]));
    if (!field) continue;
    used.add(field);
    const property = Array.isArray(value) ? 'checked' : 'value';
    const wanted = Array.isArray(value) ? value[1] : value;
    if (field[property] === wanted) continue;
    field[property] = wanted;
    changed = true;
    field.dispatchEvent(new Event('restored', { bubbles: true }));
    const folded = field.closest('details.extra');
    if (folded) folded.open = true;
  }
  return changed;
}

/** The page after a sending: if the form is not shown again, the server has taken it and the copy may go. */
function forgetSent() {
  const key = read(sessionStorage, SENT);
  if (!key) return;
  const again = [...document.querySelectorAll('form[data-draft-id]')].some((form) => COPY + form.dataset.draftId === key);
  // An error page of the server or of the network is not a yes.
  const failed = document.documentElement.hasAttribute('data-failed');
  if (!again && !failed) remove(localStorage, key);
  if (!failed) remove(sessionStorage, SENT);
}

function forgetOld() {
  const limit = Date.now() - COPY_DAYS * 24 * 3600 * 1000;
  for (const key of copies()) if (!(parse(read(localStorage, key))?.at > limit)) remove(localStorage, key);
}

function forgetAll() {
  for (const key of copies()) remove(localStorage, key);
}

// Storage may be full or forbidden; then the server's copy alone has to do.
function copies() { try { return Object.keys(localStorage).filter((key) => key.startsWith(COPY)); } catch { return []; } }
function read(store, key) { try { return store.getItem(key); } catch { return null; } }
function write(store, key, value) { try { store.setItem(key, value); } catch { /* see above */ } }
function remove(store, key) { try { store.removeItem(key); } catch { /* see above */ } }
function parse(text) { try { return JSON.parse(text); } catch { return null; } }
