// A field for one row of 待补充.csv: a reason, a number, a date, a text.

import { element, post } from "/static/house.js";
import { keep, tell } from "./saving.js";

let count = 0;

/** Whether a row is typed in at all. */
export function isTyped(row) {
  return row.kind !== "list";
}

/** Make the field of a row. `sent` is called once something is saved, `next` goes on. */
export function makeField(row, addresses, sent, next) {
  const number = (count += 1);
  const box = element("span", { className: "box" });
  const input = makeInput(row, number);
  const said = element("span", { className: "state" });
  said.setAttribute("role", "status");
  box.append(element("label", { htmlFor: input.id }, wordsOf(row)));
  if (row.detail) box.append(element("span", { className: "detail", id: `detail-${number}` }, row.detail));
  input.setAttribute("aria-describedby", row.detail ? `detail-${number}` : "");
  box.append(isShort(row) ? element("span", { className: "row" }, input, row.unit) : input);
  addOffers(row, input, number, box);
  box.append(said, makeHelp(row, input, next));
  const keeper = keep(input, said, async (text, before) => {
    await post(addresses.answer, { identity: row.identity, text, before });
    sent();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || isShort(row))) {
      event.preventDefault();
      keeper.save();
      next();
    }
  });
  return { row, box, input, said, keeper, tell: (words, look) => tell(said, words, look) };
}

function isShort(row) {
  return row.kind !== "reason" && row.kind !== "long";
}

export { isShort };

function wordsOf(row) {
  return [row.words, row.name && !row.words.includes(row.name) ? `（${row.name}）` : ""].join("");
}

function makeInput(row, number) {
  const input = isShort(row)
    ? element("input", { type: "text", autocomplete: "off" })
    : element("textarea", { rows: row.kind === "long" ? 5 : 2 });
  if (row.kind === "number") input.inputMode = "decimal";
  if (row.kind === "date") input.placeholder = "如 2025年9月";
  input.id = `field-${number}`;
  input.value = row.value;
  return input;
}

function addOffers(row, input, number, box) {
  if (!row.offered.length) return;
  const list = element("datalist", { id: `offers-${number}` });
  for (const one of row.offered) list.append(element("option", { value: one }));
  input.setAttribute("list", list.id);
  box.append(list);
}

function makeHelp(row, input, next) {
  const help = element("span", { className: "help" });
  const buttons = element("span", { className: "buttons" });
  const take = (words, text) => {
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", () => {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    buttons.append(button);
  };
  if (row.count) help.append(element("span", { className: "former" }, `上年：${row.count}`));
  if (row.former && row.pointer) {
    help.append(element("span", { className: "former" }, "上年的文字在正文里，核对之后用下面的按钮，或者在格子里重写"));
    take("沿用上年的文字", "沿用");
    if (row.draft) take("以上年的为底稿来改", row.draft.trim());
  } else if (row.former) {
    help.append(element("span", { className: "former" }, `上年写的：${row.former}`));
    take("以上年的为底稿", row.former);
  }
  for (const words of examplesOf(row)) help.append(element("span", { className: "example" }, words));
  help.append(element("span", { className: "example" }, whereOf(row)));
  const on = element("button", { type: "button" }, "下一处");
  on.addEventListener("click", next);
  buttons.append(on);
  help.append(buttons);
  return help;
}

function whereOf(row) {
  const same = row.where.startsWith("本表") ? "" : `，与填在 ${row.where} 一样`;
  return `记在 待补充.csv${same}`;
}

function examplesOf(row) {
  if (row.kind !== "reason") return [];
  const lines = document.getElementById("examples").content.querySelectorAll("p");
  const direction = row.key.endsWith("用途") ? "用途" : row.direction;
  return [...lines].filter((line) => direction.startsWith(line.dataset.direction)).map((line) => line.textContent);
}
