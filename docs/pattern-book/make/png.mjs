// Makes the PNG icons from icon.svg and icon-maskable.svg. Needed only when the mark changes; the results are committed.
//
//   npm i playwright-core
//   node docs/pattern-book/make/png.mjs crates/web/assets /usr/bin/chromium
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [assets, executablePath] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
// iOS cuts its own corners and knows no transparency, so its icon is the maskable one.
const wanted = [['icon', 192, 'icon-192'], ['icon', 512, 'icon-512'], ['icon-maskable', 512, 'icon-maskable-512'], ['icon-maskable', 180, 'apple-touch-icon']];
for (const [source, size, name] of wanted) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = readFileSync(`${assets}/${source}.svg`, 'utf8').replace('<svg ', `<svg width="${size}" height="${size}" `);
  await page.setContent(`<body style="margin:0">${svg}`);
  await page.screenshot({ path: `${assets}/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
