// The document: a field at each mark, the lists beside it, everything saved as typed.

import { ask, element, toast } from "/static/house.js";
import { isShort, isTyped, makeField } from "./field.js";
import { morph, remember } from "./morph.js";
import { findSpot, findWords, wrapAnswer } from "./places.js";
import { offerUndo, watch } from "./saving.js";
import { fillSide, goToFilled, idOf, showTab } from "./side.js";

const root = document.getElementById("document");
const addresses = root.dataset;
let told = JSON.parse(document.getElementById("told").textContent);
let latest = null; // an answer that could not be shown wholly: somebody types
let fields = new Map(); // by row: the one place where it is typed
let marks = []; // marks in the order of the document
let asking = false;
let saves = 0;
let last = null; // the mark where somebody has typed or looked last

remember(root);
arrange();
root.dataset.version = told.version;
if (told.progress && told.progress.asked) showTab("open", window.innerWidth > 1150);

// Another page leads to what the document says.
const wanted = new URLSearchParams(location.search).get("say");
const there = wanted && findWords(root, wanted);
if (there) {
  there.tabIndex = -1;
  go(there);
  there.focus({ preventScroll: true });
}

function rowsById() {
  return new Map(told.rows.map((row) => [idOf(row.identity), row]));
}

/** Put fields at the marks that have none yet, answers and findings at their places. */
function arrange() {
  const rows = rowsById();
  for (const [id, field] of fields) {
    if (!field.box.isConnected) fields.delete(id);
  }
  marks = told.fields.map((one) => ({ ...one, mark: document.getElementById(one.anchor) })).filter((one) => one.mark);
  for (const derived of [false, true]) {
    for (const one of marks) {
      if (one.derived === derived && one.asks.length === 1) placeField(one.mark, rows.get(idOf(one.asks[0])));
    }
  }
  for (const one of marks) {
    if (!one.mark.classList.contains("field")) linkMark(one, rows);
  }
  placeAnswers();
  placeFlags();
  fillSide(told, { go, goToRow, edit, findSpot });
  showProgress();
}

function placeField(mark, row) {
  if (!row || !isTyped(row) || fields.has(idOf(row.identity)) || mark.classList.contains("field")) return;
  const field = makeField(row, addresses, sent, goNext);
  mark.replaceChildren(field.box);
  mark.classList.add("field");
  mark.dataset.key = row.key;
  mark.classList.toggle("short", isShort(row));
  fields.set(idOf(row.identity), field);
}

// What follows from something else leads there.
function linkMark(one, rows) {
  const asked = one.asks.map((identity) => rows.get(idOf(identity))).filter(Boolean);
  if (!asked.length || one.mark.querySelector("a")) return;
  const words = one.mark.textContent;
  const first = asked[0];
  const link = element("a", { href: first.link || "#open" }, words);
  if (!first.link) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goToRow(first);
    });
  }
  one.mark.replaceChildren(link);
}

function placeAnswers() {
  for (const row of told.rows) {
    if (!row.value || row.open || !["reason", "long"].includes(row.kind)) continue;
    const known = root.querySelector(`.answer[data-row="${CSS.escape(idOf(row.identity))}"]`);
    const around = known ? null : wrapAnswer(root, row.value.split("\n")[0]);
    if (!around) continue;
    around.dataset.row = idOf(row.identity);
    around.setAttribute("role", "button");
    around.tabIndex = 0;
    around.setAttribute("aria-label", `修改：${around.textContent}`);
  }
}

/** Open what was typed at an answer, or in the list of answers, as a field again. */
function edit(row, place) {
  const there = fields.get(idOf(row.identity));
  const field = there ?? makeField(row, addresses, sent, goNext);
  if (!there) {
    const box = element("mark", { className: "gap field" }, field.box);
    place.replaceWith(box);
    fields.set(idOf(row.identity), field);
    box.addEventListener("focusout", () => setTimeout(() => closeUnchanged(box, place, field), 0));
  }
  field.input.focus();
}

// Who has only looked finds the answer again.
function closeUnchanged(box, place, field) {
  if (!box.isConnected || box.contains(document.activeElement)) return;
  if (field.keeper.dirty || field.input.value !== field.row.value) return;
  fields.delete(idOf(field.row.identity));
  box.replaceWith(place);
}

root.addEventListener("click", (event) => {
  const answer = event.target.closest(".answer");
  const row = answer && rowsById().get(answer.dataset.row);
  if (row && window.getSelection().isCollapsed) edit(row, answer);
});
root.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".answer")) return;
  event.preventDefault();
  event.target.click();
});

