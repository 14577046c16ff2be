// A new version of the document put in the place of the old one: only blocks that differ.

const KEY = new WeakMap(); // a block as the server wrote it, without what is numbered anew
const NUMBERED = / (?:data-figure|id)="[^"]*"/g;

function keyOf(block) {
  return KEY.get(block) ?? block.outerHTML.replace(NUMBERED, "");
}

/** Remember the blocks as they were written, before anything is done to them. */
export function remember(root) {
  for (const block of blocksOf(root)) KEY.set(block, block.outerHTML.replace(NUMBERED, ""));
}

function blocksOf(root) {
  return [...root.querySelectorAll(".sheet > *")];
}

/** Put `next` (a parsed document) in the place of what `root` shows; keep what `holds` says. */
export function morph(root, next, holds) {
  remember(next);
  const [old, now] = [sheetsOf(root), sheetsOf(next)];
  let whole = true;
  if (old.length === now.length && shapeOf(root) === shapeOf(next)) {
    for (let n = 0; n < old.length; n += 1) whole = morphSheet(old[n], now[n], holds) && whole;
  } else if (holds(root)) {
    return false;
  } else {
    root.replaceChildren(...next.childNodes);
  }
  return whole;
}

function sheetsOf(root) {
  return [...root.querySelectorAll(".sheet")];
}

function shapeOf(root) {
  return sheetsOf(root).map((sheet) => sheet.closest(".part")?.id ?? sheet.className).join();
}

function morphSheet(old, now, holds) {
  const [before, after] = [[...old.children], [...now.children]];
  let start = 0;
  let [end, last] = [before.length, after.length];
  const same = (a, b) => keyOf(a) === keyOf(b);
  while (start < end && start < last && same(before[start], after[start])) renumber(before[start], after[start++]);
  while (end > start && last > start && same(before[end - 1], after[last - 1])) renumber(before[--end], after[--last]);
  const [gone, come] = [before.slice(start, end), after.slice(start, last)];
  if (gone.length === come.length) {
    return gone.map((block, n) => exchange(block, come[n], holds)).every(Boolean);
  }
  if (gone.some(holds)) return false;
  const next = before[end] ?? null;
  for (const block of gone) block.remove();
  for (const block of come) old.insertBefore(block, next);
  return true;
}

function exchange(block, come, holds) {
  if (keyOf(block) === keyOf(come)) {
    renumber(block, come);
    return true;
  }
  if (holds(block)) return false;
  block.replaceWith(come);
  return true;
}

// Anchors and numbers of a block that says the same may be others.
function renumber(block, come) {
  for (const name of ["data-figure", "id"]) {
    if (come.hasAttribute(name)) block.setAttribute(name, come.getAttribute(name));
    const select = name === "id" ? "mark.gap[id], section[id]" : `[${name}]`;
    const [own, other] = [block.querySelectorAll(select), come.querySelectorAll(select)];
    if (own.length !== other.length) continue;
    own.forEach((one, n) => one.setAttribute(name, other[n].getAttribute(name)));
  }
}
