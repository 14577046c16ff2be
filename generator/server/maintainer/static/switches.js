// The sentence of each switch as its section is opened; what a new value would change as it is typed.
import { ask, element, post, toast } from "/static/house.js";

const { query } = document.getElementById("switches").dataset;
const PAUSE = 400; // milliseconds without a key

function side(runs, mark) {
  const line = element("p", { className: mark === "ins" ? "after" : "before" });
  for (const [text, changed] of runs) line.append(changed ? element(mark, {}, text) : text);
  return line;
}

async function show(item, value) {
  const place = item.querySelector(".example");
  const asked = new URLSearchParams({ section: item.dataset.section, name: item.dataset.name });
  if (value !== undefined) asked.set("value", value);
  const now = (item.asked = (item.asked || 0) + 1);
  if (!place.childElementCount) place.append(element("p", { className: "soft" }, "正在找例句……"));
  try {
    const { changes, department, where } = await ask(`/maintainer/switches/example?${query}&${asked}`);
    if (now !== item.asked) return;
    place.replaceChildren();
    if (!changes.length) {
      place.append(element("p", { className: "soft" }, where || (value === undefined ? "样例里没有一眼看得出的句子。" : "没有句子因此改变。")));
    }
    let heading = "";
    for (const change of changes) {
      const title = `${change.section.replace("＊", "")}（${department}）`;
      if (title !== heading) place.append(element("p", { className: "soft" }, title));
      heading = title;
      place.append(side(change.before, value === undefined ? "b" : "del"));
      if (value !== undefined) place.append(side(change.after, "ins"));
    }
  } catch (error) {
    if (now === item.asked) place.replaceChildren(element("p", { className: "problem" }, error.message));
  }
}

async function showAll(section) {
  if (section.dataset.shown || !section.open) return;
  section.dataset.shown = "yes";
  const items = [...section.querySelectorAll(".switch")];
  for (const item of items) {
    item.querySelector(".example").append(element("p", { className: "soft" }, "正在找例句……"));
  }
  // What somebody types in meanwhile is asked for by that.
  for (const item of items) if (!item.asked) await show(item);
}

for (const section of document.querySelectorAll("#switches details")) {
  section.addEventListener("toggle", () => showAll(section));
}
for (const item of document.querySelectorAll(".switch")) {
  const form = item.querySelector("form");
  let typing = 0;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => show(item, form.elements.value.value), PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { section, name } = item.dataset;
    try {
      await post(`/maintainer/switches?${query}`, { section, name, value: form.elements.value.value });
      toast(`已保存 [${section}] ${name}。`);
    } catch (error) {
      toast(error.message, 0);
    }
  });
}
document.getElementById("undo").addEventListener("click", async () => {
  try {
    const { what } = await post(`/maintainer/undo?${query}`);
    if (what) location.reload();
    else toast("没有可以撤销的。");
  } catch (error) {
    toast(error.message, 0);
  }
});
