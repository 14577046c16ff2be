// A long work: begun by a button, followed, then the page is shown anew with what came of it.

import { follow, post, toast } from "/static/house.js";

for (const place of document.querySelectorAll("[data-run]")) followOn(place);

async function followOn(place) {
  try {
    await follow(place.dataset.run, ({ done, total, words }) => {
      const bar = place.querySelector("progress");
      if (total) Object.assign(bar, { max: total, value: done });
      // A work that has said nothing yet does not take the words of the page away.
      if (words) place.querySelector(".told").textContent = words;
    });
    location.reload();
  } catch (error) {
    toast(error.message, 0);
  }
}

const writing = document.querySelector("[data-write]");
for (const button of writing?.querySelectorAll("button") ?? []) {
  button.addEventListener("click", async () => {
    for (const one of writing.querySelectorAll("button")) one.disabled = true;
    try {
      const force = document.getElementById("force").checked;
      await post(writing.dataset.write, { ...JSON.parse(button.dataset.options), force });
      location.reload();
    } catch (error) {
      toast(error.message, 0);
      for (const one of writing.querySelectorAll("button")) one.disabled = false;
    }
  });
}

// The check list takes a moment: the page does not wait for it.
const listed = document.querySelector("[data-duties]");
if (listed) {
  try {
    const answer = await fetch(listed.dataset.duties);
    if (!answer.ok) throw new Error();
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    listed.replaceChildren(...next.childNodes);
  } catch {
    listed.textContent = "检查表没有列出来，请刷新页面再看。";
  }
}
document.addEventListener("taken", () => setTimeout(() => location.reload(), 2500));
