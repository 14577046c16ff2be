// The table of a pile: rows come while the run goes on; sorted, filtered, searched as they come.

import { element, follow, post, toast } from "/static/house.js";

const desk = document.getElementById("desk");
const body = desk.querySelector(".files tbody");
const heads = [...desk.querySelectorAll(".files thead th")];
const labels = heads.map((head) => head.textContent);
const needs = [...desk.querySelectorAll("[data-need]")];
const choices = [...desk.querySelectorAll("[data-filter]")];
const search = desk.querySelector("input[type=search]");
const NUMBERS = new Set([2, 3, 4, 5]);
const [DEPARTMENT, FILE, VERDICT, HANDLED, SHARES] = [0, 1, 6, 7, 8];
const rows = new Map();
const chosen = { need: "", kinds: "", states: "", department: "", q: "", sort: "", order: "" };
let runBefore = "";

// A row

function makeRow(told) {
  const row = element("tr", { className: told.need });
  told.texts.forEach((text, column) => {
    const cell = element("td", { className: classOf(column) });
    cell.dataset.label = labels[column];
    if (column === FILE && told.link) cell.append(element("a", { href: told.link }, text));
    else cell.textContent = text;
    row.append(cell);
  });
  const handled = told.findings ? `${told.decided} / ${told.findings}` : "";
  for (const [column, text] of [[HANDLED, handled], [SHARES, told.shares]]) {
    const cell = element("td", { className: classOf(column) }, text);
    cell.dataset.label = labels[column];
    row.append(cell);
  }
  return row;
}

function classOf(column) {
  if (NUMBERS.has(column)) return "number";
  return { [DEPARTMENT]: "department", [FILE]: "file", [VERDICT]: "verdict-cell", [HANDLED]: "handled", [SHARES]: "shares" }[column] || "";
}

// Order: what needs most first, as in the index; or by a column.

function byNeed(a, b) {
  const at = a.attention.findIndex((value, place) => value !== b.attention[place]);
  return at < 0 ? a.order - b.order : a.attention[at] - b.attention[at];
}

function textOf(told, column) {
  if (column === HANDLED) return told.findings ? String(told.decided / told.findings) : "";
  return column === SHARES ? told.shares : told.texts[column];
}

function byColumn(column, sign) {
  const numbers = NUMBERS.has(column) || column === HANDLED;
  return (a, b) => {
    const [one, other] = [textOf(a, column), textOf(b, column)];
    if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
    const found = numbers ? Number(one) - Number(other) : one.localeCompare(other, "zh");
    return sign * found || byNeed(a, b);
  };
}

function fits(told) {
  const sought = chosen.q.trim().toLowerCase();
  const named = `${told.texts[DEPARTMENT]}\n${told.texts[FILE]}`.toLowerCase();
  return (
    (!chosen.need || told.need === chosen.need) &&
    (!chosen.kinds || told.kinds.includes(chosen.kinds)) &&
    (!chosen.states || told.states.includes(chosen.states)) &&
    (!chosen.department || told.texts[DEPARTMENT] === chosen.department) &&
    (!sought || named.includes(sought))
  );
}

function lay() {
  const all = [...rows.values()];
  const column = chosen.sort === "" ? -1 : Number(chosen.sort);
  all.sort(column < 0 ? byNeed : byColumn(column, chosen.order === "ascending" ? 1 : -1));
  const wanted = all.filter(fits);
  // Rows that stand right are not touched: whoever is on a link stays there.
  wanted.forEach((told, at) => {
    if (body.rows[at] !== told.row) body.insertBefore(told.row, body.rows[at] || null);
  });
  while (body.rows.length > wanted.length) body.rows[wanted.length].remove();
  showChoices(all, wanted);
}

function showChoices(all, wanted) {
  for (const button of needs) {
    const value = button.dataset.need;
    const count = value ? all.filter((told) => told.need === value).length : all.length;
    button.hidden = Boolean(value) && !count && chosen.need !== value;
    button.textContent = `${button.dataset.label || "全部"} ${count}`;
    button.setAttribute("aria-pressed", String(chosen.need === value));
  }
  for (const name of ["kinds", "states"]) {
    const select = desk.querySelector(`[data-filter=${name}]`);
    const seen = new Set(all.flatMap((told) => told[name]));
    for (const option of select.options) option.hidden = Boolean(option.value) && !seen.has(option.value);
    select.closest("label").hidden = !seen.size;
    select.value = chosen[name];
  }
  const select = desk.querySelector("[data-filter=department]");
  const names = [...new Set(all.map((told) => told.texts[DEPARTMENT]).filter(Boolean))];
  if (names.length !== select.options.length - 1) {
    names.sort((a, b) => a.localeCompare(b, "zh"));
    const options = names.map((name) => element("option", { value: name }, name));
    select.replaceChildren(select.options[0], ...options);
  }
  select.value = chosen.department;
  search.value = chosen.q;
  heads.forEach((head, column) => {
    if (String(column) === chosen.sort) head.setAttribute("aria-sort", chosen.order);
    else head.removeAttribute("aria-sort");
  });
  const is = wanted.length === all.length;
  desk.querySelector(".shown").textContent = is ? "" : `显示 ${wanted.length} 份，共 ${all.length} 份`;
  const nothing = desk.querySelector(".nothing");
  nothing.hidden = wanted.length > 0;
  nothing.textContent = all.length ? "没有这样的文件。" : "还没有审完一份。";
}

