// Makes crates/web/assets/icons.svg from Lucide. Needed only when the list changes; the result is committed.
//
//   npm i lucide-static
//   node docs/pattern-book/make/icons.mjs node_modules crates/web/assets
import { readFileSync, writeFileSync } from 'node:fs';

const names = `
activity archive arrow-left arrow-right ban bell bell-off book-open bookmark bookmark-check calendar camera chart-bar
check chevron-down chevron-left chevron-right chevron-up circle circle-alert circle-check circle-help clock copy crown database
door-closed door-open download ellipsis eye eye-off file-text flag git-branch globe hand hand-helping hand-heart hard-drive
heart heart-handshake history home house-heart image image-off image-plus info key-round languages lamp leaf life-buoy link
list list-filter lock lock-open log-in log-out mail mail-open megaphone menu message-circle message-circle-question-mark messages-square
minus monitor moon paintbrush pause pen-line pencil pin plus printer qr-code quote refresh-cw repeat-2 reply rss save
scroll-text search send server settings share-2 shield shield-check smartphone smile snowflake sprout square star sun tablet
text tree-pine trees trash-2 triangle-alert type undo-2 upload user-check user-minus user-plus user-round user-round-cog user-x users
volume-x vote x`.trim().split(/\s+/);

const [modules, out] = process.argv.slice(2);
const symbols = names.map((name) => {
  const source = readFileSync(`${modules}/lucide-static/icons/${name}.svg`, 'utf8');
  const body = source.replace(/<!--[\s\S]*?-->/g, '').match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>')}</symbol>`;
});
// Our own mark, drawn for Hafan: two pines and a small house with a light in it.
symbols.push(`<symbol id="i-hafan" viewBox="0 0 32 32"><g fill="currentColor" stroke="none">\
<path d="M10 2 5.6 9.4h2L3.5 16h2.3L1 23.6h7.9V28h2.2v-4.4H16v-4.2l2-1.7-2.300-1.700h.8L12.400 9.400h2z"/>\
<path d="M25 7.500 21.700 13h1.500l-2 3.200L30 23l.6.600h.4L28 18.400h1.400L26.800 13h1.500z" opacity=".62"/>\
<path fill-rule="evenodd" d="m23 16.500-7 5.700V28h14v-5.800zm-2 7h4V28h-4z"/></g></symbol>`);

writeFileSync(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide, ISC licence: see icons-LICENSE.txt. Made by docs/pattern-book/make/icons.mjs. -->\n${symbols.join('\n')}\n</svg>\n`);
writeFileSync(`${out}/icons-LICENSE.txt`, readFileSync(`${modules}/lucide-static/LICENSE`));
console.log(`${names.length} icons and the mark`);
