// The counter of the composer counts as the server does: one list for both, `crates/core/tests/it/lengths.json`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../crates/', import.meta.url);

test('the counter of the pages counts as the server does', async () => {
  const script = await readFile(new URL('web/assets/js/count.js', root));
  const { lengthOf } = await import(`data:text/javascript;base64,${script.toString('base64')}`);
  const all = JSON.parse(await readFile(new URL('core/tests/it/lengths.json', root), 'utf8'));
  assert.ok(all.length > 10);
  for (const { text, chars, ledBy } of all) {
    const counted = lengthOf(text);
    assert.equal(counted.chars, chars, text);
    assert.deepEqual(counted.ledBy && [counted.ledBy.name, counted.ledBy.chars], ledBy, text);
  }
});
