// How long the page takes from a field to the answer laid out, ms: the least and the middle of many, by what is asked. A
// bench and no test: a machine that does other things is slow. usage: node frame.js PAGE

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const [width, height] of [[1280, 900], [390, 844]]) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(`${pathToFileURL(resolve(process.argv[2])).href}#pace=5:00&mass=70&gradient=5`);
  await page.waitForSelector("#answer h1");
  for (const what of ["an answer", "two at once"]) {
    if (what === "two at once") await page.click("#compare");
    const times = await page.evaluate(() => {
      const times = [];
      for (let i = 0; i < 100; i += 1) {
        run.gradient = `${i % 9}`;
        const start = performance.now();
        ask();
        const asked = performance.now();
        document.body.getBoundingClientRect();
        times.push([asked - start, performance.now() - start]);
      }
      return times;
    });
    const sorted = (i) => times.map((time) => time[i]).sort((a, b) => a - b);
    const told = (all) => `${all[0].toFixed(1)} (middle ${all[50].toFixed(1)})`;
    console.log(`${width} px, ${what}: asked and written ${told(sorted(0))}, laid out ${told(sorted(1))}`);
  }
}
await browser.close();
