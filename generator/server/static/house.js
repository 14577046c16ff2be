// What the scripts of all rooms use.

let csrf = document.querySelector("meta[name=csrf]").content;

/** An answer of the server that says what went wrong, in Chinese. */
export class Problem extends Error {}

function send(address, options) {
  const headers = { Accept: "application/json", "X-CSRF-Token": csrf, ...options.headers };
  return fetch(address, { ...options, headers });
}

async function renewWord() {
  const answer = await fetch(location.href);
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const word = page.querySelector("meta[name=csrf]")?.content;
  const other = Boolean(word) && word !== csrf;
  if (other) csrf = word;
  return other;
}

/** Ask the server; return what its JSON says. Throws Problem. */
export async function ask(address, options = {}) {
  let answer;
  try {
    answer = await send(address, options);
    // The program was started anew since: the word of its pages is another.
    if (answer.status === 403 && options.method === "POST" && (await renewWord())) {
      answer = await send(address, options);
    }
  } catch {
    throw new Problem("程序没有回答。请看程序的窗口是否还开着。");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Problem(told.problem || `程序没有做成（${answer.status}）。`), { told, status: answer.status });
  return told;
}

/** Send a change: an object as JSON, or FormData and files as they are. */
export function post(address, content = {}) {
  if (content instanceof Blob) return ask(address, { method: "POST", body: content });
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(content);
  // What is sent while the page is left arrives; browsers do so for 64 KB.
  return ask(address, { method: "POST", body, headers, keepalive: body.length < 16000 });
}

const READ = 4000; // milliseconds in which what stays is read
let fading = 0;
let staying = 0;

/** Say something to everybody, those who listen to the page included. */
export function toast(words, seconds = 6) {
  const place = document.getElementById("toast");
  clearTimeout(fading);
  place.textContent = words;
  staying = seconds ? 0 : Date.now();
  if (seconds) fading = setTimeout(() => (place.textContent = ""), seconds * 1000);
}

// What stays goes with the next thing that is done.
for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, () => {
    if (!staying || Date.now() - staying < READ) return;
    document.getElementById("toast").textContent = "";
    staying = 0;
  });
}

/** Make an element: element("li", { className: "x" }, "text", child). */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Follow a run: `told` is called with each new state; return the last one. */
export async function follow(run, told = () => {}) {
  let before = "";
  for (;;) {
    const state = await ask(`/runs/${run}`);
    const now = JSON.stringify(state);
    if (now !== before) told(state);
    before = now;
    if (!state.open) return state;
    await new Promise((later) => setTimeout(later, 400));
  }
}

/** Send files as one batch, new or there already, one after the other; return its key.
 * `told(done, total, name)`. */
export async function sendFiles(files, told = () => {}, there = "") {
  const { largest, most } = document.body.dataset;
  if (files.length > Number(most)) throw new Problem(`一次最多放 ${most} 个文件。`);
  const large = files.find(({ file }) => file.size > Number(largest));
  if (large) {
    throw new Problem(`${large.name} 超过 ${Math.floor(Number(largest) / 1e6)} MB，没有收下。`);
  }
  const batch = there || (await post("/uploads")).batch;
  let done = 0;
  for (const { name, file } of files) {
    told(done, files.length, name);
    const query = new URLSearchParams({ name, changed: file.lastModified ?? "" });
    await post(`/uploads/${batch}?${query}`, file);
    done += 1;
  }
  told(done, files.length, "");
  return batch;
}

/** Return what was dropped, folders with all that is in them: [{ name, file }]. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ name: file.name, file }));
  const found = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

async function gather(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    found.push({ name: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    for (const one of some) await gather(one, found);
  }
}
