// The shell's own small behaviour: search key, folding, theme, menus, panels, lists by keyboard.
"use strict";
(() => {
  const YEAR = 31536000;
  const remember = (name, value) => {
    document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  };
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-fold], [data-theme-switch], [data-open], [data-close], [data-back], [data-copy]");
    const above = event.target.closest("dialog");
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target) && (!above || above.contains(menu))) menu.open = false;
    });
    if (!target) return;
    const data = target.dataset;
    if ("fold" in data) {
      remember("nav", document.body.classList.toggle("nav-folded") ? "folded" : "open");
    } else if ("themeSwitch" in data) {
      const root = document.documentElement;
      const dark = root.dataset.theme === "dark" || (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
      root.dataset.theme = dark ? "light" : "dark";
      remember("theme", root.dataset.theme);
    } else if (data.open) {
      const dialog = document.querySelector(data.open);
      if (dialog) { event.preventDefault(); dialog.showModal(); }
    } else if ("close" in data) {
      event.preventDefault();
      target.closest("dialog").close();
    } else if ("back" in data && history.length > 1) {
      event.preventDefault();
      history.back();
    } else if (data.copy) {
      navigator.clipboard?.writeText(data.copy);
    }
  });

  document.addEventListener("keydown", (event) => {
    const search = document.querySelector("[data-search]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
      event.preventDefault();
      search.focus();
      search.select();
      return;
    }
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?" && !document.querySelector("dialog[open]")) { document.getElementById("keys-sheet")?.showModal(); return; }
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); return; }
    walkList(event);
  });

  // Lists by keyboard: j and k walk, x picks, Enter opens.
  const walkList = (event) => {
    const rows = [...document.querySelectorAll("table[data-walk] tbody tr")];
    if (!rows.length || !["j", "k", "x", "Enter"].includes(event.key)) return;
    const at = rows.findIndex((row) => row.classList.contains("is-at"));
    if (event.key === "j" || event.key === "k") {
      const next = Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1);
      rows[at]?.classList.remove("is-at");
      rows[next].classList.add("is-at");
      rows[next].scrollIntoView({ block: "nearest" });
    } else if (at >= 0 && event.key === "x") {
      rows[at].querySelector(".pick input")?.click();
    } else if (at >= 0 && event.target === document.body) {
      rows[at].querySelector("a[href]")?.click();
    }
  };

  // Bulk bar: counts what is picked, and appears with the first one.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-bulk]");
    if (!form || event.target.type !== "checkbox") return;
    const boxes = [...form.querySelectorAll(".pick input[name]")];
    if ("all" in event.target.dataset) boxes.forEach((box) => { box.checked = event.target.checked; });
    const picked = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("tr").classList.toggle("is-picked", box.checked));
    form.querySelector(".bulk").classList.toggle("is-open", picked.length > 0);
    form.querySelectorAll("[data-count]").forEach((place) => { place.textContent = picked.length; });
  });

  // A form is sent once: the second click finds it busy.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const field = form.elements.csrfmiddlewaretoken;
    if (field && token()) field.value = token();
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post" && !form.hasAttribute("hx-post")) {
      form.dataset.sent = "1";
      setTimeout(() => { delete form.dataset.sent; }, 4000);
    }
  });

  // A file that is chosen or dropped on its form is sent at once.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-file] input[type=file]") && event.target.files.length) event.target.form.requestSubmit();
  });
  // A file that is chosen is named beside its button, in the page's language.
  document.addEventListener("change", (event) => {
    const place = event.target.closest(".file-pick")?.querySelector("[data-chosen]");
    if (place) place.textContent = [...event.target.files].map((file) => file.name).join(", ") || place.dataset.chosen;
  });

  const overFile = (event) => {
    const form = event.dataTransfer?.types.includes("Files") ? event.target.closest?.("[data-file]") : null;
    document.querySelectorAll("[data-file].is-over").forEach((each) => { if (each !== form) each.classList.remove("is-over"); });
    if (!form) return null;
    event.preventDefault();
    form.classList.add("is-over");
    return form;
  };
  document.addEventListener("dragover", overFile);
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) overFile(event); });
  document.addEventListener("drop", (event) => {
    const form = overFile(event);
    if (!form || !event.dataTransfer.files.length) return;
    form.elements.file.files = event.dataTransfer.files;
    form.requestSubmit();
  });

  // A refusal of a panel's form is shown in the panel, not behind it.
  const noticePlace = () => {
    const dialog = document.querySelector("dialog[open]");
    if (!dialog) return document.getElementById("notice");
    let place = dialog.querySelector(".panel-notice");
    if (!place) {
      place = document.createElement("div");
      place.className = "panel-notice";
      dialog.prepend(place);
    }
    return place;
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "notice") event.detail.target = noticePlace();
  });

  // Nothing came back: say so, and leave everything as it was typed.
  document.addEventListener("htmx:sendError", () => {
    const card = document.getElementById("no-network").content.cloneNode(true);
    noticePlace().replaceChildren(card);
    window.scrollTo({ top: 0, behavior: "instant" });
  });

  // What became of a tap is seen at once: its words are brought into view, without a ride.
  const showNotice = () => {
    const place = document.getElementById("notice");
    const words = place?.querySelector(".notice, .refusal");
    if (!words || document.querySelector("dialog[open]")) return;
    const { top, bottom } = words.getBoundingClientRect();
    const covered = document.querySelector(".topbar")?.offsetHeight ?? 0;
    if (top < covered || bottom > window.innerHeight) place.scrollIntoView({ block: "start", behavior: "instant" });
  };
  let told = null;
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id === "notice") told = event.detail.target;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (told) { told = null; showNotice(); }
  });

  // A form outlives the session it was rendered in: it is sent with the present token.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  document.addEventListener("htmx:configRequest", (event) => {
    const given = event.detail.parameters;
    if (token() && given.csrfmiddlewaretoken) given.csrfmiddlewaretoken = token();
  });

  // Filters that apply as soon as they are chosen.
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-apply]")) event.target.form.requestSubmit();
  });

  // A column of a list moves forward; the first stays where it is.
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-up]")?.closest("li");
    let before = row?.previousElementSibling;
    while (before?.hidden) before = before.previousElementSibling;
    if (before?.previousElementSibling) before.before(row);
    row?.querySelector("[data-up]").focus();
  });

  // Rows of a form: one more, one less; a form always keeps one row.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-line], [data-drop-line]");
    if (!button) return;
    const grid = button.closest("[data-grid]");
    const body = grid.querySelector("tbody");
    if ("dropLine" in button.dataset) button.closest("tr").remove();
    if ("addLine" in button.dataset || !body.rows.length) {
      body.append(grid.querySelector("template").content.cloneNode(true));
      body.lastElementChild.querySelector("input, select").focus();
    }
  });

  // Fields with hints: what may be typed here comes from the server as one types.
  let asked = 0;
  const hint = (event) => {
    const field = event.target.closest?.("[data-hints]");
    if (!field) return;
    clearTimeout(asked);
    asked = setTimeout(async () => {
      const answer = await fetch(`${field.dataset.hints}?q=${encodeURIComponent(field.value)}`).catch(() => null);
      if (!answer?.ok) return;
      let list = document.getElementById(field.getAttribute("list"));
      if (!list) {
        list = Object.assign(document.createElement("datalist"), { id: field.getAttribute("list") });
        document.getElementById("page").append(list);
      }
      list.innerHTML = await answer.text();
    }, 150);
  };
  document.addEventListener("input", hint);
  document.addEventListener("focusin", hint);

  // On a narrow screen the present step and the present tab are brought into sight.
  const showStep = () => {
    document.querySelectorAll(".strip [aria-current=step], .tabs [aria-current]").forEach((each) => {
      each.parentElement.scrollLeft = each.offsetLeft - each.parentElement.offsetLeft - 24;
    });
  };
  document.addEventListener("htmx:afterSettle", showStep);
  showStep();

  // The frame's files stay on the device, and a page says so when there is no network.
  // A page that was on its way while the worker started belongs to none: it asks to be taken.
  const worker = navigator.serviceWorker;
  worker?.register("/worker.js").catch(() => {});
  worker?.ready.then((standing) => { if (!worker.controller) standing.active.postMessage("claim"); });

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });
})();
