// What a browser does for the page: fields, sliders, files and buttons. Every figure, sentence, table and picture comes
// from the library.
"use strict";

const CONDITIONS = [
  "pace", "speed", "mass", "terrain", "gradient", "step-rate", "foot-strike", "trunk-lean", "support", "shoe",
  "distance", "duration", "units", "easy",
];
const KEPT = ["mass", "units", "easy"];
const FIRST = { pace: "5:00", mass: "70" };
// from, to and step of each slider, in kilometres and in miles
const SLIDERS = {
  pace: { km: [150, 690, 5], mi: [240, 1110, 5] },
  mass: { km: [40, 130, 0.5], mi: [90, 290, 1] },
  gradient: { km: [-20, 20, 0.5], mi: [-20, 20, 0.5] },
  "step-rate": { km: [130, 220, 1], mi: [130, 220, 1] },
  distance: { km: [0, 42.5, 0.5], mi: [0, 26.5, 0.5] },
};
const ABOUT_GRADIENT = ["flat", "uphill", "downhill"];
const IS_BARE = /^[\s\d.,:]*$/;

const by = (id) => document.getElementById(id);
const form = by("ask");
const keys = new Map();
let [run, kept, understood, module, call, worker] = [{}, null, null, null, null, null];
const queue = [];
let [files, isChanged] = [0, false];
const PIECE_BYTES = 1 << 14;

start().catch((error) => by("answer").replaceChildren(paragraph(`This browser cannot open the page: ${error.message}`)));

async function start() {
  const packed = Uint8Array.from(atob(by("module").textContent.trim()), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  module = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  call = await open(module);
  const { choices } = call({ what: "choices" });
  for (const [name, key] of choices.muscles) keys.set(name, key);
  by("terrain").append(...choices.terrains.map((word) => new Option(word)));
  by("foot-strike").append(...choices["foot-strikes"].map((word) => new Option(word)));
  by("foot").append(` musclerun ${choices.version}.`);
  by("keep").checked = Boolean(profile());
  fromAddress();
  addEventListener("hashchange", fromAddress);
  listen();
}

// --- what is asked ---

function fromAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const conditions = (given) => Object.fromEntries([...given].filter(([name, value]) => CONDITIONS.includes(name) && value));
  run = conditions(address);
  // an address says all there is to an answer, which an easy pace is no part of
  if (!run.pace && !run.speed) run = { ...FIRST, ...profile(), ...run };
  else if (profile()?.easy) run.easy ??= profile().easy;
  kept = address.get("a") ? conditions(new URLSearchParams(address.get("a"))) : null;
  isChanged = false;
  const told = ask();
  const unknown = [...address.keys()].filter((name) => name !== "a" && !CONDITIONS.includes(name));
  if (unknown.length) by("fault").textContent ||= `The address says ${unknown.join(", ")}, which is nothing that can be asked here.`;
  if (!told.reason) return;
  // an address that cannot be answered: its own words stand in the fields, ready to be mended
  understood ??= call({ what: "ask", run: FIRST }).understood;
  follow();
  for (const field of form.querySelectorAll("[name]")) field.value = run[field.name] ?? "";
  shown = tree("");
  by("answer").replaceChildren(paragraph(`This address has no answer: ${told.reason}.`));
}

function toAddress() {
  const readable = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2F/g, "/");
  const query = (conditions) => Object.entries(conditions).map(([name, value]) => `${name}=${readable(value)}`).join("&");
  const address = `#${query(kept ? { ...run, a: query(kept) } : run)}`;
  if (address === location.hash) return;
  // Back leads to the address that was opened, and over each comparison
  const isStep = isChanged && history.state?.kept !== Boolean(kept);
  history[isStep ? "pushState" : "replaceState"](isChanged ? { kept: Boolean(kept) } : null, "", address);
}

function profile() {
  try {
    return JSON.parse(localStorage.getItem("musclerun"));
  } catch {
    return null;
  }
}

function keep() {
  try {
    if (by("keep").checked) {
      localStorage.setItem("musclerun", JSON.stringify(Object.fromEntries(KEPT.filter((name) => run[name]).map((name) => [name, run[name]]))));
    } else {
      localStorage.removeItem("musclerun");
    }
  } catch {
    by("keep").checked = false;
  }
}

