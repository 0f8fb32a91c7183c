// Orders of the 齐套 list are dragged to another place by mouse, touch or arrow keys; the server tells the effect.
"use strict";
(() => {
  const EDGE = 64;
  const STEP = 12;
  let drag = null;
  const form = () => document.getElementById("kits-move");
  const isOrder = (row) => row && "order" in row.dataset;
  const near = (row, way) => {
    let next = row[way];
    while (next && !isOrder(next)) next = next[way];
    return next;
  };

  // Ask for the order's new place; the address then carries it, the page shows what it does.
  const ask = (row, before, behind) => {
    const fields = form().elements;
    fields.order.value = row.dataset.order;
    fields.before.value = before?.dataset.order ?? "";
    fields.behind.value = behind?.dataset.order ?? "";
    form().requestSubmit();
  };

  const pull = (event) => {
    const row = drag.row;
    const over = [...row.parentElement.children].find((each) => {
      const box = each.getBoundingClientRect();
      return each !== row && event.clientY >= box.top && event.clientY < box.bottom;
    });
    if (over) {
      const box = over.getBoundingClientRect();
      over[event.clientY < box.top + box.height / 2 ? "before" : "after"](row);
    }
    if (event.clientY < EDGE * 2) window.scrollBy(0, -STEP);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, STEP);
  };
  const drop = (kept) => {
    const { row, from, next } = drag;
    const list = row.parentElement;
    drag = null;
    row.classList.remove("is-dragged");
    list.removeAttribute("data-dragging");
    const to = [...list.children].indexOf(row);
    if (!kept || to === from) { list.insertBefore(row, next); return; }
    if (to < from) ask(row, near(row, "nextElementSibling"), null);
    else ask(row, null, near(row, "previousElementSibling"));
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip || drag || event.button > 0) return;
    const row = grip.closest("li");
    drag = { row, from: [...row.parentElement.children].indexOf(row), next: row.nextElementSibling };
    row.classList.add("is-dragged");
    row.parentElement.dataset.dragging = "";
    event.preventDefault();
    grip.focus();
  });
  document.addEventListener("pointermove", (event) => { if (drag) pull(event); });
  document.addEventListener("pointerup", () => { if (drag) drop(true); });
  document.addEventListener("pointercancel", () => { if (drag) drop(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) { drop(false); return; }
    const row = event.target.closest?.("[data-grip]")?.closest("li");
    if (!row || drag) return;
    const up = event.key === "ArrowUp" && near(row, "previousElementSibling");
    const down = event.key === "ArrowDown" && near(row, "nextElementSibling");
    if (!up && !down) return;
    event.preventDefault();
    ask(row, up || null, down || null);
  });
})();
