// The state of each data folder, one after the other: each takes the time of a build.
import { ask } from "./house.js";

for (const card of document.querySelectorAll("[data-state]")) {
  const place = card.querySelector(".state");
  try {
    const { words, level } = await ask(card.dataset.state);
    place.textContent = words;
    place.classList.add(level);
  } catch (error) {
    place.textContent = error.message;
  }
}
