// Draws crates/web/assets/pines.svg: the pictures of the quiet pages. Needed only when a drawing changes.
//
//   node docs/pattern-book/make/pines.mjs crates/web/assets
//
// Two colours, so that every drawing follows the theme: currentColor (pine, in several strengths) and the inherited
// fill (the glow of a window, the moon), both set by `.drawing` in hafan.css.
import { writeFileSync } from 'node:fs';

// A small generator with a fixed seed: the same forest on every run.
let seed = 7;
const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const between = (low, high) => low + chance() * (high - low);
const n = (x) => String(Math.round(x));

/**
 * One pine: `tiers` hanging branches around a trunk that stands at (x, y). Heights and widths come in steps and the
 * outline is relative to the tip, so that pines of one kind are the same letters again and compress to almost nothing.
 */
function pine(x, y, wished, tiers = 5) {
  const height = Math.round(wished / 15) * 15;
  const half = height * WIDTHS[Math.floor(chance() * WIDTHS.length)];
  const trunk = Math.max(1.5, height * 0.018);
  const tier = (k) => ({ reach: half * (k / tiers) ** 0.85, low: height * (0.9 * k / tiers) });
  const right = [];
  for (let k = 1; k <= tiers; k++) {
    const { reach, low } = tier(k);
    right.push(['q', reach * 0.45, low * 0.86, reach, low], ['l', reach * 0.42, low - height * 0.03]);
  }
  right.push(['l', trunk, height * 0.87], ['l', trunk, height]);
  // The left side is the right one, walked back from the ground.
  const left = [['l', -trunk, height], ['l', -trunk, height * 0.87]];
  for (let k = tiers; k >= 1; k--) {
    const { reach, low } = tier(k);
    const above = k === 1 ? { reach: 0, low: 0 } : tier(k - 1);
    left.push(['l', -reach * 0.42, low - height * 0.03], ['l', -reach, low],
      ['q', -reach * 0.45, low * 0.86, -above.reach * 0.42, k === 1 ? 0 : above.low - height * 0.03]);
  }
  let at = [0, 0], path = '';
  for (const [kind, ...points] of [...right, ...left]) {
    const whole = points.map(Math.round);
    path += kind + whole.map((c, i) => c - at[i % 2]).join(' ');
    at = whole.slice(-2);
  }
  return `M${n(x)} ${n(y - height)}${path.replaceAll(' -', '-')}z`;
}
const WIDTHS = [0.17, 0.195, 0.22];
const forest = (trees) => trees.map(([x, y, h]) => pine(x, y, h, h > 150 ? 7 : h > 90 ? 6 : 5)).join('');
function line(from, to, step, y, low, high) {
  const trees = [];
  for (let x = from; x < to; x += between(step * 0.7, step * 1.3)) trees.push([x, y(x), between(low, high)]);
  return forest(trees);
}
const layer = (strength, d) => `<path fill="currentColor" opacity="${strength}" d="${d}"/>`;
const house = (x, y, s) => `<g transform="translate(${x} ${y}) scale(${s})"><path fill="currentColor" d="M-34-34 0-62l34 28h-6V0h-56v-34zM14-64h8v14h-8z"/><path d="M-16-28h13v13h-13zM5-28h13V0H5z"/></g>`;

const panorama = () => `<symbol id="pines" viewBox="0 0 1600 300" preserveAspectRatio="xMidYMax slice">
<circle cx="1130" cy="74" r="34" opacity=".55"/>
${layer('.1', `M0 300V170Q300 110 620 158T1180 132T1600 168V300z`)}
${layer('.16', line(10, 1600, 46, (x) => 240 + 12 * Math.sin(x / 170), 70, 130) + 'M0 232Q400 215 800 240T1600 228V300H0z')}
${layer('.34', line(-10, 640, 58, (x) => 262 + 8 * Math.sin(x / 120), 110, 190) + line(980, 1610, 58, (x) => 262 + 8 * Math.sin(x / 120), 110, 190) + 'M0 262Q420 238 800 268T1600 258V300H0z')}
${house(812, 276, 1)}
${layer('.85', forest([[20, 300, 205], [92, 304, 262], [168, 300, 170], [246, 306, 236], [330, 302, 140], [1260, 302, 150], [1336, 306, 228], [1420, 300, 182], [1496, 306, 268], [1578, 302, 200]]))}
${layer('1', 'M0 290Q400 262 800 276T1600 286V300H0z')}
</symbol>`;

