// Opens every report of a folder in headless Chromium, at three widths, light and dark, and prints it on A4 and Letter.
// It fails on a serious finding of axe-core, on anything on the console, on any request for another address, and where
// a page is wider than its window, the map is not on page one of the paper, or a table breaks names into letters.
// Pictures and papers are kept beside the reports.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const WIDTHS = [390, 1024, 1600];
const SCHEMES = ["light", "dark"];
const PAPERS = ["A4", "Letter"];
const GRAVE = ["serious", "critical"];
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const [folder, program = "/usr/bin/chromium"] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node look.js FOLDER [CHROMIUM]");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const reports = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
const faults = [];
if (reports.length === 0) faults.push(`${folder}: no report`);

const profile = mkdtempSync(join(tmpdir(), "musclerun-browser-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: program,
  headless: true,
  args: SWITCHES,
  bypassCSP: true,
});
try {
  for (const report of reports) await look(report);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
console.log(`${reports.length} reports, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

async function look(report) {
  const name = basename(report, ".html");
  const address = pathToFileURL(join(folder, report)).href;
  const page = await browser.newPage();
  const found = (what) => faults.push(`${report}: ${what}`);
  page.on("console", (message) => found(`console: ${message.text()}`));
  page.on("pageerror", (error) => found(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address) found(`asks for ${request.url()}`);
  });
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const where = `${width} px, ${colorScheme}`;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media: "screen", colorScheme });
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) found(`${where}: the page is ${wide} px wider than the window`);
      for (const text of await page.evaluate(beyondTheEdge)) found(`${where}: beyond the edge: ${text}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document));
      for (const { id, impact, help, nodes } of violations) {
        const told = `${where}: ${impact}: ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`;
        if (GRAVE.includes(impact)) found(told);
        else console.log(`${report}: ${told}`);
      }
      const path = join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  // as paper is: light, whatever the screen
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const format of PAPERS) {
    // the width of the paper without its margins, at 96 px an inch
    const width = Math.round(((format === "A4" ? 210 : 215.9) - 28) * (96 / 25.4));
    await page.setViewportSize({ width, height: 1000 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) found(`${format}: ${wide} px wider than the paper`);
    // page one holds answer and map, and no name is broken into its letters
    const height = ((format === "A4" ? 297 : 279.4) - 31) * (96 / 25.4);
    const { map, narrow } = await page.evaluate(onPaper);
    if (map > height) found(`${format}: the map ends ${Math.round(map - height)} px below page one`);
    if (narrow) found(`${format}: a cell too narrow for its text: ${narrow}`);
    await page.pdf({ path: join(folder, `${name}-${format}.pdf`), format, preferCSSPageSize: false });
  }
  await page.close();
}

// Runs in the page: where the first map of the body ends, and a cell that is much higher than it is wide.
function onPaper() {
  const map = document.querySelector("article .wide .map svg");
  const cells = [...document.querySelectorAll("tbody th, tbody td")];
  const narrow = cells.find((cell) => cell.clientHeight > 3 * cell.clientWidth && cell.textContent.length > 3);
  const isOne = document.querySelectorAll("article").length === 1;
  return {
    map: map && isOne ? map.getBoundingClientRect().bottom + window.scrollY : 0,
    narrow: narrow && narrow.textContent.slice(0, 60),
  };
}

// Runs in the page: pieces of text that leave the window and cannot be scrolled to.
function beyondTheEdge() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || parent.closest(".scroll, title, desc")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (left < 0 || right > window.innerWidth + 0.5) found.push(text.slice(0, 60));
  }
  return found;
}