// A field or slider says something new; what cannot stand beside it goes.
function set(name, value) {
  if (KEPT.includes(name)) later("keep", 300, keep);
  if (name === "units") {
    // bare numbers go on meaning what they meant
    const unit = understood?.units ?? "km";
    for (const pace of ["pace", "easy"]) if (run[pace] && IS_BARE.test(run[pace])) run[pace] += `/${unit}`;
    if (run.distance && IS_BARE.test(run.distance)) run.distance += unit;
    if (run.mass && IS_BARE.test(run.mass)) run.mass += unit === "mi" ? "lb" : "kg";
  }
  if (name === "pace") delete run.speed;
  if (name === "speed") delete run.pace;
  if (name === "distance") delete run.duration;
  if (name === "gradient" && ABOUT_GRADIENT.includes(run.terrain)) delete run.terrain;
  if (name === "terrain" && ABOUT_GRADIENT.includes(value)) delete run.gradient;
  if (value.trim()) run[name] = value.trim();
  else delete run[name];
  isChanged = true;
  soon();
}

let isAsked = false;
function soon() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    ask();
  });
}

function ask() {
  const told = call({ what: "ask", run, with: kept });
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  by("fault").textContent = told.reason ?? "";
  by("compare").textContent = kept ? "Stop comparing" : "Keep this, change the other";
  by("swap").hidden = by("kept").hidden = !kept;
  if (kept) by("kept").textContent = "A is kept; the fields say what B is.";
  by("others").replaceChildren(...Object.keys(run).filter((name) => !form.elements[name]).map((name) => button(`Leave out ${name} ${run[name]}`, () => set(name, ""))));
  if (told.reason) {
    const field = form.elements[told.field];
    field?.setAttribute("aria-invalid", "true");
    field?.closest("details")?.setAttribute("open", "");
    return told;
  }
  understood = told.understood;
  show(by("answer"), text(told.parts[0]));
  follow();
  later("address", 300, toAddress);
  later("live", 800, () => (by("live").textContent = told.headline));
  return told;
}

const waiting = {};
function later(what, milliseconds, action) {
  clearTimeout(waiting[what]);
  waiting[what] = setTimeout(action, milliseconds);
}

// Fields and sliders follow what was understood, but for the one that is being changed.
let changing = null;
function follow() {
  if (document.activeElement !== changing) changing = null;
  const own = { "step-rate": run["step-rate"] ?? "", distance: run.distance || run.duration ? understood.distance : "" };
  for (const field of form.querySelectorAll("[name]")) {
    if (field !== changing || field.tagName === "SELECT") {
      field.value = own[field.name] ?? understood[field.name] ?? run[field.name] ?? "";
    }
  }
  by("step-rate").placeholder = `typical: ${understood["typical-step-rate"]}`;
  Object.entries(SLIDERS).forEach(([name, bounds], i) => {
    const slider = form.querySelector(`[data-of="${name}"]`);
    [slider.min, slider.max, slider.step] = bounds[understood.units];
    const at = understood.sliders[i];
    if (slider !== changing) slider.value = at ?? 0;
    slider.setAttribute("aria-valuetext", at === null ? "not given" : understood[name]);
  });
}

function slid(name, value) {
  const unit = understood.units === "mi" ? "lb" : "kg";
  const written = {
    pace: () => `${Math.floor(value / 60)}:${String(value % 60).padStart(2, "0")}`,
    mass: () => `${value}${unit}`,
    distance: () => (value > 0 ? `${value}` : ""),
  };
  set(name, (written[name] ?? (() => `${value}`))());
}

// --- what is shown ---

function text(bytes) {
  return new TextDecoder().decode(bytes);
}

function paragraph(words) {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

function button(words, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", action);
  return made;
}

// The name of a muscle becomes a button that tells about it.
const NAMED = /(<(?:span class="name"|th scope="row"[^>]*|th class="[^"]*" scope="row")>)([^<]+)/g;
// Parts of a drawing, and where a narrow window shows them again: a browser would copy them anew with every change.
const PART = /^<(?:g id="([^"]*part-\d)"|use href="#([^"]*)")/;
const AGAIN = /<use href="[^"]*part-\d"><\/use>/g;
const NARROW = matchMedia("screen and (max-width: 46rem)");
const tree = (tag, inner = []) => ({ tag, name: /^<([\w-]*)/.exec(tag)?.[1], inner });
let [shown, isPrinted] = [tree(""), false];

