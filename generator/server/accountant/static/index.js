// The departments: their state comes one after the other.

import { ask } from "/static/house.js";

for (const row of document.querySelectorAll("[data-summary]")) {
  const cell = (name) => row.querySelector(`[data-cell="${name}"]`);
  try {
    const told = await ask(row.dataset.summary);
    const now = told.progress;
    cell("year").textContent = told.year || "";
    cell("progress").textContent = now ? `${now.filled} / ${now.all}` : "";
    cell("progress").classList.toggle("warning", Boolean(now?.asked));
    const errors = now && (now.errors ? `${now.errors} 处错误` : "没有错误");
    cell("checks").textContent = now ? errors : told.problem_of_folder.split("\n")[0];
    cell("written").textContent = told.written || "还没有";
    cell("checks").classList.toggle("warning", !now || Boolean(now.errors));
  } catch (error) {
    cell("checks").textContent = error.message;
  }
}
