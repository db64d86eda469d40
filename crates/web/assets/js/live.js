/**
 * Shows a quiet line when something new came for what this page shows. Nothing moves or loads by itself.
 *
 * `[data-live="TOPIC TOPIC"]` holds a <template> with the line (see "fresh" in the pattern book). The page asks /live
 * for the topics of all such spots, and the server sends `event: new` with a topic as data.
 */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 120_000;

export function startLive() {
  const spots = [...document.querySelectorAll('[data-live]')];
  if (!spots.length || !('EventSource' in window)) return;
  const topics = new Set(spots.flatMap((spot) => topicsOf(spot)));
  const address = `/live?of=${encodeURIComponent([...topics].join(' '))}`;
  let source = null;
  let timer = 0;
  let wait = FIRST_WAIT_MS;

  function open() {
    if (source || document.visibilityState === 'hidden') return;
    source = new EventSource(address);
    source.addEventListener('open', () => { wait = FIRST_WAIT_MS; });
    source.addEventListener('new', (event) => tell(spots, event.data.trim()));
    source.addEventListener('error', () => {
      // The browser comes back by itself after a lost line, but not after an answer such as 503.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      // Spread out, so that all open pages don't come back to a restarted server in the same second.
      timer = setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}

function topicsOf(spot) {
  return spot.dataset.live.split(/\s+/).filter(Boolean);
}

function tell(spots, topic) {
  for (const spot of spots) {
    if (!topicsOf(spot).includes(topic) || spot.dataset.told) continue;
    const template = spot.querySelector('template');
    if (!template) continue;
    spot.dataset.told = 'yes';
    spot.append(template.content.cloneNode(true));
  }
}
