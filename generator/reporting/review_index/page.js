(function () {
  "use strict";
  const filters = document.querySelector(".filters");
  const body = document.querySelector(".files tbody");
  const rows = Array.from(body.rows);
  const buttons = Array.from(filters.querySelectorAll("button"));
  const choices = Array.from(filters.querySelectorAll("select"));
  const words = filters.querySelector("input");
  const shown = filters.querySelector(".shown");
  const nothing = document.querySelector(".nothing");
  let need = "";

  function fits(row) {
    const sought = words.value.trim().toLowerCase();
    const named = row.cells[0].textContent + "\n" + row.cells[1].textContent;
    return (
      (!need || row.classList.contains(need)) &&
      choices.every((one) => !one.value || row.dataset[one.dataset.filter].split(" ").includes(one.value)) &&
      (!sought || named.toLowerCase().includes(sought))
    );
  }

  function show() {
    let count = 0;
    rows.forEach(function (row) {
      const is = fits(row);
      row.classList.toggle("off", !is);
      count += is ? 1 : 0;
    });
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.need === need));
    });
    shown.textContent = count === rows.length ? "" : "显示 " + count + " 份，共 " + rows.length + " 份";
    nothing.hidden = count > 0;
  }

  /* Numbers by size, the rest by its letters; a second press turns the order, a third one ends it. */
  function sort(head, column) {
    const before = head.getAttribute("aria-sort");
    const numbers = rows.some((row) => row.cells[column].classList.contains("count"));
    const first = numbers ? "descending" : "ascending";
    const second = numbers ? "ascending" : "descending";
    const order = before === first ? second : before === second ? "" : first;
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    const sorted = rows.slice();
    if (order) {
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      sorted.sort(function (a, b) {
        const [one, other] = [a, b].map((row) => row.cells[column].textContent);
        if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
        return sign * (numbers ? Number(one) - Number(other) : one.localeCompare(other, "zh"));
      });
    }
    sorted.forEach((row) => body.appendChild(row));
  }

  const heads = Array.from(document.querySelectorAll(".files thead th"));
  heads.forEach(function (head, column) {
    const button = makeElement("button", "", head.textContent);
    button.type = "button";
    button.addEventListener("click", () => sort(head, column));
    head.replaceChildren(button);
  });
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      need = need === button.dataset.need ? "" : button.dataset.need;
      show();
    });
  });
  choices.forEach((one) => one.addEventListener("change", show));
  words.addEventListener("input", show);
  /* On paper nothing is folded. */
  const folded = Array.from(document.querySelectorAll("details:not([open])"));
  window.addEventListener("beforeprint", () => folded.forEach((one) => (one.open = true)));
  window.addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));
  filters.hidden = false;
  show();
})();
