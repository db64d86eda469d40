/**
 * Tells how many characters are left, only near the limit: no number watches anybody who just writes.
 *
 * On the field: data-limit, data-near (when to begin to tell). On `[data-count-for=ID]`: data-left and data-over,
 * each with {n}. Characters are counted as the server counts them, in Unicode scalar values.
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
  const left = Number(field.dataset.limit) - [...field.value].length;
  const over = left < 0;
  line.classList.toggle('over', over);
  if (over) line.textContent = line.dataset.over.replace('{n}', String(-left));
  else if (left <= Number(field.dataset.near)) line.textContent = line.dataset.left.replace('{n}', String(left));
  else line.textContent = '';
}
