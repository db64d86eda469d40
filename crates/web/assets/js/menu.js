/** Gives `details.menu` the manners of a menu: one open at a time, closed by Escape or a click elsewhere, arrow keys. */
export function startMenus() {
  for (const kind of ['click', 'focusin']) document.addEventListener(kind, onElsewhere);
  document.addEventListener('keydown', onKey);
  document.addEventListener('toggle', onToggle, true);
  for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());
}

function onElsewhere({ target }) {
  // A dialog that a menu opened gives the focus back to it, so the menu waits.
  if (target.closest('dialog')) return;
  const kept = target.closest('details.menu');
  for (const menu of document.querySelectorAll('details.menu[open]')) if (menu !== kept) menu.open = false;
}

/** A list that would leave the window below opens upwards. */
function onToggle({ target: menu }) {
  if (!menu.matches?.('details.menu')) return;
  menu.classList.remove('up');
  const list = menu.open && menu.querySelector('.menu-list');
  if (!list) return;
  const { bottom, height } = list.getBoundingClientRect();
  if (bottom > innerHeight && menu.getBoundingClientRect().top > height) menu.classList.add('up');
}

function onKey(event) {
  const menu = event.target.closest?.('details.menu');
  if (!menu) return;
  const summary = menu.querySelector('summary');
  if (event.key === 'Escape' && menu.open) {
    menu.open = false;
    summary.focus();
    return;
  }
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' };
  const step = steps[event.key];
  if (!step || (!menu.open && event.target !== summary)) return;
  event.preventDefault();
  menu.open = true;
  const items = [...menu.querySelectorAll('.menu-list :is(a[href], button)')];
  const at = items.indexOf(document.activeElement);
  const next = step === 'first' ? 0 : step === 'last' ? items.length - 1 : (at < 0 && step < 0 ? items.length : at) + step;
  items[(next + items.length) % items.length]?.focus();
}
