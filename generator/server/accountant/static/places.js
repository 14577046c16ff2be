// Where on the page a finding or an answer stands.

function squash(text) {
  return text.replace(/[\s\u3000]+/g, "");
}

// Amounts are printed with or without commas.
function plain(text) {
  return text.replaceAll(",", "");
}

function textOf(node) {
  const copy = node.cloneNode(true);
  for (const flag of copy.querySelectorAll(".flag")) flag.remove();
  return squash(copy.textContent);
}

/** Return the element that a place of a finding is about: a cell, a sentence, a heading. */
export function findSpot(spot) {
  const anchor = spot.anchor && document.getElementById(spot.anchor);
  if (!anchor) return null;
  if (anchor.matches("section.table")) return findCell(anchor, spot) ?? anchor.querySelector("h3") ?? anchor;
  return findSentence(anchor, spot) ?? anchor;
}

function findCell(table, spot) {
  const row = squash(spot.row);
  const value = plain(squash(spot.value));
  if (!row) return value ? [...table.querySelectorAll("td")].find((cell) => plain(textOf(cell)) === value) : null;
  for (const line of table.querySelectorAll("tr")) {
    const cells = [...line.children];
    const at = cells.findIndex((cell) => isNamed(textOf(cell), row));
    if (at < 0) continue;
    const beside = cells.slice(at).find((cell) => value && plain(textOf(cell)) === value);
    return beside ?? cells[at];
  }
  return null;
}

// The name of a row is printed in one cell or, with its code, in two.
function isNamed(printed, row) {
  return printed.length > 1 && (printed === row || (row.endsWith(printed) && /^[0-9]+$/.test(row.slice(0, -printed.length))));
}

function findSentence(anchor, spot) {
  const wanted = [spot.quote, spot.value].map((text) => squash(text || "")).filter(Boolean);
  let block = anchor;
  for (let n = 0; block && n < 30; n += 1) {
    const text = textOf(block);
    if (wanted.some((one) => text.includes(one))) return block;
    block = block.nextElementSibling;
    if (block?.id) break;
  }
  return null;
}

// Reviews fold the widths of signs, and quote what is longer in part.
function fold(text) {
  return squash(text.normalize("NFKC")).replace(/["'“”‘’]/g, "");
}

/** Return the smallest block that says some words. */
export function findWords(root, words) {
  const wanted = fold(words);
  if (!wanted) return null;
  const blocks = [...root.querySelectorAll("p, h2, h3, h4, h5, td, li")];
  return blocks.find((one) => !one.closest(".contents") && fold(textOf(one)).includes(wanted)) ?? null;
}

/** Wrap a text that somebody has typed, where the document prints it; return what wraps it. */
export function wrapAnswer(root, text) {
  const wanted = text.trim().replace(/[。；，;,.]+$/, "");
  if (wanted.length < 4) return null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(wanted);
    if (at < 0 || node.parentElement.closest(".field, .answer, .contents")) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    const around = document.createElement("span");
    around.className = "answer";
    range.surroundContents(around);
    return around;
  }
  return null;
}
