// What was recognised: a name is asked for a new pile only.

import { post, toast } from "/static/house.js";

const target = document.getElementById("target");
const named = document.querySelector("[data-for=new]");

function show() {
  named.hidden = target.value !== "new";
}
target.addEventListener("change", show);
show();

document.querySelector("[data-discard-and-leave]").addEventListener("click", async (event) => {
  try {
    await post(`/uploads/${event.target.dataset.discardAndLeave}/close`);
    location.assign("/reviewer/");
  } catch (error) {
    toast(error.message, 0);
  }
});
