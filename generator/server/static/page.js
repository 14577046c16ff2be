// On every page: files dropped anywhere are sent, and the first page asks what they are for.
// A room that takes them itself listens to "dropped" on document and calls preventDefault().
// Where files wait already (data-join), the others are put to them: a form there is sent then.

import { droppedFiles, post, sendFiles, toast } from "./house.js";

const sending = document.getElementById("sending");

function carriesFiles(event) {
  return [...(event.dataTransfer?.types || [])].includes("Files");
}

async function take(files) {
  if (!files.length) return;
  const own = new CustomEvent("dropped", { detail: files, cancelable: true });
  if (!document.dispatchEvent(own)) return;
  try {
    const join = document.querySelector("[data-join]");
    await sendFiles(files, showSending, join?.dataset.join);
    if (join instanceof HTMLFormElement) join.submit();
    else location.assign("/");
  } catch (error) {
    toast(error.message, 0);
  } finally {
    sending.hidden = true;
  }
}

function showSending(done, total, name) {
  sending.hidden = false;
  Object.assign(sending.querySelector("progress"), { max: total, value: done });
  sending.querySelector("span").textContent = `${done} / ${total}　${name}`;
}

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
document.addEventListener("drop", async (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  document.body.classList.remove("dropping");
  await take(await droppedFiles(event.dataTransfer));
});
document.getElementById("add-files")?.addEventListener("change", async (event) => {
  await take([...event.target.files].map((file) => ({ name: file.name, file })));
  event.target.value = "";
});
for (const button of document.querySelectorAll("[data-discard]")) {
  button.addEventListener("click", async () => {
    try {
      await post(`/uploads/${button.dataset.discard}/close`);
      button.closest("section").remove();
      toast("已放弃这些文件。");
    } catch (error) {
      toast(error.message, 0);
    }
  });
}
