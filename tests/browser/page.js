// Holds the page to the program: the same answers to the last digit, the same totals of files, the same pictures; that it
// goes on answering while it reads, sends nothing, can be used without a mouse, and has nothing for axe-core to find.
//
// usage: node page.js PAGE PROGRAM FOLDER [FILE...]   pictures go to FOLDER; more FILEs are compared as the made ones are

import { spawnSync } from "node:child_process";
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { fitOf, gpxOf, pointsOf, tcxOf, zipOf } from "./files.js";

const [page_file, program, folder, ...more] = process.argv.slice(2).map((path) => resolve(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(page_file).href;
const work = mkdtempSync(join(tmpdir(), "musclerun-page-"));
const faults = [];
const fault = (what) => {
  faults.push(what);
  console.error(what);
};
const equal = (found, wanted, what) => {
  if (found === wanted) return;
  let at = 0;
  while (at < wanted.length && found?.[at] === wanted[at]) at += 1;
  fault(`${what}: ${JSON.stringify(found?.slice(at, at + 90))} where ${JSON.stringify(wanted.slice(at, at + 90))} is wanted`);
};
// what the program writes; a row that is refused is no failure of it
const musclerun = (...typed) => {
  const { status, stdout } = spawnSync(program, typed, { cwd: work, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 3) throw new Error(`musclerun ${typed.join(" ")}: exit code ${status}`);
  return stdout;
};
const plain = (text) => text.replace(/\u00a0/g, " ");

const browser = await chromium.launchPersistentContext(join(work, "profile"), {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  acceptDownloads: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
const devtools = await browser.newCDPSession(page);
page.on("console", (message) => fault(`console: ${message.text()}`));
page.on("pageerror", (error) => fault(`error: ${error.message}`));
page.on("request", (request) => {
  if (request.url() !== address && !/^(blob|data):/.test(request.url()) && !request.url().startsWith("http://127.0.0.1:")) {
    fault(`asks for ${request.url()}`);
  }
});
const opened = async (hash = "") => {
  await page.goto("about:blank");
  await page.goto(`${address}${hash}`);
  await page.waitForSelector("#answer h1");
};
const timed = async (what, action) => {
  const start = Date.now();
  await action();
  console.log(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
};

try {
  const parts = { answers: sameAnswers, pictures: samePictures, files: sameFiles, large: largeFile, state, phone, keyboard, served, looks };
  const wanted = process.env.ONLY?.split(",") ?? Object.keys(parts);
  for (const name of wanted) await timed(name, parts[name]);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`the page: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

// A number from 0 to 1, the same in every run.
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Conditions as somebody might type them.
function conditions(random) {
  const pick = (...all) => all[Math.floor(random() * all.length)];
  const between = (from, to, decimals = 0) => (from + (to - from) * random()).toFixed(decimals);
  const run = {};
  if (random() < 0.7) run.pace = `${between(3, 8)}:${between(10, 59)}`;
  else run.speed = pick(`${between(8, 18, 2)}km/h`, `${between(5, 11, 1)}mph`, `${between(2, 5, 3)}m/s`);
  if (random() < 0.85) run.mass = pick(`${between(45, 110)}kg`, `${between(45, 110, 1)}kg`, `${between(100, 240)}lb`);
  if (random() < 0.4) run.gradient = pick(between(-15, 15, 1), `${between(-6, 6, 2)}deg`);
  else if (random() < 0.5) run.terrain = pick("uphill", "downhill", "trail", "grass", "sand", "treadmill", "track");
  if (random() < 0.4) run["step-rate"] = pick(between(150, 190), `${between(92, 110, 1)}%`);
  if (random() < 0.3) run["foot-strike"] = pick("rearfoot", "forefoot");
  if (random() < 0.4) run.distance = pick("10km", "half", "marathon", `${between(1, 30, 2)}`, `${between(1, 12, 1)}mi`);
  run.units = pick("km", "mi");
  if (run.units === "mi" && run.pace) run.pace = `${between(6, 12)}:${between(10, 59)}`;
  return run;
}

async function sameAnswers() {
  const random = seeded(15);
  await opened();
  for (let i = 0; i < (process.env.QUICK ? 20 : 200); i += 1) {
    const run = conditions(random);
    const options = Object.entries(run).flatMap(([name, value]) => [`--${name}`, value]);
    const wanted = musclerun(...options, "--json");
    const hash = new URLSearchParams(run).toString();
    const [headline, article, json] = await page.evaluate(async (hash) => {
      // as when an address is opened, without waiting for the browser to say so
      history.replaceState(null, "", `#${hash}`);
      fromAddress();
      const part = (format) => text(call({ what: "ask", run, with: null, format }).parts[0]);
      return [document.querySelector("#answer h1").textContent, part(undefined), part("json")];
    }, hash);
    equal(json, wanted, `${options.join(" ")} --json`);
    const report = musclerun(...options, "--format", "html");
    equal(article, report.slice(report.indexOf("<article>"), report.indexOf("</main>")), `${options.join(" ")} --format html`);
    if (!plain(report).includes(`<h1>${plain(headline)}</h1>`)) fault(`${options.join(" ")}: the page says ${headline}`);
  }
}

async function samePictures() {
  await opened("#pace=5:00&mass=70&gradient=5");
  await page.click(".save > summary");
  for (const format of ["svg", "png", "html", "csv", ...(process.env.QUICK ? [] : ["xlsx"]), "json"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-save=${format}]`)]);
    const found = readFileSync(await download.path());
    musclerun("--pace", "5:00", "--mass", "70", "--gradient", "5", "-o", `wanted.${format}`);
    const wanted = readFileSync(join(work, `wanted.${format}`));
    if (!found.equals(wanted)) fault(`${download.suggestedFilename()} is not what the program writes (${found.length}, ${wanted.length} bytes)`);
  }
  // two at once
  await page.click("#compare");
  await page.fill("#gradient", "-6");
  await page.waitForFunction(() => understood.gradient === "-6 %");
  const headline = plain(await page.textContent("#answer h1"));
  const wanted = musclerun("compare", "pace=5:00,gradient=5", "pace=5:00,gradient=-6", "--mass", "70", "--format", "html");
  if (!plain(wanted).includes(`<h1>${headline}</h1>`)) fault(`the comparison says ${headline}`);
  await page.waitForFunction(() => location.hash.includes("a="));
  const shared = await page.evaluate(() => location.hash);
  await opened(shared);
  equal(plain(await page.textContent("#answer h1")), headline, "the address of a comparison");
  await page.click("#compare");
  // a click on a muscle
  await page.click(".bars .muscle >> nth=0");
  for (const part of ["#why", "#reduce", "#train"]) {
    if (!(await page.textContent(`${part} h1`))) fault(`${part} is empty`);
  }
  if ((await page.locator("#why .sources a[href^='https://doi.org/']").count()) === 0) fault("an explanation without links to its sources");
  await page.click("#close");
  await page.locator("#answer .map g[id^='soleus'] path").first().click();
  equal(await page.textContent("#about-title"), "Soleus", "a click on the map");
  await page.click("#close");
  // and on its copy in a narrow window
  await page.setViewportSize({ width: 390, height: 844 });
  const copy = page.locator("#answer .narrow svg >> nth=2");
  await copy.scrollIntoViewIfNeeded();
  const { width, height } = await copy.boundingBox();
  await copy.click({ position: { x: width * 0.55, y: height * 0.23 } });
  equal(await page.textContent("#about-title"), "Quadriceps", "a click on the map of a narrow window");
  await page.click("#close");
  await page.setViewportSize({ width: 1280, height: 900 });
}

// A folder and an archive of runs of some weeks, for the same history as the program's.
async function sameWeeks(points) {
  const weeks = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [
    `run${i}.gpx`,
    gpxOf(points.map((point) => ({ ...point, time: point.time + i * 3 * 86_400 }))),
  ]));
  mkdirSync(join(work, "Anna"));
  for (const [name, text] of Object.entries(weeks)) writeFileSync(join(work, "Anna", name), text);
  writeFileSync(join(work, "Anna.zip"), zipOf(weeks));
  mkdirSync(join(work, "Anna", "older"));
  renameSync(join(work, "Anna", "run0.gpx"), join(work, "Anna", "older", "run0.gpx"));
  for (const [name, chooser] of [["Anna", "#choose-folder"], ["Anna.zip", "#choose"], ["Anna", "drop"], ["Anna.zip", "drop"]]) {
    await given(join(work, name), chooser);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#reports > details:last-child .tools >> text=JSON")]);
    const found = JSON.parse(readFileSync(await download.path(), "utf8"));
    const wanted = JSON.parse(musclerun("history", name, "--mass", "70", "--json"));
    for (const part of ["last_day", "summary", "periods", "sources"]) equal(JSON.stringify(found[part]), JSON.stringify(wanted[part]), `history ${name} (${chooser}): ${part}`);
  }
}

// An archive of a few runs gives their reports, and their weeks when they are asked for; two runs are compared.
async function fewRuns(made, points) {
  const runs = { "a/one.gpx": made["hills.gpx"], "two.fit": made["hills.fit"] };
  writeFileSync(join(work, "few.zip"), zipOf(runs));
  await given(join(work, "few.zip"));
  const last = page.locator("#reports > details:last-child");
  if ((await last.locator("article").count()) !== 2) fault("an archive of two runs gives no two reports");
  const pressed = async (words) => {
    const place = await page.evaluate(() => files);
    await last.getByRole("button", { name: words }).click();
    await page.waitForFunction((place) => files > place && queue.length === 0, place, { timeout: 120_000 });
  };
  await pressed("The weeks of these runs");
  if ((await last.locator("article").count()) !== 1) fault("the weeks of an archive are not told");
  await pressed("Each run by itself");
  if ((await last.locator("article").count()) !== 2) fault("the runs of an archive are not told one by one");
  writeFileSync(join(work, "half.gpx"), gpxOf(points.slice(points.length / 2)));
  // two of them are nearly the same
  for (const other of ["half.gpx", "hills.tcx", "hills.fit"]) {
    await given([join(work, "hills.gpx"), join(work, other)]);
    await page.locator("#reports > details:nth-last-child(2) > summary").click();
    await page.locator("#reports > details:nth-last-child(2)").getByRole("button", { name: "Keep this, compare another with it" }).click();
    await pressed("Compare with hills.gpx");
    const [download] = await Promise.all([page.waitForEvent("download"), last.locator(".tools >> text=JSON").click()]);
    equal(readFileSync(await download.path(), "utf8"), musclerun("compare", "hills.gpx", other, "--mass", "70", "--json"), `compare hills.gpx ${other}`);
  }
}

// Files are given to the page, chosen or dropped; what the last came to.
async function given(file, chooser = "#choose") {
  const place = await page.evaluate(() => files);
  if (chooser === "drop") {
    const data = { items: [], files: [file].flat(), dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) await devtools.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
  } else await page.setInputFiles(chooser, file);
  await page.waitForFunction((place) => files > place && queue.length === 0, place, { timeout: 120_000 });
  return plain(await page.textContent("#queue li:last-child"));
}

async function sameFiles() {
  const points = pointsOf(readFileSync("../run/hills.gpx", "utf8"));
  const made = {
    "hills.gpx": readFileSync("../run/hills.gpx"),
    "hills.gpx.gz": gzipSync(readFileSync("../run/hills.gpx")),
    "hills.tcx": tcxOf(points),
    "hills.fit": fitOf(points),
    "twice <b>&.gpx": gpxOf([...points, ...points.map((point) => ({ ...point, time: point.time + 86_400 }))]),
  };
  for (const [name, bytes] of Object.entries(made)) writeFileSync(join(work, name), bytes);
  const others = more.map((file) => {
    copyFileSync(file, join(work, basename(file)));
    return basename(file);
  });
  await opened("#pace=5:00&mass=70");
  for (const name of [...Object.keys(made), ...others]) {
    const line = await given(join(work, name));
    if (await page.locator("#queue li:last-child.refused").count()) {
      const { stdout, stderr } = spawnSync(program, ["run", name, "--mass", "70"], { cwd: work, encoding: "utf8" });
      if (stdout || !stderr.includes(line.replace(name, "").trim())) fault(`${name}: the page says ${line}, the program ${stderr}`);
      continue;
    }
    const wanted = musclerun("run", name, "--mass", "70", "--by", "km", "--json");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#reports > details:last-child .tools button >> nth=0")]);
    const found = readFileSync(await download.path(), "utf8");
    equal(found, wanted, `run ${name} --by km --json`);
    // the totals do not hang on the splits
    const [own, whole] = [found, musclerun("run", name, "--mass", "70", "--json")].map((text) => JSON.parse(text).runs.map(({ splits, ...rest }) => rest));
    equal(JSON.stringify(own), JSON.stringify(whole), `the totals of run ${name} --json`);
  }
  const count = await page.locator("#reports article").count();
  if (count < 6) fault(`${count} reports of six runs`);
  await sameWeeks(points);
  await fewRuns(made, points);
  // several that are dropped together are told one by one, a broken one too
  const several = { "runs.csv": "3 runs computed", "hills.gpx": "quadriceps", "hills.gpx.gz": "quadriceps", "hills.fit": "quadriceps", "cut.gpx": "the file ends" };
  writeFileSync(join(work, "cut.gpx"), made["hills.gpx"].subarray(0, 200));
  copyFileSync("../batch/runs.csv", join(work, "runs.csv"));
  await given(Object.keys(several).map((name) => join(work, name)), "drop");
  const told = await page.locator("#queue li").allTextContents();
  Object.entries(several).forEach(([name, words], i) => {
    const line = told.at(i - 5);
    if (!line.startsWith(name) || !line.includes(words)) fault(`dropped ${name}: the page says ${line}`);
  });
  // a folder without a run says so
  mkdirSync(join(work, "photos"));
  writeFileSync(join(work, "photos", "one.jpg"), "a picture");
  await page.evaluate(() => by("queue").replaceChildren());
  const dropped = await given([join(work, "photos"), join(work, "hills.fit")], "drop");
  if (!/photos.*holds no FIT/.test(await page.textContent("#queue"))) fault(`a folder of pictures: the page says ${dropped}`);
  // what cannot be read is told, and why
  writeFileSync(join(work, "broken.gpx"), made["hills.gpx"].subarray(0, 200));
  writeFileSync(join(work, "nothing.fit"), "not a recording");
  for (const name of ["broken.gpx", "nothing.fit"]) {
    const line = await given(join(work, name));
    const { stderr } = spawnSync(program, ["run", name, "--mass", "70"], { cwd: work, encoding: "utf8" });
    const reason = line.slice(name.length).trim();
    if (!reason || !stderr.includes(reason)) fault(`${name}: the page says ${JSON.stringify(reason)}, the program ${stderr}`);
  }
  // a log becomes a table
  await given(join(work, "runs.csv"));
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#reports > details:last-child .tools button >> nth=0")]);
  equal(readFileSync(await download.path(), "utf8"), musclerun("batch", "runs.csv", "--mass", "70"), "batch runs.csv");
  const [book] = await Promise.all([page.waitForEvent("download"), page.locator("#reports > details:last-child .tools >> text=Excel").click()]);
  musclerun("batch", "runs.csv", "--mass", "70", "-o", "wanted.xlsx");
  if (!readFileSync(await book.path()).equals(readFileSync(join(work, "wanted.xlsx")))) fault("the workbook of a log is not what the program writes");
  // of a recording that ends too soon what is there is told, and what is wrong with it
  writeFileSync(join(work, "short.fit"), made["hills.fit"].subarray(0, 1700));
  await given(join(work, "short.fit"));
  const damage = await page.locator("#reports > details:last-child > ul li").allTextContents();
  const { stderr } = spawnSync(program, ["run", "short.fit", "--mass", "70"], { cwd: work, encoding: "utf8" });
  equal(damage.map((words) => `warning: short.fit: ${words}\n`).join(""), stderr, "the damage of a recording");
}

async function largeFile() {
  const points = pointsOf(readFileSync("../run/hills.gpx", "utf8"));
  const file = join(work, "large.gpx");
  const out = createWriteStream(file);
  const [head, ...rest] = gpxOf(points).split("<trkpt");
  const track = rest.map((point) => `<trkpt${point.split("</trkseg>")[0]}`);
  out.write(head);
  let [bytes, time] = [0, Date.parse("2020-01-01T00:00:00Z")];
  while (bytes < 100 << 20) {
    const some = track.map((point) => point.replace(/<time>[^<]*/, () => `<time>${new Date((time += 2000)).toISOString()}`)).join("");
    bytes += some.length;
    out.write(some);
  }
  out.end("</trkseg></trk></gpx>\n");
  await new Promise((finished) => out.on("finish", finished));
  // Every answer counts, not the middle. Where other programs take all of the machine, an answer is late whatever the page
  // does: then it is measured again, and after three times told that it could not be.
  for (let tries = 1; ; tries += 1) {
    await opened("#pace=5:00&mass=70");
    const before = await slowest(60);
    const [start, idle] = [Date.now(), idleTime()];
    await page.setInputFiles("#choose", [file, file]);
    const meanwhile = await slowest(5000, true);
    const took = Date.now() - start;
    const free = (idleTime() - idle) / (took * cpus().length);
    console.log(`  100 MB of GPX in ${(took / 1000).toFixed(1)} s; the slowest of 60 answers took ${before.slowest} ms before, of ${meanwhile.count} ${meanwhile.slowest} ms meanwhile (middle ${meanwhile.middle}); ${Math.round(100 * free)} % of the machine was free`);
    if (meanwhile.slowest <= 100) break;
    if (free > 0.05) {
      fault(`while a large file is read, an answer takes ${meanwhile.slowest} ms`);
      break;
    }
    if (tries === 3) {
      console.log("  other programs take this machine: whether an answer takes 100 ms at most is not known");
      break;
    }
  }
  if (await page.locator("#queue .refused").count()) fault(`a large file: ${await page.textContent("#queue .refused")}`);
  // the second can be stopped
  await page.click("#queue li:last-child button");
  await page.waitForFunction(() => queue.length === 0);
  if (!(await page.textContent("#queue li:last-child")).includes("stopped")) fault("a file that was stopped does not say so");
}

// Asks for so many answers, or until only one file is left: how long they took from a key to what is shown, ms.
function slowest(most, untilRead = false) {
  return page.evaluate(async ([most, untilRead]) => {
    const times = [];
    // a task after the frame
    const { port1, port2 } = new MessageChannel();
    while (times.length < most && !(untilRead && queue.length < 2)) {
      const from = performance.now();
      const pace = `${4 + (times.length % 3)}:3${times.length % 10}`;
      by("pace").value = pace;
      by("pace").dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise(requestAnimationFrame);
      await new Promise((shown) => {
        port1.onmessage = shown;
        port2.postMessage(0);
      });
      times.push(understood.pace.startsWith(pace) ? performance.now() - from : Infinity);
      await new Promise((rested) => setTimeout(rested, 20));
    }
    times.sort((a, b) => a - b);
    return { count: times.length, middle: Math.round(times[times.length >> 1]), slowest: Math.round(times.at(-1)) };
  }, [most, untilRead]);
}

// How long the processors had nothing to do since they were started, ms.
function idleTime() {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}

async function state() {
  await opened("#pace=8:03/mi&mass=154lb&gradient=-5");
  equal(await page.inputValue("#mass"), "154 lb", "the weight in pounds");
  equal(await page.inputValue("#speed"), "7.45 mph", "the speed follows the pace");
  await page.locator(".more > summary").click();
  await page.selectOption("#units", "km");
  await page.waitForFunction(() => understood.units === "km");
  equal(await page.inputValue("#pace"), "5:00/km", "the pace in kilometres");
  await page.fill("#speed", "12km/h");
  await page.waitForFunction(() => location.hash.includes("speed=12km/h"));
  equal(await page.inputValue("#pace"), "5:00/km", "the pace follows the speed");
  await page.locator("[data-of=gradient]").fill("4");
  await page.waitForFunction(() => location.hash.includes("gradient=4"));
  equal(await page.inputValue("#gradient"), "4 %", "the field follows the slider");
  await page.selectOption("#terrain", "downhill");
  await page.waitForFunction(() => location.hash.includes("terrain=downhill") && !location.hash.includes("gradient"));
  equal(await page.inputValue("[data-of=gradient]"), "-5", "the slider follows the ground");
  // every field takes back what it shows
  for (const name of ["pace", "speed", "mass", "gradient", "step-rate", "distance"]) {
    const shown = await page.evaluate((name) => understood[name], name);
    await page.fill(`#${name}`, shown || "10 km");
    await page.waitForTimeout(50);
    if (await page.textContent("#fault")) fault(`${name} refuses ${shown}: ${await page.textContent("#fault")}`);
  }
  await page.fill("#pace", "quick");
  await page.waitForSelector("#pace[aria-invalid]");
  if (!(await page.textContent("#fault")).includes("quick")) fault("a wrong pace is not told");
  // an address with nonsense says so, and can be mended
  for (const [hash, named] of [["#pace=quick&mass=70", "quick"], ["#pace=5:00&mass=-4", "20 kg"], ["#pace=5:00&terrain=moon", "moon"], ["#pace=5:00&mass=70&a=pace%3Dquick", "A, which is kept"]]) {
    await page.goto("about:blank");
    await page.goto(`${address}${hash}`);
    await page.waitForFunction(() => by("fault").textContent);
    const told = await page.textContent("#answer");
    if (!told.includes(named)) fault(`${hash}: the page says ${told}`);
    await page.locator("[data-of=mass]").fill("66");
    if (named === "20 kg") await page.waitForSelector("#answer h1");
  }
  // what is shown in place is what is written anew
  await opened("#pace=5:00&mass=70");
  for (const both of [false, true]) {
    const differs = await page.evaluate((both) => {
      if (both) kept = { ...run };
      return ["-12", "-9.5", "0", "0.5", "7", "15"].filter((gradient) => {
        run.gradient = gradient;
        ask();
        const found = by("answer").cloneNode(true);
        for (const name of found.querySelectorAll(".muscle")) name.replaceWith(name.textContent);
        const wanted = found.cloneNode();
        wanted.innerHTML = text(call({ what: "ask", run, with: kept }).parts[0]).replaceAll(AGAIN, "");
        found.normalize();
        return !found.isEqualNode(wanted);
      });
    }, both);
    if (differs.length) fault(`with a gradient of ${differs} another answer is shown than was given`);
  }
  // an address of everything, opened again
  const all = "pace=5:10/km&mass=66kg&gradient=3&terrain=trail&step-rate=172&foot-strike=forefoot&trunk-lean=5&shoe=minimal&distance=12km&units=km&easy=6:10";
  await opened(`#${all}`);
  await page.fill("#mass", "66");
  await page.waitForFunction(() => location.hash.includes("mass=66&"));
  equal(await page.evaluate(() => location.hash), `#${all.replace("66kg", "66")}`, "the address of everything");
  // Back leads to what was opened, whatever was tried, and then over a comparison
  for (const pace of ["4:40", "4:20"]) {
    await page.fill("#pace", pace);
    await page.waitForFunction((pace) => location.hash.includes(pace), pace);
  }
  await page.click("#compare");
  await page.waitForFunction(() => location.hash.includes("a="));
  await page.goBack();
  await page.waitForFunction(() => !kept && run.pace === "4:20");
  await page.goBack();
  await page.waitForFunction(() => run.pace === "5:10/km" && run.mass === "66kg");
  await page.goForward();
  await page.waitForFunction(() => run.pace === "4:20" && run.mass === "66");
  // a word that is nothing, and an easy pace that is none, are told
  await opened("#pace=5:00&mass=70&slope=4");
  equal((await page.textContent("#fault")).includes("slope"), true, "an address with a word that nothing is called by");
  await page.fill("#pace", "5:05");
  await page.locator(".more > summary").click();
  await page.fill("#easy", "slow");
  await page.waitForSelector("#easy[aria-invalid]");
  await page.fill("#easy", "");
  await page.waitForFunction(() => !by("fault").textContent);
  // what has no field can be left out
  await opened("#pace=5:00&mass=70&shoe=minimal");
  await page.getByRole("button", { name: "Leave out shoe" }).click();
  await page.waitForFunction(() => !location.hash.includes("shoe"));
  // the weight is kept when it is asked for, and not before
  const again = async () => {
    await opened();
    return page.inputValue("#mass");
  };
  equal(await again(), "70 kg", "nothing is kept unasked");
  await page.fill("#mass", "61");
  await page.locator(".more > summary").click();
  await page.check("#keep");
  equal(await again(), "61 kg", "the weight is kept");
  await opened("#pace=5:00&mass=88");
  await page.waitForTimeout(500);
  equal(await again(), "61 kg", "the weight is kept after an answer of somebody else was looked at");
  await page.locator(".more > summary").click();
  await page.uncheck("#keep");
  equal(await again(), "70 kg", "the weight is forgotten");
}

async function keyboard() {
  await opened();
  const reached = new Set();
  let muscle = false;
  for (let i = 0; i < 60 && !muscle; i += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.dataset.of || document.activeElement.tagName));
    muscle = await page.evaluate(() => document.activeElement.className === "muscle");
  }
  for (const name of ["pace", "mass", "gradient", "compare"]) if (!reached.has(name)) fault(`${name} cannot be reached by keys`);
  if (!muscle) return fault("no muscle can be reached by keys");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog:not([open])", { state: "attached" });
  if (!(await page.evaluate(() => document.activeElement.className === "muscle"))) fault("the focus is lost when the explanation is closed");
}

// Three taps to an answer: the pace, the weight, the answer.
async function phone() {
  await page.setViewportSize({ width: 390, height: 844 });
  await opened();
  const isSeen = () => page.evaluate(() => {
    const { top, bottom } = document.querySelector("#answer h1").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  if (!(await isSeen())) fault("a phone does not show an answer at once");
  for (const [field, typed] of [["#pace", "4:30"], ["#mass", "61"]]) {
    await page.click(field);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(typed);
  }
  await page.click("nav >> text=Answer");
  await page.waitForFunction(() => understood.mass === "61 kg" && document.querySelector("#answer h1").textContent.includes("4:30"));
  if (!(await isSeen())) fault("a phone does not show the answer after three taps");
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function served() {
  const text = readFileSync(page_file, "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)[1];
  if (!policy.includes("connect-src 'none'") || policy.includes("'unsafe-")) fault(`the policy is ${policy}`);
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
    response.end(text);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  await page.goto(`http://127.0.0.1:${server.address().port}/musclerun.html#pace=6:00&mass=60`);
  await page.waitForSelector("#answer h1");
  await given("../run/hills.gpx");
  mkdirSync(join(work, "Ben"));
  copyFileSync("../run/hills.gpx", join(work, "Ben", "hills.gpx"));
  await given(join(work, "Ben"), "drop");
  if ((await page.locator("#reports article").count()) !== 2) fault("from a web server a file or a dropped folder is not read");
  equal(asked.join(" "), "/musclerun.html", "what is fetched from a web server");
  server.closeAllConnections();
  server.close();
}

async function looks() {
  const states = {
    answer: async () => {},
    open: async () => {
      await page.click(".more > summary");
      await page.click(".save > summary");
    },
    compare: async () => {
      await page.click("#compare");
      await page.locator("[data-of=gradient]").fill("6");
      await page.waitForFunction(() => understood.gradient === "6 %");
    },
    muscle: async () => {
      await page.click("#compare");
      await page.click(".bars .muscle >> nth=0");
    },
    files: async () => {
      await page.click("#close");
      await given("../batch/runs.csv");
      await given("../run/hills.gpx");
      await page.evaluate(() => by("reports").lastChild.scrollIntoView());
    },
  };
  for (const width of [390, 1024, 1600]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media: "screen", colorScheme });
      await opened("#pace=5:00&mass=70");
      await page.evaluate(axe);
      for (const [name, reach] of Object.entries(states)) {
        const where = `${name}, ${width} px, ${colorScheme}`;
        await reach();
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if ((await wide()) > 0) fault(`${where}: ${await wide()} px wider than the window`);
        for (const part of ["#pace", "#mass", "#gradient", "#answer h1"]) if (!((await page.locator(part).boundingBox())?.width > 50)) fault(`${where}: no ${part} to be seen`);
        const { violations } = await page.evaluate(() => window.axe.run(document));
        for (const { id, impact, help, nodes } of violations) fault(`${where}: ${impact}: ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
        // a picture of all shows what is out of sight too
        if (name === "answer" || name === "compare") await page.evaluate(() => document.querySelectorAll("#answer section").forEach((part) => (part.style.contentVisibility = "visible")));
        await page.screenshot({ path: join(folder, `page-${name}-${width}-${colorScheme}.png`), fullPage: name === "answer" || name === "compare" });
        if (colorScheme === "light") {
          await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
          if ((await wide()) > 0) fault(`${where}, text twice as large: ${await wide()} px wider than the window`);
          // no figure stands on a name
          const covered = await page.evaluate(() => [...document.querySelectorAll(".bars li:not(.axis)")].filter((bar) => {
            const [name, value] = [".name", ".value"].map((part) => {
              const words = document.createRange();
              words.selectNodeContents(bar.querySelector(part));
              return [...words.getClientRects()];
            });
            return name.some((a) => value.some((b) => a.left < b.right && b.left < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom));
          }).map((bar) => bar.textContent));
          if (covered.length) fault(`${where}, text twice as large: ${covered[0]} overlap`);
          await page.screenshot({ path: join(folder, `page-${name}-${width}-large.png`) });
          await page.evaluate(() => (document.documentElement.style.fontSize = ""));
        }
      }
    }
  }
  // with colour blindness: pictures to be looked at
  await page.setViewportSize({ width: 1024, height: 1300 });
  for (const type of ["protanopia", "deuteranopia", "tritanopia", "achromatopsia", "none"]) {
    await devtools.send("Emulation.setEmulatedVisionDeficiency", { type });
    await opened("#pace=5:00&mass=70&gradient=5&a=pace%3D4:00");
    if (type !== "none") await page.screenshot({ path: join(folder, `page-compare-${type}.png`) });
  }
  // on paper
  await opened("#pace=5:00&mass=70&gradient=5");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.pdf({ path: join(folder, "page.pdf"), format: "A4", preferCSSPageSize: false });
  if (!(await page.locator(".bars rect.bar").first().isVisible())) fault("the bars are not printed");
  for (const part of ["#ask", ".tools", "#files"]) if (await page.locator(part).first().isVisible()) fault(`${part} is printed`);
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
}
