(function () {
  "use strict";
  const only = document.querySelector(".only");
  only.hidden = false;
  only.addEventListener("change", function (event) {
    document.body.classList.toggle("faulty-only", event.target.checked);
  });
})();
