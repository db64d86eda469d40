/**
 * Shows chosen pictures at once, each with a field for its words, and takes them by drop too.
 *
 * On the file field: data-pictures (id of the list), data-max-bytes, data-max-count, and the sentences data-too-big,
 * data-wrong-type (both with {name}) and data-too-many. The list holds a <template data-picture-template> with an
 * <img>, a field named "alt" and a [data-picture-remove] button; data-picture-problem is where sentences appear.
 * The words travel in the order of the pictures. Needs `img-src blob:`.
 */
export function startPictures() {
  for (const field of document.querySelectorAll('input[type="file"][data-pictures]')) {
    const list = document.getElementById(field.dataset.pictures);
    const template = list?.querySelector('template[data-picture-template]');
    if (template) takePictures(field, list, template);
  }
}

function takePictures(field, list, template) {
  const form = field.form;
  const shown = [];
  let made = 0;

  function take(files) {
    const problems = [];
    for (const file of files) {
      const problem = refusal(field, file, shown.length + list.querySelectorAll('[data-picture-kept]').length);
      if (problem) problems.push(problem.replace('{name}', file.name));
      else shown.push({ file, item: show(file) });
    }
    tellProblems(problems);
    giveBack();
  }

  function show(file) {
    const item = template.content.firstElementChild.cloneNode(true);
    const image = item.querySelector('img');
    image.src = URL.createObjectURL(file);
    image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
    const words = item.querySelector('[name="alt"]');
    words.id = `${list.id}-alt-${++made}`;
    item.querySelector('label')?.setAttribute('for', words.id);
    item.querySelector('[data-picture-remove]')?.addEventListener('click', () => {
      shown.splice(shown.findIndex((one) => one.item === item), 1);
      item.remove();
      tellProblems([]);
      giveBack();
      field.focus();
    });
    list.append(item);
    return item;
  }

  // The browser's own field stays the truth: what it holds is what is sent.
  function giveBack() {
    const transfer = new DataTransfer();
    for (const { file } of shown) transfer.items.add(file);
    field.files = transfer.files;
  }

  function tellProblems(problems) {
    const spot = form?.querySelector('[data-picture-problem]');
    if (spot) {
      spot.textContent = problems.join(' ');
      spot.hidden = !problems.length;
    }
  }

  field.addEventListener('change', () => take([...field.files]));
  if (!form) return;
  form.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    form.classList.add('over');
  });
  form.addEventListener('dragleave', (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove('over'); });
  form.addEventListener('drop', (event) => {
    form.classList.remove('over');
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

/** The sentence that says why this picture can't come along, or nothing. The server asks again, more strictly. */
function refusal(field, file, count) {
  const { maxBytes, maxCount, tooBig, wrongType, tooMany } = field.dataset;
  if (count >= Number(maxCount || Infinity)) return tooMany;
  if (field.accept && !field.accept.split(',').some((type) => file.type === type.trim() || (type.trim() === 'image/*' && file.type.startsWith('image/')))) return wrongType;
  if (file.size > Number(maxBytes || Infinity)) return tooBig;
  return '';
}