function placeFlags() {
  for (const flag of root.querySelectorAll(".flag")) flag.remove();
  for (const one of root.querySelectorAll(".flagged")) one.classList.remove("flagged", "error", "warning", "info");
  told.remarks.forEach((remark, number) => {
    const places = new Set(remark.spots.map(findSpot).filter(Boolean));
    for (const place of places) {
      const flag = element("button", { type: "button", className: `flag ${remark.severity}` }, String(number + 1));
      flag.setAttribute("aria-label", `${remark.label} ${number + 1}：${remark.message}`);
      flag.title = remark.message;
      flag.addEventListener("click", () => {
        showTab("checks", true);
        document.getElementById(`check-${number}`).focus();
      });
      if (!place.classList.contains("flagged")) place.classList.add("flagged", remark.severity);
      place.append(flag);
    }
  });
}

/** Show a place and make it seen. */
function go(place) {
  for (const one of root.querySelectorAll(".spotted")) one.classList.remove("spotted");
  place.classList.add("spotted");
  place.scrollIntoView({ block: "center" });
  const flag = place.querySelector(".flag");
  if (flag) flag.focus({ preventScroll: true });
}

function goToRow(row) {
  const field = fields.get(idOf(row.identity));
  const answer = root.querySelector(`.answer[data-row="${CSS.escape(idOf(row.identity))}"]`);
  if (field) {
    field.box.scrollIntoView({ block: "center" });
    field.input.focus({ preventScroll: true });
  } else if (answer) {
    answer.scrollIntoView({ block: "center" });
    answer.focus({ preventScroll: true });
  } else if (row.link) {
    location.assign(row.link);
  } else if (!goToFilled(row)) {
    toast(`请填到 ${row.where}`);
  }
}

function goNext() {
  const inputs = [...root.querySelectorAll(".field textarea, .field input")];
  const here = document.activeElement.closest?.(".field") ?? (last?.isConnected ? last : null);
  const after = inputs.filter((one) => !here || here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const open = (one) => !one.value && one.closest(".field") !== here;
  const next = after.find(open) ?? inputs.find(open);
  if (!next) {
    toast(told.progress?.asked ? "其余的在“待填”里。" : "没有要填的了，可以写出定稿。");
    return;
  }
  next.scrollIntoView({ block: "center" });
  next.focus({ preventScroll: true });
}

function showProgress() {
  const place = document.getElementById("progress");
  const problem = document.getElementById("problem");
  problem.hidden = !told.problem;
  if (problem.textContent !== told.problem) problem.textContent = told.problem;
  const now = told.progress;
  if (!now) return place.replaceChildren();
  const bar = element("progress", { max: now.all || 1, value: now.filled });
  bar.setAttribute("aria-label", "填写的进度");
  const later = now.later ? `；填了预算数、上年数之后，最多还要写 ${now.later} 项原因` : "";
  const left = now.asked ? `还差 ${now.asked} 项` : "没有待补充的内容";
  const errors = now.errors ? `；${now.errors} 处错误` : "";
  place.replaceChildren(element("b", {}, `${now.filled} / ${now.all}`), `　${left}${errors}${later}`, bar);
}

// The document is written anew aside: what is typed next need not wait for it.
function sent() {
  saves += 1;
  refresh().catch((error) => toast(error.message, 0));
}

async function refresh() {
  if (asking) return;
  asking = true;
  try {
    const before = saves;
    const answer = await ask(addresses.document);
    // What was saved meanwhile may not be in it: the next look tells.
    if (saves === before) show(answer);
  } finally {
    asking = false;
  }
}

function show(answer) {
  const next = new DOMParser().parseFromString(answer.document, "text/html").body;
  told = answer.told;
  const rows = rowsById();
  for (const [id, field] of fields) followOutside(field, rows.get(id));
  const numbers = document.getElementById("numbers");
  numbers.textContent = JSON.stringify(told.numbers);
  const whole = told.problem ? true : morph(root, next, isHeld);
  latest = whole ? null : answer;
  root.dataset.version = whole ? told.version : "";
  numbers.dispatchEvent(new Event("change"));
  arrange();
}

// What was changed in the file is shown, unless somebody is typing just there.
function followOutside(field, row) {
  if (!row || field.keeper.dirty) return;
  if (row.value !== field.keeper.saved) {
    field.input.value = row.value;
    field.keeper.saved = row.value;
  }
  if (row.open && row.value) field.tell("已保存，但还不能用：请看“核对”里的说明", "failed");
}

function isHeld(block) {
  if (block.contains(document.activeElement) && document.activeElement.closest(".field")) return true;
  return [...fields.values()].some((field) => field.keeper.dirty && block.contains(field.box));
}

root.addEventListener("focusin", (event) => {
  last = event.target.closest(".field, .answer, .flag") ?? last;
});
root.addEventListener("focusout", () => {
  setTimeout(() => {
    if (latest && latest.told.version === told.version) show(latest);
  }, 0);
});

document.getElementById("next").addEventListener("click", goNext);
offerUndo(addresses, refresh);
watch(addresses.state, () => told.version, refresh);
document.addEventListener("taken", refresh);
