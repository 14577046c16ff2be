// The document as the templates write it, each new state as soon as there is one; templates edited.
import { Problem, ask, element as make, post, toast } from "/static/house.js";

{
  const status = document.getElementById("status");
  const problems = document.getElementById("problems");
  const origin = document.getElementById("origin");
  const paper = document.querySelector("div.paper");
  const editor = origin.querySelector(".editor");
  const { query } = document.getElementById("preview").dataset;
  const MARKS =
    "[data-origin] { cursor: pointer; }" +
    "[data-origin]:hover { background: #eef4fa; }" +
    "[data-origin].same { background: #dcebf8; }" +
    ".fault { outline: 2px solid #b3261e; outline-offset: 2px; }" +
    ".fault-note { margin: .3em 0; padding: .2em .8em; background: #fdf0ee; color: #b3261e; font: 14px/1.6 sans-serif; text-indent: 0; }";
  let shown = document.getElementById("shown");
  let seen = -1;
  let chosen = "";
  let found = [];
  let frames = {};
  let edited = "";
  let digest = "";
  let loaded = "";

  function element(tag, look, text) {
    return make(tag, { className: look }, text);
  }

  function split(where) {
    const colon = where.lastIndexOf(":");
    return [where.slice(0, colon), Number(where.slice(colon + 1))];
  }

  async function showOrigin(file, line) {
    if (file !== edited && isUnsaved()) return toast("有没保存的改动：先保存，或按 × 放弃。");
    chosen = file + ":" + line;
    const lines = await ask("line?" + query + "&file=" + encodeURIComponent(file) + "&line=" + line);
    if (file !== edited) close();
    origin.querySelector("h2").textContent = file + " 第 " + line + " 行";
    const list = origin.querySelector("ol");
    list.textContent = "";
    for (const [number, text] of lines) {
      const item = element("li", number === line ? "this" : "", "");
      item.append(element("span", "number", String(number)), element("span", "", text));
      list.append(item);
    }
    origin.hidden = false;
    markSame();
    shown.contentDocument?.querySelector(".same")?.scrollIntoView({ block: "nearest" });
    // On a narrow screen it opens below the document.
    origin.scrollIntoView({ block: "nearest" });
  }

  function show(file, line) {
    showOrigin(file, line).catch((error) => toast(error.message, 0));
  }

  function markSame() {
    const inside = shown.contentDocument;
    for (const piece of inside?.querySelectorAll("[data-origin]") || []) {
      piece.classList.toggle("same", piece.dataset.origin === chosen);
    }
  }

  function prepare(frame) {
    const inside = frame.contentDocument;
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(MARKS);
    inside.adoptedStyleSheets = [sheet];
    inside.addEventListener("click", function (event) {
      const piece = event.target.closest("[data-origin]");
      if (piece) return show(...split(piece.dataset.origin));
      const look = Object.keys(frames).find(name => event.target.closest(name));
      if (look && !event.target.closest("a")) show(frames[look], 1);
    });
  }

  // The new page is made ready behind the old one, at the same place, then takes over.
  function reload() {
    const next = shown.cloneNode(false);
    next.removeAttribute("id");
    next.style.visibility = "hidden";
    next.addEventListener("load", function () {
      prepare(next);
      next.contentWindow.scrollTo(0, shown.contentWindow ? shown.contentWindow.scrollY : 0);
      next.style.visibility = "";
      shown.remove();
      next.id = "shown";
      shown = next;
      markFaults();
      if (chosen) markSame();
    }, { once: true });
    next.src = "page?" + query + "&at=" + seen;
    paper.append(next);
  }

  function markFaults() {
    const inside = shown.contentDocument;
    inside.querySelectorAll(".fault-note").forEach(note => note.remove());
    inside.querySelectorAll(".fault").forEach(piece => piece.classList.remove("fault"));
    for (const problem of found) {
      const piece = nearest(inside, problem);
      if (!piece) continue;
      const paragraph = piece.closest("p, h3, h4, h5") || piece;
      paragraph.classList.add("fault");
      const text = problem.file + " 第 " + problem.line + " 行：" + problem.message;
      paragraph.after(Object.assign(inside.createElement("p"), { className: "fault-note", textContent: text }));
    }
  }

  // What the faulty line wrote when it was last good, else the last line of its file before it.
  function nearest(inside, problem) {
    let best = null;
    let distance = Infinity;
    const name = (file) => file.slice(file.lastIndexOf("/") + 1);
    for (const piece of inside.querySelectorAll("[data-origin]")) {
      const [file, line] = split(piece.dataset.origin);
      // Before its first good page, a copy stands for the file that it was copied from.
      if (name(file) !== name(problem.file)) continue;
      const away = line <= problem.line ? problem.line - line : (line - problem.line) * 100;
      const other = file === problem.file ? 0 : 100_000;
      if (away + other < distance) [best, distance] = [piece, away + other];
    }
    return best;
  }

  function showProblems(stops) {
    const list = problems.querySelector("ol");
    list.textContent = "";
    for (const problem of found) {
      const item = document.createElement("li");
      if (problem.file) {
        const where = element("button", "where", problem.file + " 第 " + problem.line + " 行");
        where.type = "button";
        where.addEventListener("click", () => show(problem.file, problem.line));
        item.append(where, "：");
      }
      item.append(problem.message);
      if (problem.excerpt) item.append(element("span", "excerpt", problem.excerpt));
      list.append(item);
    }
    problems.hidden = found.length === 0;
    // Beside what is edited as well: on a narrow screen the list is far above.
    document.getElementById("faults").textContent = found
      .map((one) => (one.file === edited ? "第 " + one.line + " 行：" : one.file ? one.file + " 第 " + one.line + " 行：" : "") + one.message)
      .join("\n");
    problems.querySelector("h2").textContent = stops
      ? "有 " + found.length + " 处错误，下面仍是上一次写出的文档"
      : "已经写出，但有 " + found.length + " 处要改";
  }

  function showStatus(stops) {
    const time = new Date().toLocaleTimeString("zh-CN", { hour12: false });
    status.textContent = stops ? "有错误，没有更新" : "已更新 " + time;
    status.className = stops ? "bad" : "good";
  }

  async function follow() {
    for (;;) {
      try {
        const news = await ask("news?" + query + "&seen=" + seen);
        if (news.version === seen || news.version === 0) {
          seen = news.version;
          continue;
        }
        seen = news.version;
        found = news.problems;
        frames = news.frames;
        showProblems(news.stops);
        showStatus(news.stops);
        if (news.stops && shown.src) markFaults();
        else reload();
      } catch (error) {
        status.textContent = error instanceof Problem ? error.message : "预览已停止";
        status.className = "bad";
        return;
      }
    }
  }

  async function edit(file, line) {
    const told = await ask("template?" + query + "&file=" + encodeURIComponent(file));
    [edited, digest] = [told.file, told.digest];
    const area = editor.querySelector("textarea");
    area.value = told.text;
    loaded = area.value;
    document.getElementById("whose").textContent = told.own
      ? "自己的模板。"
      : "自带的模板：保存时存到自己的模板文件夹里，自带的不变。";
    editor.hidden = false;
    origin.classList.add("editing");
    const start = told.text.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start);
    area.scrollTop = (line - 3) * 21;
  }

  function isUnsaved() {
    return !editor.hidden && editor.querySelector("textarea").value !== loaded;
  }

  function close() {
    editor.hidden = true;
    origin.classList.remove("editing");
    edited = "";
  }

  // Say what went wrong instead of nothing.
  function careful(work) {
    return (event) => {
      event.preventDefault();
      work().catch((error) => toast(error.message, 0));
    };
  }

  origin.querySelector(".close").addEventListener("click", function () {
    origin.hidden = true;
    chosen = "";
    close();
    markSame();
  });
  origin.querySelector(".edit").addEventListener("click", careful(() => edit(...split(chosen))));
  editor.addEventListener("submit", careful(async () => {
    const text = editor.querySelector("textarea").value;
    const saved = await post("template?" + query, { file: edited, text, digest });
    [edited, digest, loaded] = [saved.file, saved.digest, text];
    document.getElementById("whose").textContent = "自己的模板。";
    toast("已保存 " + edited + "。");
  }));
  editor.querySelector(".undo").addEventListener("click", careful(async () => {
    const { what } = await post("undo?" + query);
    toast(what ? "已撤销：" + what + "。" : "没有可以撤销的。");
    if (what) await edit(edited, 1);
  }));

  addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());

  const wanted = new URLSearchParams(location.hash.slice(1));
  if (wanted.get("edit")) {
    const [file, line] = [wanted.get("edit"), Number(wanted.get("line") || 1)];
    showOrigin(file, line).then(() => edit(file, line)).catch((error) => toast(error.message, 0));
  }
  follow();
}
