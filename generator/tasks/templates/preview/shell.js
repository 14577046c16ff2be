(function () {
  "use strict";
  const status = document.getElementById("status");
  const problems = document.getElementById("problems");
  const origin = document.getElementById("origin");
  const main = document.querySelector("main");
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

  function element(tag, look, text) {
    const made = document.createElement(tag);
    if (look) made.className = look;
    made.textContent = text;
    return made;
  }

  function split(where) {
    const colon = where.lastIndexOf(":");
    return [where.slice(0, colon), Number(where.slice(colon + 1))];
  }

  async function showOrigin(file, line) {
    chosen = file + ":" + line;
    const answer = await fetch("line?file=" + encodeURIComponent(file) + "&line=" + line);
    const lines = await answer.json();
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
  }

  function markSame() {
    const inside = shown.contentDocument;
    for (const piece of inside.querySelectorAll("[data-origin]")) {
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
      if (piece) return showOrigin(...split(piece.dataset.origin));
      const look = Object.keys(frames).find(name => event.target.closest(name));
      if (look && !event.target.closest("a")) showOrigin(frames[look], 1);
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
    next.src = "page";
    main.append(next);
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
    for (const piece of inside.querySelectorAll("[data-origin]")) {
      const [file, line] = split(piece.dataset.origin);
      const away = line <= problem.line ? problem.line - line : (line - problem.line) * 100;
      if (file === problem.file && away < distance) [best, distance] = [piece, away];
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
        where.addEventListener("click", () => showOrigin(problem.file, problem.line));
        item.append(where, "：");
      }
      item.append(problem.message);
      if (problem.excerpt) item.append(element("span", "excerpt", problem.excerpt));
      list.append(item);
    }
    problems.hidden = found.length === 0;
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
        const answer = await fetch("news?seen=" + seen);
        if (!answer.ok) throw new Error(String(answer.status));
        const news = await answer.json();
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
        status.textContent = "预览已停止";
        status.className = "bad";
        return;
      }
    }
  }

  origin.querySelector("button").addEventListener("click", function () {
    origin.hidden = true;
    chosen = "";
    markSame();
  });
  follow();
})();
