// A list as a table: each cell saved as typed; what is changed in the file is shown.

import { post, toast } from "/static/house.js";
import { keep, tell, watch } from "./saving.js";

const list = document.getElementById("list");
let version = list?.dataset.version;
let keepers = [];

function prepare(row) {
  const said = row.querySelector(".state");
  const own = [];
  for (const input of row.querySelectorAll("[data-column]")) {
    const keeper = keep(input, said, async (text, before) => {
      const column = input.dataset.column;
      const texts = JSON.parse(row.dataset.row);
      const sent = { number: Number(row.dataset.number), column, text, row: { ...texts, [column]: before } };
      if (sent.number < 0) sent.row = texts;
      const answer = await post(list.dataset.cell, sent);
      row.dataset.number = answer.number;
      row.dataset.row = JSON.stringify({ ...texts, [column]: text.replace(/\n/g, " ").trim() });
      version = answer.version;
    }, (conflict) => {
      if (!conflict.row) return;
      row.dataset.number = conflict.number;
      row.dataset.row = JSON.stringify(conflict.row);
      for (const other of own) other.follow(conflict.row);
    });
    keeper.follow = (texts) => {
      if (keeper.dirty) return;
      input.value = texts[input.dataset.column] ?? "";
      keeper.saved = input.value;
    };
    own.push(keeper);
    keepers.push(keeper);
  }
  row.querySelector("[data-remove]")?.addEventListener("click", async () => {
    try {
      await post(list.dataset.remove, { number: Number(row.dataset.number), row: JSON.parse(row.dataset.row) });
      toast("已删去一行，可在“改动和历史”里撤销。");
      await renew();
    } catch (error) {
      tell(said, error.message, "failed");
    }
  });
}

function prepareAll() {
  keepers = [];
  for (const row of list.querySelectorAll("tbody tr")) prepare(row);
}

async function renew() {
  if (keepers.some((keeper) => keeper.dirty)) return;
  const answer = await fetch(location.href);
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("list");
  if (!answer.ok || !next) return;
  const rows = [...list.querySelectorAll("tbody tr")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const column = document.activeElement.dataset?.column;
  version = next.dataset.version;
  list.replaceChildren(...next.childNodes);
  prepareAll();
  if (at < 0 || !column) return;
  list.querySelectorAll("tbody tr")[at]?.querySelector(`[data-column="${CSS.escape(column)}"]`)?.focus();
}

if (list) {
  prepareAll();
  watch(list.dataset.state, () => version, renew);
  document.getElementById("add-line").addEventListener("click", () => {
    const row = document.importNode(document.getElementById("new-line").content, true).querySelector("tr");
    list.querySelector("tbody").append(row);
    prepare(row);
    row.querySelector("[data-column]").focus();
  });
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted) document.getElementById(wanted)?.querySelector("[data-column]")?.focus();
}
