// The lists beside the document: what is to be filled in, what is, what the checks say.

import { element } from "/static/house.js";

const MOST = 4; // places of a finding that are shown at once
const TABS = ["open", "filled", "checks"];

/** What a row is known by in the page. */
export const idOf = (identity) => JSON.stringify(identity);

/** Show one list; the others close. */
export function showTab(name, open) {
  for (const one of TABS) {
    const shown = one === name && open;
    document.getElementById(one).hidden = !shown;
    document.getElementById(`show-${one}`).setAttribute("aria-expanded", String(shown));
  }
}

for (const name of TABS) {
  const button = document.getElementById(`show-${name}`);
  button.addEventListener("click", () => showTab(name, button.getAttribute("aria-expanded") !== "true"));
}

/** Go to the list of answers, where every answer can be changed; whether it is there. */
export function goToFilled(row) {
  const item = [...document.getElementById("filled").children].find((one) => one.dataset.row === idOf(row.identity));
  if (!item) return false;
  showTab("filled", true);
  item.scrollIntoView({ block: "nearest" });
  item.querySelector("button, textarea, input")?.focus({ preventScroll: true });
  return true;
}

/** Fill the lists. `go(place)`, `goToRow(row)`, `edit(row, place)`, `findSpot(spot)`. */
export function fillSide(told, tools) {
  const open = told.rows.filter((row) => row.open && !row.value);
  const filled = told.rows.filter((row) => row.value);
  renew("open", open.map((row) => openItem(row, tools)), open.length);
  if (!document.getElementById("filled").contains(document.activeElement)) {
    renew("filled", filled.map((row) => filledItem(row, tools)), filled.length);
  }
  renew("checks", told.remarks.map((remark, number) => checkItem(remark, number, told, tools)), told.remarks.length);
}

function renew(name, items, count) {
  const list = document.getElementById(name);
  const at = [...list.children].findIndex((one) => one.contains(document.activeElement));
  list.replaceChildren(...items);
  document.querySelector(`#show-${name} b`).textContent = String(count);
  if (at >= 0) (list.children[at] ?? list.lastElementChild)?.querySelector("button, a")?.focus();
}

function goButton(words, act) {
  const button = element("button", { type: "button", className: "go" }, words);
  button.addEventListener("click", act);
  return button;
}

function openItem(row, { goToRow }) {
  const words = row.words || [row.key, row.name].filter(Boolean).join(" ");
  const to = row.link ? element("a", { href: row.link }, words) : goButton(words, () => goToRow(row));
  const item = element("li", {}, element("span", { className: "where" }, row.section ? `${row.section}　` : ""), to);
  const detail = [row.detail, row.link && `填在 ${row.where}`].filter(Boolean).join("；");
  if (detail) item.append(element("span", { className: "detail" }, detail));
  return item;
}

function filledItem(row, { goToRow, edit }) {
  const item = element("li", {}, element("span", { className: "where" }, `${row.section}　${row.name || row.key}`));
  item.dataset.row = idOf(row.identity);
  const value = element("span", { className: "value" }, `${row.value}${row.unit && /[0-9]$/.test(row.value) ? row.unit : ""}`);
  const place = element("span", {}, value, " ");
  place.append(goButton("修改", () => edit(row, place)));
  if (row.kind === "reason" && !row.open) place.append(goButton("看正文", () => goToRow(row)));
  item.append(element("br"), place);
  return item;
}

function checkItem(remark, number, told, { go, goToRow, findSpot }) {
  const item = element("li", { className: remark.severity, id: `check-${number}`, tabIndex: -1 });
  item.append(element("span", { className: `severity ${remark.severity}` }, `${number + 1} ${remark.label}`), " ");
  item.append(element("span", {}, `${remark.code} ${remark.message}`));
  const evidence = remark.amounts.map(([word, amount]) => `${word} ${amount}`);
  if (remark.formula) evidence.push(`关系：${remark.formula}`);
  if (evidence.length) item.append(element("span", { className: "evidence" }, evidence.join("　")));
  const places = element("div", { className: "detail" });
  const spots = remark.spots.map((spot) => placeOf(spot, told, { go, goToRow, findSpot }));
  places.append(...spots.slice(0, MOST).flatMap((spot) => [spot, " "]));
  if (spots.length > MOST) {
    const more = element("details", {}, element("summary", {}, `还有 ${spots.length - MOST} 处`));
    more.append(...spots.slice(MOST).flatMap((spot) => [spot, " "]));
    places.append(more);
  }
  for (const line of remark.also) item.append(element("span", { className: "detail" }, `由此还有：${line}`));
  if (remark.spots.length) item.append(places);
  return item;
}

function placeOf(spot, told, { go, goToRow, findSpot }) {
  const words = [spot.text, spot.detail].filter(Boolean).join(" · ");
  const row = spot.answer && told.rows.find((one) => one.key === spot.answer);
  if (row) return goButton(words, () => goToRow(row));
  if (spot.anchor && findSpot(spot)) return goButton(words, () => go(findSpot(spot)));
  if (spot.link) return element("a", { href: spot.link }, words);
  return element("span", {}, words);
}
