(function () {
  "use strict";
  const numbers = document.getElementById("numbers");
  let data = JSON.parse(numbers.textContent);
  const panel = preparePanel(640);
  const formulas = panel.box.querySelector(".formulas");
  const sourcesTitle = panel.box.querySelector(".panel-sources");
  const cells = panel.box.querySelector(".cells");

  function addFormula(word, text, look) {
    if (!text) return;
    formulas.append(makeElement("dt", "", word), makeElement("dd", look, text));
  }

  function addSource(number, label, cell) {
    const item = makeElement("li", "", "");
    const where = makeElement("span", "cell", [cell.file, cell.address].filter(Boolean).join(" "));
    const path = [cell.row && "行：" + cell.row, cell.column && "栏：" + cell.column];
    item.append(makeElement("span", "index", "[" + number + "]"), makeElement("span", "name", label));
    item.append(where, makeElement("span", "path", path.filter(Boolean).join("　")), makeElement("span", "found", cell.text));
    cells.append(item);
  }

  function fill(number) {
    const figure = data.figures[Number(number.dataset.figure)];
    const printed = number.textContent;
    panel.title.textContent = figure.label;
    panel.title.append(makeElement("b", "value", printed + figure.unit));
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
    panel.show(number, fill);
    panel.close.focus({ preventScroll: true });
  }

  // A page that lives on has new numbers now and then.
  numbers.addEventListener("change", function () {
    panel.hide();
    data = JSON.parse(numbers.textContent);
  });

  document.addEventListener("click", function (event) {
    const number = event.target.closest(".figure");
    if (number) {
      const selecting = !window.getSelection().isCollapsed;
      if (number === panel.opener) panel.leave();
      else if (!selecting) show(number);
    } else if (event.target.closest(".close")) {
      panel.leave();
    } else if (!event.target.closest(".panel")) {
      panel.hide();
    }
  });

  document.addEventListener("keydown", function (event) {
    const number = event.target.closest && event.target.closest(".figure");
    if (number && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(number);
    } else if (panel.opener && event.key === "Escape") {
      panel.leave();
    } else if (panel.opener && event.key === "Tab") {
      panel.leave();
    }
  });
})();
