/** Brings up the button that shows a password; data-show and data-hide are its words. Hidden again when sent. */
export function startPasswords() {
  for (const button of document.querySelectorAll('[data-password-for]')) {
    const field = document.getElementById(button.dataset.passwordFor);
    if (!field) continue;
    const show = (shown) => {
      field.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
    };
    button.hidden = false;
    button.addEventListener('click', () => show(field.type === 'password'));
    // A browser remembers what was typed into a text field; it must not remember this.
    field.form?.addEventListener('submit', () => show(false));
  }
}
