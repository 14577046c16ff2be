// Undo, redo, and the versions of 历史/.

import { post, toast } from "/static/house.js";
import { offerUndo } from "./saving.js";

const addresses = document.getElementById("versions").dataset;
const again = () => setTimeout(() => location.reload(), 600);

offerUndo(addresses, again);
for (const button of document.querySelectorAll("[data-version]")) {
  button.addEventListener("click", async () => {
    try {
      const { saved } = await post(addresses.restore, { name: button.dataset.version });
      toast(saved ? "已换回，现在的一份存入了“历史”。" : "与现在的一份相同。");
      again();
    } catch (error) {
      toast(error.message, 0);
    }
  });
}