// What is chosen stands in the address: a page that is opened again shows the same.

function choose(change) {
  Object.assign(chosen, change);
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  lay();
}

for (const [name, value] of new URLSearchParams(location.search)) {
  if (name in chosen) chosen[name] = value;
}
for (const button of needs) {
  button.addEventListener("click", () => choose({ need: chosen.need === button.dataset.need ? "" : button.dataset.need }));
}
for (const select of choices) {
  select.addEventListener("change", () => choose({ [select.dataset.filter]: select.value }));
}
search.addEventListener("input", () => choose({ q: search.value }));
heads.forEach((head, column) => {
  head.addEventListener("click", () => {
    const numbers = NUMBERS.has(column) || column === HANDLED;
    const turns = numbers ? ["descending", "ascending", ""] : ["ascending", "descending", ""];
    const now = chosen.sort === String(column) ? chosen.order : "";
    const order = turns[(turns.indexOf(now) + 1) % turns.length];
    choose({ sort: order ? String(column) : "", order });
  });
});

// The run

function showRun(run) {
  document.getElementById("run-label").textContent = run.label;
  const progress = document.getElementById("progress");
  progress.hidden = !run.open;
  const bar = progress.querySelector("progress");
  if (run.total) Object.assign(bar, { max: run.total, value: run.done });
  else bar.removeAttribute("value");
  document.getElementById("progress-words").textContent = run.words;
  progress.dataset.run = run.id;
  const problem = document.getElementById("run-problem");
  problem.hidden = !run.failed;
  problem.textContent = run.failed ? run.words : "";
  // A run takes in what was decided before it began.
  const stale = desk.querySelector(".stale");
  if (stale && run.open) stale.hidden = true;
  if (runBefore && run.stopped) {
    desk.querySelector(".again").open = true;
    document.getElementById("again").textContent = "接着审核";
    toast("已停止。");
  } else if (runBefore && !run.open && !run.failed) {
    document.getElementById("finished").hidden = false;
    toast("审核完成。");
  }
  runBefore = run.open ? run.id : "";
}

async function ask() {
  const known = Object.fromEntries([...rows].map(([id, told]) => [id, told.key]));
  const told = await post(desk.dataset.state, { known });
  for (const id of told.gone) rows.delete(id);
  for (const row of told.rows) {
    row.order = rows.get(row.id)?.order ?? rows.size;
    row.row = makeRow(row);
    rows.set(row.id, row);
  }
  if (told.rows.length || told.gone.length) lay();
  if (told.run) showRun(told.run);
  return told.run?.open;
}

async function watch() {
  for (;;) {
    try {
      if (!(await ask())) return;
    } catch (error) {
      toast(error.message, 0);
    }
    await new Promise((later) => setTimeout(later, 700));
  }
}

document.getElementById("stop").addEventListener("click", async () => {
  try {
    await post(`/runs/${document.getElementById("progress").dataset.run}/stop`);
    toast("已停止。审完的还在，重新审核时接着做。");
  } catch (error) {
    toast(error.message, 0);
  }
});

// What is handed over

const buttons = [...desk.querySelectorAll("[data-what]")];
const made = document.getElementById("made");

async function make(what) {
  for (const button of buttons) button.disabled = true;
  try {
    const hints = document.getElementById("hints").checked;
    const { run } = await post(desk.dataset.make, { what, hints });
    made.replaceChildren(element("p", {}, "正在写出……"));
    const state = await follow(run, (now) => made.replaceChildren(element("p", {}, now.words || "正在写出……")));
    if (state.state !== "done") {
      made.replaceChildren(element("p", { className: "problem" }, state.words || "没有写出。"));
      return;
    }
    if (!state.result.file) {
      made.replaceChildren(element("p", { className: "problem" }, ["没有写出。", ...state.result.words].join("")));
      return;
    }
    const link = element("a", { href: desk.dataset.made.replace("RUN", run), download: "" }, `下载 ${state.result.file}`);
    made.replaceChildren(element("p", {}, link), ...state.result.words.map((line) => element("p", { className: "soft" }, line)));
    link.focus();
    await ask();
  } catch (error) {
    made.replaceChildren(element("p", { className: "problem" }, error.message));
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}
for (const button of buttons) button.addEventListener("click", () => make(button.dataset.what));

lay();
watch();
