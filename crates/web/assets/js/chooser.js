/**
 * Keeps the closed line of a `.chooser` true: the words of the chosen radio button stand in its `[data-chosen]`.
 * Without scripts the stylesheet hides that line, so it never tells something that is no longer so.
 */
export function startChoosers() {
  for (const chooser of document.querySelectorAll('details.chooser')) {
    chooser.addEventListener('change', () => tellChoice(chooser));
    // Sent by draft.js when it brings a choice back.
    chooser.addEventListener('restored', () => tellChoice(chooser));
    // A browser may bring back a form with another choice than the server wrote.
    tellChoice(chooser);
  }
}

function tellChoice(chooser) {
  const title = chooser.querySelector('input:checked')?.closest('label')?.querySelector('b');
  const chosen = chooser.querySelector('[data-chosen]');
  if (title && chosen) chosen.textContent = title.textContent.trim();
}