const small = (id, body) => `<symbol id="${id}" viewBox="0 0 240 144">${body}</symbol>`;
const ground = (o = '.3') => layer(o, 'M6 128Q60 116 120 122T234 126Q190 140 120 140T6 128z');
const drawings = [
  // A clearing with a house: an empty home, an empty square.
  small('clearing', `<circle cx="172" cy="34" r="13" opacity=".8"/>${layer('.2', forest([[66, 122, 74], [96, 118, 60], [150, 118, 66], [186, 122, 80]]))}${ground()}${house(120, 126, 0.62)}${layer('.9', forest([[36, 132, 104], [208, 132, 110]]))}`),
  // An open door with light: nobody waits.
  small('doorway', `${layer('.2', forest([[30, 126, 84], [58, 124, 64], [186, 124, 70], [212, 126, 92]]))}${ground()}<path opacity=".5" d="M104 122h40l30 16H88z"/><path fill="currentColor" d="M88 126V52q0-32 34-32t34 32v74h-8V54q0-25-26-25T96 54v72z"/><path opacity=".85" d="M97 126V54q0-24 25-24t25 24v72z"/><path fill="currentColor" d="M97 126V52l22-14v96z"/><circle cx="113" cy="86" r="2.500"/>`),
  // A sealed letter in the clearing: no messages, no notifications.
  small('letter', `<circle cx="60" cy="34" r="12" opacity=".8"/>${layer('.2', forest([[34, 122, 84], [64, 119, 62], [178, 120, 66], [206, 124, 96]]))}${ground()}<g transform="rotate(-4 120 92)"><path fill="currentColor" opacity=".35" d="M74 60h96v64H74z"/><path fill="currentColor" d="M72 58h96v64H72z"/><path d="m77 62 43 34 43-34z" opacity=".92"/><circle cx="120" cy="95" r="9" fill="currentColor"/><path d="m120 100-5-5q-2-4 1-5 3-1 4 2 1-3 4-2 3 1 1 5z"/></g>`),
  // A lantern: a search without finds.
  small('lantern', `${layer('.2', forest([[34, 124, 96], [64, 122, 62], [180, 122, 72], [210, 124, 100]]))}${ground()}<circle cx="120" cy="78" r="46" opacity=".28"/><path d="M102 60h36v44h-36z"/><path fill="currentColor" d="M108 40h24l10 18H98zM98 104h44v12H98zM100 58h5v46h-5zM135 58h5v46h-5zM118 58h4v46h-4zM112 40q0-14 8-14t8 14h-4q0-9-4-9t-4 9z"/>`),
  // A path between trees with a signpost: a page that is not there.
  small('path', `<circle cx="64" cy="36" r="12" opacity=".8"/>${layer('.2', forest([[30, 122, 70], [92, 118, 58], [150, 118, 62], [214, 122, 84]]))}${ground()}<path opacity=".45" d="M112 121q14 4 6 9t-20 10h46q4-6-6-10t-10-9z"/><path fill="currentColor" d="M158 132V64h6v68z"/><path fill="currentColor" d="M140 68h44l9 8-9 8h-44zM182 92h-40l-8 7 8 7h40z"/>${layer('.9', forest([[46, 134, 104]]))}`),
  // Pictures on a line: no photographs yet.
  small('photos', `${layer('.2', forest([[70, 122, 70], [120, 120, 60], [172, 122, 74]]))}${ground()}<path fill="currentColor" d="M20 34q100 34 200 0v3Q120 71 20 37z"/><path fill="currentColor" d="m52 46 42 8-9 46-42-8zM146 54l42-8 9 46-42 8z"/><path opacity=".9" d="m56 53 31 6-5 25-31-6zM152 59l31-6 5 25-31 6z"/>${layer('.9', forest([[24, 134, 112], [218, 134, 112]]))}`),
];
const out = process.argv[2];
writeFileSync(`${out}/pines.svg`, `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Drawn for Hafan by docs/pattern-book/make/pines.mjs. -->\n${panorama()}\n${drawings.join('\n')}\n</svg>\n`);

// The icon of the place: the mark on pine green, inside the safe circle of maskable icons.
const mark = (scale) => `<g transform="translate(${Math.round(256 - 34 * scale)} ${Math.round(256 + 10 * scale)}) scale(${scale})"><path fill="#9fcbb0" d="M64-112-4-4h28l-34 54H118-10V92H92V50h96L154-4h26z" transform="translate(16 4)" opacity=".75"/><path fill="#fffdf8" d="M-56-160-128-44h32l-42 66h34l-56 78h88v40h32v-40h88L-8 22h34l-42-66h32z"/><path fill="#1b4433" d="m92-22 104 88-14 16v74H2V82l-14-16z"/><path fill="#fffdf8" d="M92 2 14 66v74h156V66z"/><path fill="#f0bf5a" d="M70 88h44v52H70z"/></g>`;
writeFileSync(`${out}/icon.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="112" fill="#1f4d3a"/>${mark(1.16)}</svg>\n`);
writeFileSync(`${out}/icon-maskable.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="#1f4d3a"/>${mark(0.88)}</svg>\n`);
const chevron = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="m6 9 6 6 6-6"/></svg>\n`;
writeFileSync(`${out}/chevron.svg`, chevron('#525949'));
writeFileSync(`${out}/chevron-evening.svg`, chevron('#b9bfae'));
