(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("numbers").textContent);
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const formulas = panel.querySelector(".formulas");
  const sourcesTitle = panel.querySelector(".panel-sources");
  const cells = panel.querySelector(".cells");
  const close = panel.querySelector(".close");
  const narrow = window.matchMedia("(max-width: 640px)");
  let opener = null;

  function element(tag, look, text) {
    const made = document.createElement(tag);
    made.className = look;
    made.textContent = text;
    return made;
  }

  function addFormula(word, text, look) {
    if (!text) return;
    formulas.append(element("dt", "", word), element("dd", look, text));
  }

  function addSource(number, label, cell) {
    const item = element("li", "", "");
    const where = element("span", "cell", [cell.file, cell.address].filter(Boolean).join(" "));
    const path = [cell.row && "行：" + cell.row, cell.column && "栏：" + cell.column];
    item.append(element("span", "index", "[" + number + "]"), element("span", "name", label));
    item.append(where, element("span", "path", path.filter(Boolean).join("　")), element("span", "found", cell.text));
    cells.append(item);
  }

  function fill(figure, printed) {
    title.textContent = figure.label;
    title.append(element("b", "value", printed + figure.unit));
    formulas.textContent = "";
    cells.textContent = "";
    addFormula("算法", figure.words, "words");
    addFormula("代入", figure.numbers && figure.numbers + " = " + printed, "numbers");
    addFormula("表格公式", figure.formula, "formula");
    for (const [number, label, cell] of figure.sources) {
      addSource(number, label, data.cells[cell]);
    }
    sourcesTitle.hidden = figure.sources.length === 0;
  }

  function show(number) {
    hide();
    opener = number;
    fill(data.figures[Number(number.dataset.figure)], number.textContent);
    number.classList.add("open");
    panel.hidden = false;
    panel.scrollTop = 0;
    placePanel(panel, opener, narrow.matches);
    close.focus({ preventScroll: true });
  }

  function hide() {
    if (!opener) return null;
    const left = opener;
    left.classList.remove("open");
    panel.hidden = true;
    opener = null;
    return left;
  }

  function leave() {
    const left = hide();
    if (left) left.focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    const number = event.target.closest(".figure");
    if (number) {
      const selecting = !window.getSelection().isCollapsed;
      if (number === opener) leave();
      else if (!selecting) show(number);
    } else if (event.target.closest(".close")) {
      leave();
    } else if (!event.target.closest(".panel")) {
      hide();
    }
  });

  document.addEventListener("keydown", function (event) {
    const number = event.target.closest && event.target.closest(".figure");
    if (number && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(number);
    } else if (opener && event.key === "Escape") {
      leave();
    } else if (opener && event.key === "Tab") {
      leave();
    }
  });

  window.addEventListener("resize", function () {
    if (opener) placePanel(panel, opener, narrow.matches);
  });
})();
