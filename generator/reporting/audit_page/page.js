(function () {
  "use strict";
  const panel = preparePanel(760);
  const stacked = window.matchMedia("(max-width: 1099px)");
  let pinned = false; // opened by a click: leaving the mark does not close it
  let quiet = false; // focus is being set by this script
  let timer = 0;

  function findingOf(number) {
    return document.getElementById("f-" + number);
  }

  function fill(mark) {
    const cell = mark.closest("td, th, .table");
    const address = cell.id.split("-")[1];
    const file = mark.closest(".table").querySelector(".file");
    panel.title.textContent = [file && file.textContent, address].filter(Boolean).join(" ");
    panel.content.textContent = "";
    for (const number of mark.dataset.findings.split(" ")) {
      const listed = findingOf(number);
      const copy = makeElement("div", listed.className.replace("current", ""), "");
      copy.dataset.number = number;
      for (const part of listed.children) copy.append(part.cloneNode(true));
      const link = makeElement("a", "listed", "在清单中查看");
      link.href = "#f-" + number;
      copy.append(link);
      panel.content.append(copy);
    }
  }

  function show(mark, pin) {
    window.clearTimeout(timer);
    pinned = pin || (pinned && panel.opener === mark);
    if (panel.opener !== mark) panel.show(mark, fill);
    else panel.place();
  }

  function hide() {
    window.clearTimeout(timer);
    pinned = false;
    return panel.hide();
  }

  function focus(element) {
    quiet = true;
    element.focus({ preventScroll: true });
    quiet = false;
  }

  function leave() {
    const left = hide();
    if (left) focus(left);
  }

  function clear() {
    for (const look of ["current", "beside"]) {
      for (const one of [...document.querySelectorAll("." + look)]) one.classList.remove(look);
    }
    for (const one of document.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  }

  function select(number) {
    clear();
    const listed = findingOf(number);
    listed.classList.add("current");
    listed.setAttribute("aria-current", "true");
    for (const id of listed.dataset.cells.split(" ").filter(Boolean)) {
      document.getElementById(id).classList.add("beside");
    }
    return listed;
  }

  function goToCell(id, number) {
    hide();
    select(number);
    const cell = document.getElementById(id);
    cell.classList.remove("beside");
    cell.classList.add("current");
    const whole = cell.classList.contains("table");
    cell.scrollIntoView({ block: whole ? "start" : "center", inline: "center" });
    const mark = cell.querySelector(".mark");
    if (!mark) return;
    focus(mark);
    if (stacked.matches && !whole) show(mark, true);
  }

  function goToFinding(number) {
    hide();
    show_all(number);
    const listed = select(number);
    listed.scrollIntoView({ block: "center" });
    const link = listed.querySelector(".go");
    if (link) focus(link);
  }

  function show_all(number) {
    const shown = document.body.dataset.show;
    if (shown !== "all" && !findingOf(number).classList.contains(shown)) filter("all");
  }

  function filter(severity) {
    document.body.dataset.show = severity;
    for (const button of document.querySelectorAll(".filters button")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === severity));
    }
    for (const group of document.querySelectorAll(".group")) {
      const kept = severity === "all" || group.querySelector(".finding." + severity);
      group.classList.toggle("empty", !kept);
    }
  }

  function follow(event, link) {
    const target = link.hash.slice(1);
    const number = target.match(/^f-([0-9]+)$/);
    const holder = link.closest(".finding");
    if (number) goToFinding(number[1]);
    else if (holder) goToCell(target, holder.dataset.number || holder.id.slice(2));
    else return;
    event.preventDefault();
  }

  document.addEventListener("click", function (event) {
    const target = event.target;
    const mark = target.closest(".mark");
    const link = target.closest("a[href^='#']");
    if (link) {
      follow(event, link);
    } else if (target.closest(".more")) {
      target.closest(".spots").classList.add("whole-list");
      if (panel.opener) panel.place();
    } else if (target.closest(".close")) {
      leave();
    } else if (target.closest(".filters button")) {
      filter(target.closest("button").dataset.show);
    } else if (mark) {
      if (mark === panel.opener && pinned) return hide();
      show(mark, true);
      if (event.detail === 0) focus(panel.close); // by keyboard: on to the links
    } else if (!target.closest(".panel")) {
      hide();
    }
  });

  document.addEventListener("focusin", function (event) {
    const mark = event.target.closest(".mark");
    if (quiet || !mark || mark === panel.opener) return;
    if (mark.matches(":focus-visible")) show(mark, false);
  });

  document.addEventListener("focusout", function (event) {
    if (quiet || pinned || !panel.opener) return;
    if (event.target === panel.opener && !panel.box.contains(event.relatedTarget)) hide();
  });

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse" || pinned) return;
    const mark = event.target.closest(".mark");
    window.clearTimeout(timer);
    if (mark && mark !== panel.opener) timer = window.setTimeout(show, 120, mark, false);
    else if (panel.opener && !mark && !event.target.closest(".panel")) timer = window.setTimeout(hide, 250);
  });

  document.addEventListener("keydown", function (event) {
    if (!panel.opener) return;
    if (event.key === "Escape") return leave();
    const links = [...panel.box.querySelectorAll("a, button")].filter((one) => one.offsetParent);
    const edge = event.shiftKey ? links[0] : links[links.length - 1];
    if (event.key === "Tab" && document.activeElement === edge) leave();
  });

  document.documentElement.classList.add("scripted");
  for (const one of document.querySelectorAll(".filters, .more")) one.hidden = false;
})();
