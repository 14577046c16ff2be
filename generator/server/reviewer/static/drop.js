// Files dropped in the room are taken by the room: what each is, is asked next.

import { ask, sendFiles, toast } from "/static/house.js";

const sending = document.getElementById("sending");
const pile = document.getElementById("desk")?.dataset.pile;

document.addEventListener("dropped", async (event) => {
  event.preventDefault();
  try {
    const batch = await sendFiles(event.detail, (done, total, name) => {
      sending.hidden = false;
      Object.assign(sending.querySelector("progress"), { max: total, value: done });
      sending.querySelector("span").textContent = `${done} / ${total}　${name}`;
    });
    await ask("/reviewer/receive", { method: "POST", body: new URLSearchParams({ batch }) });
    const query = pile ? `?${new URLSearchParams({ pile })}` : "";
    location.assign(`/reviewer/received/${batch}${query}`);
  } catch (error) {
    toast(error.message, 0);
  } finally {
    sending.hidden = true;
  }
});

