// What is typed is saved a moment after the last key, one thing after the other.

import { post, toast } from "/static/house.js";

const PAUSE = 500; // ms after the last key
const PATIENCE = 6; // looks that nobody answers
const BETWEEN = 250; // ms between two looks at the folder
let queue = Promise.resolve();
const waiting = new Set();

/** Say beside a field how it stands. */
export function tell(place, words, look = "") {
  place.textContent = words;
  place.className = `state ${look}`;
}

/**
 * Save what is typed in `input`: `send(text)` posts it and resolves with the answer; `said` is the
 * place of the words. Returns what knows whether something is still unsaved.
 */
export function keep(input, said, send) {
  const keeper = { saved: input.value, timer: 0, get dirty() { return input.value !== keeper.saved; } };
  keeper.save = () => {
    clearTimeout(keeper.timer);
    waiting.delete(keeper);
    if (!keeper.dirty) return queue;
    queue = queue.then(async () => {
      const text = input.value;
      if (text === keeper.saved) return;
      try {
        await send(text, keeper.saved);
        keeper.saved = text;
        tell(said, "已保存", "saved");
        input.removeAttribute("aria-invalid");
      } catch (error) {
        tell(said, error.message, "failed");
        input.setAttribute("aria-invalid", "true");
      }
    });
    return queue;
  };
  input.addEventListener("input", () => {
    tell(said, "");
    waiting.add(keeper);
    clearTimeout(keeper.timer);
    keeper.timer = setTimeout(keeper.save, PAUSE);
  });
  input.addEventListener("change", keeper.save);
  return keeper;
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
