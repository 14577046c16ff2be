// What is typed is saved a moment after the last key, one thing after the other.

import { element, post, toast } from "/static/house.js";

const PAUSE = 500; // ms after the last key
const PATIENCE = 6; // looks that nobody answers
const BETWEEN = 250; // ms between two looks at the folder
let queue = Promise.resolve();
const waiting = new Set();
const unsaved = new Set(); // typed, and not in the folder yet
const refused = new Set(); // among them, what could not be saved

/** Say beside a field how it stands. */
export function tell(place, words, look = "") {
  place.textContent = words;
  place.className = `state ${look}`;
}

// How much is not saved is said to everybody, and known to the page.
function count(keeper, failed = false) {
  for (const [set, holds] of [[unsaved, keeper.dirty], [refused, keeper.dirty && failed]]) {
    if (holds) set.add(keeper);
    else set.delete(keeper);
  }
  document.body.dataset.unsaved = String(unsaved.size);
  const place = document.getElementById("saved");
  if (!place) return;
  place.classList.toggle("warning", refused.size > 0);
  const words = refused.size ? `有 ${refused.size} 处没有保存` : unsaved.size ? "正在保存……" : "全部已保存";
  if (place.textContent !== words) place.textContent = words;
}
document.body.dataset.unsaved = "0";
window.addEventListener("beforeunload", (event) => {
  if (refused.size) event.preventDefault();
});

/**
 * Save what is typed in `input`: `send(text)` posts it and resolves with the answer; `said` is the
 * place of the words; `settle(conflict)` learns what stands there now, where that was changed
 * elsewhere. Returns what knows whether something is still unsaved.
 */
export function keep(input, said, send, settle = () => {}) {
  const keeper = { saved: input.value, timer: 0, get dirty() { return input.value !== keeper.saved; } };
  keeper.save = () => {
    clearTimeout(keeper.timer);
    waiting.delete(keeper);
    count(keeper);
    if (!keeper.dirty) return queue;
    queue = queue.then(async () => {
      const text = input.value;
      if (text === keeper.saved) return;
      try {
        await send(text, keeper.saved);
        keeper.saved = text;
        tell(said, "已保存", "saved");
        input.removeAttribute("aria-invalid");
        count(keeper);
      } catch (error) {
        tell(said, error.message, "failed");
        input.setAttribute("aria-invalid", "true");
        keeper.lost = !error.told?.conflict && (!error.told || error.status === 403);
        count(keeper, true);
        if (error.told?.conflict) offerBoth(keeper, input, said, error.told.conflict, settle);
      }
    });
    return queue;
  };
  input.addEventListener("input", () => {
    tell(said, "");
    waiting.add(keeper);
    count(keeper);
    clearTimeout(keeper.timer);
    keeper.timer = setTimeout(keeper.save, PAUSE);
  });
  input.addEventListener("change", keeper.save);
  return keeper;
}

// Two have written at one place: who sees both decides; until then both are kept.
function offerBoth(keeper, input, said, conflict, settle) {
  const choose = (words, own) => {
    const button = element("button", { type: "button", className: "small" }, words);
    button.addEventListener("click", () => {
      settle(conflict);
      keeper.saved = conflict.now;
      if (!own) input.value = conflict.now;
      input.removeAttribute("aria-invalid");
      tell(said, own ? "" : "已换成别处填的");
      count(keeper);
      input.focus();
      if (own) keeper.save();
    });
    return button;
  };
  const buttons = element("span", { className: "both" }, choose("用我填的", true), " ", choose("用别处填的", false));
  said.append(" ", buttons);
}

// Who leaves the page in the middle of a word loses nothing.
for (const [target, kind] of [[document, "visibilitychange"], [window, "pagehide"]]) {
  target.addEventListener(kind, () => {
    for (const keeper of waiting) keeper.save();
  });
}

/** Ask now and then for the version of the folder; `changed(version)` where it is another. */
export function watch(address, known, changed) {
  let silent = 0;
  const look = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { version } = await answer.json();
        if (silent >= PATIENCE) toast("程序又回答了。");
        silent = 0;
        for (const keeper of refused) if (keeper.lost) keeper.save();
        if (version !== known()) await changed(version);
      }
    } catch {
      silent += 1;
      if (silent === PATIENCE) toast("程序没有回答，现在填的保存不了。请看程序的窗口是否还开着；重新启动之后，用窗口里的新地址打开。", 0);
    }
    setTimeout(look, document.hidden ? 3000 : BETWEEN);
  };
  setTimeout(look, BETWEEN);
}

/** The buttons for what was written last. */
export function offerUndo(addresses, done) {
  for (const [id, words] of [["undo", "已撤销"], ["redo", "已重做"]]) {
    document.getElementById(id)?.addEventListener("click", async () => {
      await queue;
      try {
        const { what } = await post(addresses[id]);
        toast(what ? `${words}：${what}` : "没有可以撤销或重做的改动。");
        await done();
      } catch (error) {
        toast(error.message, 0);
      }
    });
  }
}
