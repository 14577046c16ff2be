// Waits for the check that runs, then shows what it has found.
import { follow, toast } from "/static/house.js";

const running = document.getElementById("running");
if (running) {
  follow(running.dataset.run, (state) => (running.textContent = state.words || "正在检查……"))
    .then(() => location.reload())
    .catch((error) => toast(error.message, 0));
}
