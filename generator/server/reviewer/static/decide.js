// On the page of a review: what a person decides on each finding and open number.

import { ask, element, post } from "/static/house.js";

const here = location.pathname.replace(/[^/]*$/, "");
const me = document.getElementById("me");
const spoken = document.getElementById("toast");
const accepted = document.querySelector("details.accepted");
const unchecked = [...document.querySelectorAll("details.unchecked li")];
const ACTIONS = ["upheld", "accepted", "false"];
let told = null;
let opened = null;

function say(words) {
  spoken.textContent = words;
}

async function change(address, content, words) {
  try {
    told = await post(here + address, content);
    show();
    say(words);
    return true;
  } catch (error) {
    say(error.message);
    if (!me.value) me.focus();
    return false;
  }
}

// The controls of one finding

function by(said) {
  return `${said.who} ${said.at}${said.before ? "（上一轮）" : ""}`;
}

function word(said) {
  const until = said.until ? `（有效期至 ${said.until}）` : "";
  const reason = said.reason ? `：${said.reason}${until}` : until;
  return `${told.states[said.state]}${reason}　${by(said)}`;
}

function showControls(box, key) {
  const said = told.decisions[key];
  const note = told.notes[key];
  box.className = "decide";
  box.dataset.said = said ? said.state : "";
  const group = element("div", { className: "choices" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "决定");
  for (const state of ACTIONS) {
    const button = element("button", { type: "button" }, told.states[state]);
    button.dataset.act = state;
    button.setAttribute("aria-pressed", String(said?.state === state));
    group.append(button);
  }
  const writes = element("button", { type: "button" }, note ? "改备注" : "备注");
  writes.dataset.act = "note";
  group.append(writes);
  box.replaceChildren(group);
  if (said) box.append(element("p", { className: "said" }, word(said)));
  if (note) box.append(element("p", { className: "said" }, `备注：${note.text}　${by(note)}`));
  const isHere = opened?.key === key && opened.panel === Boolean(box.closest(".panel"));
  if (isHere) box.append(makeForm(opened.key, opened.act));
}

function makeForm(key, act) {
  const form = element("form", { className: "reason" });
  const isNote = act === "note";
  const area = element("textarea", { rows: 2, maxLength: 1000 });
  const said = told.decisions[key];
  area.value = isNote ? told.notes[key]?.text || "" : said?.state === act ? said.reason : "";
  form.append(element("label", {}, isNote ? "备注" : act === "accepted" ? "理由（必填）" : "理由", area));
  if (act === "accepted") {
    const until = element("input", { type: "date", name: "until", value: said?.until || "" });
    form.append(element("label", {}, "有效期至（没有期限不写）", until));
  }
  const save = element("button", { className: "main" }, "保存");
  const leave = element("button", { type: "button" }, "取消");
  leave.dataset.act = "leave";
  form.append(element("div", { className: "choices" }, save, leave));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(key, act, area.value, form.elements.until?.value || "");
  });
  return form;
}

async function keep(key, act, text, until) {
  const kind = act === "note" ? "note" : "decision";
  const value = act === "note" ? text.trim() : { state: act, reason: text, until };
  const before = opened;
  opened = null;
  if (await change("decide", { kind, key, value }, value ? "已保存。" : "已取消。")) focusOn(key, act);
  else {
    opened = before;
    const words = spoken.textContent;
    show();
    const area = document.querySelector(".reason textarea");
    if (area) area.value = text;
    say(words);
  }
}

function focusOn(key, act) {
  const box = boxes().find((one) => one.dataset.key === key && !one.closest(".panel"));
  box?.querySelector(`[data-act="${act}"]`)?.focus({ preventScroll: true });
}

function act(button) {
  const { key } = button.closest("[data-key]").dataset;
  const name = button.dataset.act;
  if (name === "leave") {
    const before = opened;
    opened = null;
    show();
    focusOn(key, before.act);
  } else if (name === "confirm") {
    const is = Boolean(told.confirmed[key]) && !told.confirmed[key].void;
    change("decide", { kind: "confirmed", key, value: !is }, is ? "已取消确认。" : "已确认。").then(() => focusOn(key, name));
  } else if (told.decisions[key]?.state === name) {
    change("decide", { kind: "decision", key, value: "" }, "已取消。").then(() => focusOn(key, name));
  } else if (name === "upheld") {
    opened = null;
    keep(key, name, "", "");
  } else {
    opened = { key, act: name, panel: Boolean(button.closest(".panel")) };
    show();
    document.querySelector(".reason textarea")?.focus();
  }
}

// All of the page

function boxes() {
  return [...document.querySelectorAll(".decide")];
}

function boxOf(place, key) {
  let box = place.querySelector(":scope > .decide");
  if (!box) place.append((box = element("div", {})));
  box.dataset.key = key;
  return box;
}

function show() {
  told.findings.forEach((key, at) => {
    const place = document.getElementById(`f${at + 1}`);
    if (place) showControls(boxOf(place, key), key);
  });
  if (told.accepted.length && accepted) {
    const items = [...accepted.querySelectorAll("li")];
    told.accepted.forEach((key, at) => items[at] && showControls(boxOf(items[at], key), key));
  }
  unchecked.forEach((item, at) => told.unchecked[at] && showConfirm(boxOf(item, told.unchecked[at]), told.unchecked[at]));
  // The panel shows copies of the list.
  for (const box of document.querySelectorAll(".panel .decide")) showControls(box, box.dataset.key);
  const open = told.findings.filter((key) => !told.decisions[key]).length;
  const whole = told.findings.length;
  document.getElementById("handled").textContent = whole ? `已处理 ${whole - open} / ${whole}` : "没有问题";
  document.getElementById("next-open").disabled = !open;
}

function showConfirm(box, key) {
  const said = told.confirmed[key];
  const counts = said && !said.void;
  box.className = "decide";
  box.dataset.said = counts ? "confirmed" : "";
  const button = element("button", { type: "button" }, counts ? "取消确认" : "确认");
  button.dataset.act = "confirm";
  button.setAttribute("aria-pressed", String(Boolean(counts)));
  box.replaceChildren(element("div", { className: "choices" }, button));
  if (said) box.append(element("p", { className: "said" }, said.void ? `${said.who} ${said.at} 的确认作废：文件已经改动` : `已确认　${said.who} ${said.at}`));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".decide [data-act]");
  if (!button || !told) return;
  event.stopPropagation();
  act(button);
}, true);

document.getElementById("undo").addEventListener("click", () => change("undo", {}, "已撤销。"));
document.getElementById("redo").addEventListener("click", () => change("redo", {}, "已重做。"));
document.getElementById("next-open").addEventListener("click", () => {
  const at = told.findings.findIndex((key) => !told.decisions[key]);
  const finding = document.getElementById(`f${at + 1}`);
  if (!finding) return;
  const button = finding.querySelector(".decide button");
  // Beside the list the text goes there, too; the hand stays at the list.
  const isBeside = getComputedStyle(document.getElementById("findings")).position === "sticky";
  const hash = `#f${at + 1}`;
  if (isBeside && location.hash !== hash) {
    addEventListener("hashchange", () => button.focus({ preventScroll: true }), { once: true });
    location.hash = hash;
  } else {
    finding.scrollIntoView({ block: "center" });
    button.focus({ preventScroll: true });
  }
});
me.addEventListener("change", async () => {
  try {
    me.value = (await post(me.dataset.address, { name: me.value })).name;
    say("已记下审核人。");
  } catch (error) {
    say(error.message);
  }
});

ask(here + "items").then(
  (found) => {
    told = found;
    show();
  },
  (error) => say(error.message),
);
