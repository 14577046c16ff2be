// A long work: begun by a button, followed, then the page is shown anew with what came of it.

import { follow, post, toast } from "/static/house.js";

for (const place of document.querySelectorAll("[data-run]")) followOn(place);

async function followOn(place) {
  try {
    await follow(place.dataset.run, ({ done, total, words }) => {
      const bar = place.querySelector("progress");
      if (total) Object.assign(bar, { max: total, value: done });
      place.querySelector(".told").textContent = words;
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
