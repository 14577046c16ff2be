(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("numbers").textContent);
  const panel = preparePanel(760);
  const { title, content } = panel;
  const standings = {
    matched: "已与表核对。",
    recomputed: "已由文中或表中的数重新计算。",
    unchecked: "没有核对：表中没有对应的数，文中也没有可以据以重新计算的数。",
  };
  const opens = "[data-findings], .number";
  const filters = { severity: "", kind: "", round: "" };

  function findingOf(number) {
    return document.getElementById("f" + number);
  }

  function numbersOf(element) {
    return (element.dataset.findings || "").split(" ").filter(Boolean);
  }

  function addFormulas(figure, printed) {
    const list = makeElement("dl", "formulas", "");
    const rows = [
      ["算法", figure.words],
      ["代入", figure.numbers && figure.numbers],
      ["表格公式", figure.formula],
    ];
    for (const [word, text] of rows) {
      if (text) list.append(makeElement("dt", "", word), makeElement("dd", "", text));
    }
    content.append(makeElement("p", "figure-label", figure.label + (printed ? "　" + printed : "")), list);
  }

  function addSources(figure) {
    const list = makeElement("ol", "sources", "");
    for (const [number, label, at] of figure.sources) {
      const cell = data.cells[at];
      const item = makeElement("li", "", "");
      const where = [cell.file, cell.address].filter(Boolean).join(" ");
      const path = [where, cell.row && "行：" + cell.row, cell.column && "栏：" + cell.column];
      item.append(makeElement("span", "", "[" + number + "]"), makeElement("span", "", label));
      item.append(makeElement("b", "", cell.text));
      item.append(makeElement("span", "path", path.filter(Boolean).join("　")));
      list.append(item);
    }
    content.append(list);
  }

  function fill(element) {
    const own = numbersOf(element);
    title.textContent = own.length ? "问题 " + own.join("、") : "数字 " + element.textContent;
    content.textContent = "";
    for (const number of own) {
      const listed = findingOf(number);
      const copy = makeElement("div", listed.className.replace("current", "").replace("off", ""), "");
      for (const part of listed.children) copy.append(part.cloneNode(true));
      content.append(copy);
    }
    const standing = element.dataset.standing;
    if (standing && !own.length) content.append(makeElement("p", "standing", standings[standing]));
    if (element.dataset.figure) {
      const figure = data.figures[Number(element.dataset.figure)];
      addFormulas(figure, "");
      addSources(figure);
    }
  }

  function marksOf(number) {
    return [...document.querySelectorAll("main [data-findings]")].filter((one) =>
      numbersOf(one).includes(number));
  }

  function select(number) {
    for (const one of document.querySelectorAll(".current")) one.classList.remove("current");
    for (const one of document.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    const listed = findingOf(number);
    listed.classList.add("current");
    listed.setAttribute("aria-current", "true");
    const marks = marksOf(number);
    for (const one of marks) one.classList.add("current");
    return marks;
  }

  function showInList(number) {
    const listed = findingOf(number);
    const list = document.getElementById("findings");
    if (list.scrollHeight > list.clientHeight) {
      list.scrollTop += listed.getBoundingClientRect().top - list.getBoundingClientRect().top - 160;
    }
  }

  // Goes to a finding in the text, or in the list where the text does not show it.
  function goTo(number) {
    const listed = findingOf(number);
    if (!listed) return;
    panel.hide();
    if (listed.classList.contains("off")) filter({ severity: "", kind: "", round: "" });
    const marks = select(number);
    showInList(number);
    if (!marks.length) return listed.scrollIntoView({ block: "center" });
    const folded = marks[0].closest("details");
    if (folded) folded.open = true;
    marks[0].scrollIntoView({ block: "center" });
    marks[0].focus({ preventScroll: true });
    panel.show(marks[0], fill);
  }

  function isWanted(listed) {
    return ["severity", "kind", "round"].every((name) => !filters[name] || listed.dataset[name] === filters[name]);
  }

  function filter(wanted) {
    Object.assign(filters, wanted);
    const listed = [...document.querySelectorAll(".findings .finding")];
    for (const one of listed) one.classList.toggle("off", !isWanted(one));
    for (const group of document.querySelectorAll(".group")) {
      group.classList.toggle("off", !group.querySelector(".finding:not(.off)"));
    }
    for (const mark of document.querySelectorAll("main [data-findings]")) {
      mark.classList.toggle("off", !numbersOf(mark).some((number) => isWanted(findingOf(number))));
    }
    for (const button of document.querySelectorAll(".severities button")) {
      button.setAttribute("aria-pressed", String(button.dataset.severity === filters.severity));
    }
    for (const select of document.querySelectorAll(".filters select")) {
      select.value = filters[select.dataset.filter];
    }
    const shown = document.querySelectorAll(".findings .finding:not(.off)").length;
    const status = document.querySelector(".shown");
    if (status) status.textContent = shown === listed.length ? "" : "显示 " + shown + " 处";
  }

  function followHash() {
    const number = window.location.hash.match(/^#[fm]([0-9]+)$/);
    if (number) goTo(number[1]);
    else {
      const band = window.location.hash && document.getElementById(window.location.hash.slice(1));
      if (band && band.tagName === "DETAILS") band.open = true;
    }
  }

  document.addEventListener("click", function (event) {
    const target = event.target;
    const piece = target.closest(opens);
    const link = target.closest(".go");
    if (link) {
      event.preventDefault();
      const number = link.hash.slice(2);
      if (window.location.hash === link.hash) goTo(number);
      else window.location.hash = link.hash;
    } else if (target.closest(".close")) {
      panel.leave();
    } else if (target.closest(".severities button")) {
      filter({ severity: target.closest("button").dataset.severity });
    } else if (piece && piece.closest("main")) {
      if (piece === panel.opener) return panel.leave();
      if (window.getSelection().isCollapsed) panel.show(piece, fill);
      const own = numbersOf(piece);
      if (own.length) {
        select(own[0]);
        showInList(own[0]);
      }
    } else if (!target.closest(".panel")) {
      panel.hide();
    }
  });

  document.addEventListener("change", function (event) {
    if (event.target.matches(".filters select")) filter({ [event.target.dataset.filter]: event.target.value });
  });

  document.addEventListener("keydown", function (event) {
    const piece = event.target.closest && event.target.closest("main " + opens.replace(",", ", main"));
    if (piece && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      panel.show(piece, fill);
      panel.close.focus({ preventScroll: true });
    } else if (panel.opener && event.key === "Escape") {
      panel.leave();
    } else if (panel.opener && event.key === "Tab" && panel.box.contains(document.activeElement)) {
      const links = [...panel.box.querySelectorAll("a, button")];
      const edge = event.shiftKey ? links[0] : links[links.length - 1];
      if (document.activeElement === edge) panel.leave();
    }
  });

  window.addEventListener("hashchange", followHash);
  window.addEventListener("beforeprint", function () {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });

  for (const one of document.querySelectorAll(".filters")) one.hidden = false;
  followHash();
})();
