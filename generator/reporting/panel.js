function makeElement(tag, look, text) {
  "use strict";
  const made = document.createElement(tag);
  made.className = look;
  made.textContent = text;
  return made;
}

/* The panel: beside what opened it, inside the window; where narrow, a sheet at the foot. */
function preparePanel(narrow) {
  "use strict";
  const box = document.getElementById("panel");
  const asSheet = window.matchMedia("(max-width: " + narrow + "px)");
  const gap = 8;
  const panel = {
    box: box,
    title: document.getElementById("panel-title"),
    content: box.querySelector(".panel-body"),
    close: box.querySelector(".close"),
    opener: null, // what the panel is about

    show: function (opener, fill) {
      panel.hide();
      panel.opener = opener;
      fill(opener);
      opener.classList.add("open");
      box.hidden = false;
      box.scrollTop = 0;
      panel.place();
    },

    hide: function () {
      const left = panel.opener;
      if (left) left.classList.remove("open");
      box.hidden = true;
      panel.opener = null;
      return left;
    },

    leave: function () {
      const left = panel.hide();
      if (left) left.focus({ preventScroll: true });
    },

    place: function () {
      box.style.left = box.style.top = box.style.maxHeight = "";
      const around = panel.opener.getBoundingClientRect();
      if (asSheet.matches) {
        const hidden = around.bottom + gap - box.getBoundingClientRect().top;
        if (hidden > 0) window.scrollBy(0, hidden);
        return;
      }
      const width = document.documentElement.clientWidth;
      const roomAbove = around.top - 2 * gap;
      const roomBelow = window.innerHeight - around.bottom - 2 * gap;
      const above = box.offsetHeight > roomBelow && roomAbove > roomBelow;
      const height = Math.min(box.offsetHeight, above ? roomAbove : roomBelow);
      const top = above ? around.top - gap - height : around.bottom + gap;
      box.style.maxHeight = height + "px";
      const left = Math.min(around.left, width - box.offsetWidth - gap);
      box.style.top = top + window.scrollY + "px";
      box.style.left = Math.max(gap, left) + window.scrollX + "px";
    },
  };
  window.addEventListener("resize", function () {
    if (panel.opener) panel.place();
  });
  return panel;
}
