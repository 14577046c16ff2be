/* Puts a panel beside what opened it, inside the window; as a sheet at the foot of a phone. */
function placePanel(panel, opener, asSheet) {
  "use strict";
  const gap = 8;
  panel.style.left = panel.style.top = panel.style.maxHeight = "";
  const box = opener.getBoundingClientRect();
  if (asSheet) {
    const hidden = box.bottom + gap - panel.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy(0, hidden);
    return;
  }
  const width = document.documentElement.clientWidth;
  const roomAbove = box.top - 2 * gap;
  const roomBelow = window.innerHeight - box.bottom - 2 * gap;
  const above = panel.offsetHeight > roomBelow && roomAbove > roomBelow;
  const height = Math.min(panel.offsetHeight, above ? roomAbove : roomBelow);
  const top = above ? box.top - gap - height : box.bottom + gap;
  panel.style.maxHeight = height + "px";
  const left = Math.min(box.left, width - panel.offsetWidth - gap);
  panel.style.top = top + window.scrollY + "px";
  panel.style.left = Math.max(gap, left) + window.scrollX + "px";
}
