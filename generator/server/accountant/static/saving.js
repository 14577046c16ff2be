// What is typed is saved a moment after the last key, one thing after the other.

import { post } from "/static/house.js";

const PAUSE = 500; // ms after the last key
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
  const look = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { version } = await answer.json();
        if (version !== known()) await changed(version);
      }
    } catch {
      // The program is being started again; the next look tells.
    }
    setTimeout(look, document.hidden ? 3000 : 400);
  };
  setTimeout(look, 400);
}

/** The buttons for what was written last. */
export function offerUndo(addresses, done) {
  for (const [id, words] of [["undo", "已撤销"], ["redo", "已重做"]]) {
    document.getElementById(id)?.addEventListener("click", async () => {
      await queue;
      const { toast } = await import("/static/house.js");
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
