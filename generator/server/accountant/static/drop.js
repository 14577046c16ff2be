// Files dropped on a page of a department belong to it: they are read into its folder.

import { follow, post, sendFiles, toast } from "/static/house.js";

const { import: address } = document.querySelector("[data-import]").dataset;

document.addEventListener("dropped", async (event) => {
  event.preventDefault();
  try {
    const batch = await sendFiles(event.detail, (done, total, name) => toast(`${done} / ${total}　${name}`, 0));
    const { run } = await post(address, { batch });
    const state = await follow(run, ({ words }) => toast(words || "正在读", 0));
    toast(state.result ? state.result.lines.join("\n") : state.words, 0);
    document.dispatchEvent(new CustomEvent("taken"));
  } catch (error) {
    toast(error.message, 0);
  }
});