// Shows an answer in place of another. What is written is compared rather than what is built, and only what differs is
// built, which spares the browser most of its work, and keeps the focus.
function show(root, written) {
  const pictures = NARROW.matches && !isPrinted ? written : written.replaceAll(AGAIN, "");
  const named = pictures.replace(NAMED, (all, tag, name) => (keys.has(name) ? `${tag}<button type="button" class="muscle">${name}</button>` : all));
  const wanted = tree("");
  const open = [wanted];
  const parts = new Map();
  for (const part of named.match(/<[^>]*>|[^<]+/g)) {
    if (part.startsWith("</")) open.pop();
    else if (part[0] !== "<") open.at(-1).inner.push(part);
    else {
      let node = tree(part);
      const { inner } = open.at(-1);
      if (!part.endsWith("/>") && node.name !== "br") open.push(node);
      const [, id, again] = PART.exec(part) ?? [];
      if (id) parts.set(id, [node, inner]);
      if (parts.has(again)) {
        // moved rather than copied, with the end of its line: two texts beside each other would be read as one
        const [moved, from] = parts.get(again);
        from.splice(from.indexOf(moved), 2);
        node = moved;
      }
      inner.push(node);
    }
  }
  if (!shown.inner.length) root.replaceChildren();
  become(root, shown, wanted);
  shown = wanted;
}

// Makes a node and what is in it, as it was written, another.
function become(node, old, wanted) {
  if (old.tag !== wanted.tag) {
    const attributes = new Map([...wanted.tag.slice(wanted.name.length + 1).matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, plain(value ?? "")]));
    for (const name of node.getAttributeNames()) if (!attributes.has(name)) node.removeAttribute(name);
    for (const [name, value] of attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  let child = node.firstChild;
  for (let i = 0; i < Math.max(old.inner.length, wanted.inner.length); i += 1) {
    const [before, after, next] = [old.inner[i], wanted.inner[i], child?.nextSibling];
    if (before === undefined) node.append(built(node, written(after)));
    else if (after === undefined) child.remove();
    else if (before.tag && before.name === after.name) become(child, before, after);
    else if (before.tag || after.tag) child.replaceWith(built(node, written(after)));
    else if (before !== after) child.data = plain(after);
    child = next;
  }
}

function written(part) {
  return part.tag ? `${part.tag}${part.inner.map(written).join("")}</${part.name}>` : part;
}

function plain(words) {
  return words.includes("&") ? built(document.body, words).data : words;
}

function built(parent, words) {
  const made = document.createElement("template");
  const is_drawn = parent.namespaceURI?.endsWith("svg");
  made.innerHTML = is_drawn ? `<svg>${words}` : words;
  return is_drawn ? made.content.firstChild.firstChild : made.content.firstChild;
}

// Builds a long text a piece at a time, so that the page goes on answering meanwhile.
async function poured(root, bytes) {
  const away = document.implementation.createHTMLDocument();
  away.write("<div>");
  root.append(away.body.firstChild);
  const reader = new TextDecoder();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    away.write(reader.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true }));
    await new Promise((rested) => setTimeout(rested));
  }
  away.close();
}

function tell(name) {
  const told = call({ what: "muscle", run, muscle: keys.get(name) });
  if (told.reason) return;
  const [why, reduce, train] = told.parts.map(text);
  by("about-title").textContent = name;
  by("why").innerHTML = why;
  by("reduce").innerHTML = reduce;
  by("reduce").append(...told.warnings.map(paragraph));
  by("train").innerHTML = train;
  by("about").showModal();
  by("about").scrollTop = 0;
}

// What is asked, as the name of a file.
function fileName() {
  const { pace, mass, terrain, gradient } = understood;
  const words = ["musclerun", kept ? "compared" : "", pace, mass, terrain, gradient];
  return words.join(" ").match(/[\w.]+/g).join("-");
}

function save(bytes, name, type = "application/octet-stream") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// --- files ---

const IS_LOG = /\.(csv|tsv)(\.gz)?$/i;
const IS_READ = /\.(fit|gpx|tcx|csv|tsv|zip)(\.gz)?$/i;
// so many recorded runs are told one by one; of more, and of what is larger, the weeks
const FEW = 10;
const LARGE_ARCHIVE = 64 << 20;

// Files that are dropped or chosen together.
function add(found) {
  const logs = found.filter(({ file }) => IS_LOG.test(file.name));
  const runs = found.filter((one) => !logs.includes(one));
  for (const log of logs) begin("log", log.file.name, [log]);
  if (runs.length > FEW) return begin("history", `${runs.length} files`, runs);
  for (const one of runs) {
    const is_large = /\.zip$/i.test(one.file.name) && one.file.size > LARGE_ARCHIVE;
    begin(is_large ? "history" : "file", one.file.name, [one], runs);
  }
}

// A folder: one answer to all that is in it.
function addFolder(name, found) {
  const read = found.filter(({ file }) => IS_READ.test(file.name));
  if (read.length > 0) begin("history", name, read);
  else refuse(name, "holds no FIT, GPX, TCX, CSV or ZIP file");
}

