// The texts of 文字/, each saved as typed.

import { post } from "/static/house.js";
import { keep, watch } from "./saving.js";

const texts = document.getElementById("texts");
let version = texts.dataset.version;
const keepers = new Map();

for (const part of texts.querySelectorAll("[data-name]")) {
  const area = part.querySelector("textarea");
  if (!area) continue;
  const keeper = keep(area, part.querySelector(".state"), async (text, before) => {
    const answer = await post(texts.dataset.text, { name: part.dataset.name, text, before });
    version = answer.version;
  });
  keepers.set(part.dataset.name, { area, keeper });
  part.querySelector("[data-checked]")?.addEventListener("click", () => {
    area.value = area.value.split("\n").slice(1).join("\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    part.querySelector(".former").remove();
    area.focus();
  });
}

watch(texts.dataset.state, () => version, async () => {
  const answer = await fetch(location.href);
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("texts");
  if (!answer.ok || !next) return;
  version = next.dataset.version;
  for (const [name, { area, keeper }] of keepers) {
    const other = next.querySelector(`[data-name="${CSS.escape(name)}"] textarea`);
    if (!other || keeper.dirty || other.value === area.value) continue;
    area.value = other.value;
    keeper.saved = other.value;
  }
});
