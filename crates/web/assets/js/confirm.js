/**
 * Asks before a form with `data-confirm` is sent, in a dialog with the server's own words.
 *
 * data-confirm: what will happen. data-confirm-title, data-confirm-yes: default to the words of the pressed button.
 * data-confirm-no on the form or on <html>: the way back. A browser without <dialog> sends the form as it is: what
 * can't be undone has a page of its own that asks, so nothing is lost by that.
 */
export function startConfirmations() {
  if (!('showModal' in HTMLDialogElement.prototype)) return;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    ask(form, event.submitter);
  });
}

function ask(form, button) {
  const act = button?.textContent.trim() ?? '';
  const dialog = element('dialog', 'ask');
  const title = element('h2', '', form.dataset.confirmTitle || act);
  title.id = 'ask-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const yes = element('button', button?.classList.contains('stop') ? 'btn stop' : 'btn main', form.dataset.confirmYes || act);
  const no = element('button', 'btn quiet', form.dataset.confirmNo || document.documentElement.dataset.no || '✕');
  yes.type = no.type = 'button';
  const row = element('div', 'row');
  row.append(yes, no);
  dialog.append(title, element('p', '', form.dataset.confirm), row);
  no.addEventListener('click', () => dialog.close());
  yes.addEventListener('click', () => {
    form.dataset.confirmed = 'yes';
    dialog.close();
    form.requestSubmit(button);
    // The page may come back from the browser's memory; then it asks again.
    delete form.dataset.confirmed;
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    button?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  // The harmless answer has the focus: Enter pressed twice must not delete anything.
  no.focus();
}

function element(name, classes, text = '') {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.textContent = text;
  return made;
}