function refuse(name, reason) {
  const item = document.createElement("li");
  item.className = "refused";
  item.textContent = `${name} ${reason}`;
  by("queue").append(item);
  by("live").textContent = item.textContent;
}

function begin(what, name, found, all = found, most = FEW) {
  const item = document.createElement("li");
  const title = document.createElement("b");
  title.textContent = name;
  const bar = document.createElement("progress");
  bar.max = Math.max(found.reduce((sum, { file }) => sum + file.size, 0), 1);
  bar.value = 0;
  bar.setAttribute("aria-label", `How much of ${name} is read`);
  const job = { what, name, found, all, most, item, bar, place: ++files };
  item.append(title, bar, button("Stop", () => stop(job)));
  item.lastChild.setAttribute("aria-label", `Stop ${name}`);
  by("queue").append(item);
  queue.push(job);
  if (queue.length === 1) next();
}

function next() {
  const [job] = queue;
  if (!job) return;
  const source = new Blob([by("worker").textContent], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  worker = new Worker(address);
  worker.onmessage = ({ data }) => {
    if ("fetched" in data) {
      job.bar.value = data.fetched;
    } else {
      URL.revokeObjectURL(address);
      job.what = data.what ?? job.what;
      done(job, data.told);
    }
  };
  worker.onerror = (event) => done(job, { reason: event.message || "the program failed on this file" });
  const { what, name, place, most } = job;
  worker.postMessage({ module, files: job.found, request: { what, run, name, place, most } });
}

function stop(job) {
  if (job === queue[0]) done(job, { reason: "stopped" });
  else {
    queue.splice(queue.indexOf(job), 1);
    end(job, "stopped");
  }
}

function end(job, words) {
  job.item.replaceChildren(job.item.firstChild, ` ${words}`);
}

async function done(job, told) {
  worker.terminate();
  if (told.reason) {
    end(job, told.field === "mass" ? `${told.reason}: type your weight above, and drop it again` : told.reason);
    job.item.className = "refused";
  } else {
    end(job, told.headline);
    for (const other of by("reports").children) other.open = false;
    const made = await report(job, told);
    by("reports").append(made);
    // who looks at reports looks at the new one
    if (by("reports").getBoundingClientRect().top < 0) made.scrollIntoView();
  }
  by("live").textContent = job.item.textContent;
  queue.shift();
  next();
}

async function report(job, told) {
  const { what, name, found, all } = job;
  const made = document.createElement("details");
  made.open = true;
  const title = document.createElement("summary");
  title.textContent = `${name}: ${told.headline}`;
  const bar = document.createElement("div");
  bar.className = "tools";
  const stem = name.replace(/\.(fit|gpx|tcx|csv|tsv|zip)(\.gz)?\b/gi, "");
  const body = document.createElement("div");
  await poured(body, told.parts[0]);
  if (what === "log") {
    bar.append(button("Table (CSV)", () => save(told.parts[1], `${stem}-loads.csv`, "text/csv")));
    if (told.parts[3].length) bar.append(button("Table (Excel)", () => save(told.parts[3], `${stem}-loads.xlsx`)));
    if (told.parts[2].length) bar.append(button("Refused rows (CSV)", () => save(told.parts[2], `${stem}-refused.csv`, "text/csv")));
  } else {
    if (what === "history") bar.append(button("Table (CSV)", () => save(told.parts[2], `${stem}-weeks.csv`, "text/csv")));
    bar.append(button("Figures (JSON)", () => save(told.parts[1], `${stem}.json`, "application/json")));
  }
  if (what === "history" && told.runs <= 2 * FEW) {
    const runs = found.filter(({ file }) => !IS_LOG.test(file.name));
    if (runs.length) bar.append(button("Each run by itself", () => runs.forEach((one) => begin("file", one.file.name, [one], runs, null))));
  }
  if (what === "file") {
    if (told.runs > 1 || all.length > 1) bar.append(button("The weeks of these runs", () => begin("history", all.length > 1 ? `${all.length} files` : name, all)));
    bar.append(pairing(job));
  }
  bar.append(button("Remove", () => {
    made.remove();
    job.item.remove();
    if (first === job) keepFirst(null);
  }));
  const warnings = document.createElement("ul");
  warnings.append(...told.warnings.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  made.append(title, bar, ...(told.warnings.length ? [warnings] : []), body);
  return made;
}

// A button that keeps a recorded run; those of the others compare theirs with it.
let first = null;
function pairing(job) {
  const made = button("", () => {
    if (first && first !== job) begin("pair", `${first.name} and ${job.name}`, [first.found[0], job.found[0]]);
    keepFirst(first ? null : job);
  });
  made.dataset.pair = "";
  made.tell = () => {
    made.textContent = !first ? "Keep this, compare another with it" : first === job ? "Stop comparing" : `Compare with ${first.name}`;
  };
  made.tell();
  return made;
}

function keepFirst(job) {
  first = job;
  for (const one of document.querySelectorAll("[data-pair]")) one.tell();
}

// The files of a folder, with their paths: of an entry, or of a handle.
async function* inFolder(folder, path) {
  if (folder.createReader) {
    const reader = folder.createReader();
    for (;;) {
      const some = await new Promise((got, failed) => reader.readEntries(got, failed));
      if (some.length === 0) return;
      for (const inner of some) {
        if (inner.isDirectory) yield* inFolder(inner, inner.fullPath);
        else yield { file: await new Promise((got, failed) => inner.file(got, failed)), path: inner.fullPath };
      }
    }
  }
  for await (const inner of folder.values()) {
    if (inner.kind === "directory") yield* inFolder(inner, `${path}/${inner.name}`);
    else yield { file: await inner.getFile(), path: `${path}/${inner.name}` };
  }
}

async function dropFolder(entry, handle) {
  let reason;
  handle?.catch(() => {});
  // Chromium reads no entry where the page itself was opened from a disk, and other browsers have no handle
  for (const folder of handle ? [entry, handle] : [entry]) {
    try {
      const found = [];
      for await (const one of inFolder(await folder, entry.fullPath)) found.push(one);
      return addFolder(entry.name, found);
    } catch (error) {
      reason = error.message;
    }
  }
  refuse(entry.name, `cannot be opened when it is dropped (${reason}): choose it with the button "A folder"`);
}

// --- what is done ---

function listen() {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    changing = target;
    if (target.dataset.of) slid(target.dataset.of, Number(target.value));
    else if (target.name) set(target.name, target.value);
    else if (target.id === "keep") keep();
  });
  form.addEventListener("focusout", () => understood && setTimeout(follow));
  // the address says what is asked, and not which part of the page is looked at
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      event.preventDefault();
      const part = document.querySelector(link.getAttribute("href"));
      part.scrollIntoView();
      (part.querySelector("input, button") ?? part).focus({ preventScroll: true });
    }
    const told = event.target.closest(".muscle");
    if (told) return tell(told.textContent);
    const shape = event.target.closest("#answer g[id]:has(> title)");
    const name = shape?.querySelector("title")?.textContent.split(":")[0];
    if (keys.has(name)) tell(name);
  });
  by("compare").addEventListener("click", () => {
    kept = kept ? null : { ...run, units: understood.units };
    isChanged = true;
    ask();
  });
  by("swap").addEventListener("click", () => {
    [run, kept] = [{ ...kept }, { ...run }];
    isChanged = true;
    ask();
  });
  for (const one of document.querySelectorAll("[data-save]")) {
    one.addEventListener("click", () => {
      const format = one.dataset.save;
      const told = call({ what: "ask", run, with: kept, format });
      if (told.reason) by("fault").textContent = told.reason;
      else save(told.parts[0], `${fileName()}.${format}`);
    });
  }
  by("print").addEventListener("click", () => print());
  by("close").addEventListener("click", () => by("about").close());
  by("copy").addEventListener("click", async () => {
    toAddress();
    await navigator.clipboard.writeText(location.href);
    by("live").textContent = by("copy").textContent = "Copied";
    later("copy", 2000, () => (by("copy").textContent = "Copy the address of this answer"));
  });
  by("choose").addEventListener("change", ({ target }) => {
    add([...target.files].map((file) => ({ file, path: file.name })));
    target.value = "";
  });
  by("choose-folder").addEventListener("change", ({ target }) => {
    const found = [...target.files].map((file) => ({ file, path: file.webkitRelativePath }));
    if (found.length > 0) addFolder(found[0].path.split("/")[0], found);
    target.value = "";
  });
  NARROW.addEventListener("change", ask);
  // on paper the drawing is whole
  for (const event of ["beforeprint", "afterprint"]) addEventListener(event, () => {
    isPrinted = event === "beforeprint";
    ask();
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const loose = [];
    for (const item of event.dataTransfer.items) {
      const [entry, file] = [item.webkitGetAsEntry?.(), item.getAsFile()];
      if (entry?.isDirectory) dropFolder(entry, item.getAsFileSystemHandle?.());
      else if (file) loose.push({ file, path: file.name });
    }
    add(loose);
  });
}
