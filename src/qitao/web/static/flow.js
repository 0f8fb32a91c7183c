// Draws a BPMN model and marks where the tokens stand; the bpmn.io mark stays as it is.
"use strict";
(() => {
  const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  // Says the names of steps and the words of notes in the reader's language.
  const spoken = (xml, names) => {
    if (!Object.keys(names || {}).length) return xml;
    const model = new DOMParser().parseFromString(xml, "application/xml");
    for (const each of model.getElementsByTagNameNS(BPMN, "*")) {
      const words = names[each.getAttribute("id")];
      if (!words) continue;
      const note = each.localName === "textAnnotation" && each.getElementsByTagNameNS(BPMN, "text")[0];
      if (note) note.textContent = words;
      else each.setAttribute(each.localName === "categoryValue" ? "value" : "name", words);
    }
    return new XMLSerializer().serializeToString(model);
  };
  const read = (place) => JSON.parse(document.getElementById(place.dataset.flow).textContent);
  // Marks where tokens were and are; what was marked before is taken away first.
  const mark = (viewer, given, before) => {
    const canvas = viewer.get("canvas");
    const overlays = viewer.get("overlays");
    const registry = viewer.get("elementRegistry");
    before.forEach(([node, name]) => canvas.removeMarker(node, name));
    overlays.clear();
    const marks = [];
    const put = (node, name) => { canvas.addMarker(node, name); marks.push([node, name]); };
    (given.path || []).filter((node) => registry.get(node)).forEach((node) => put(node, "flow-past"));
    (given.overlays || []).filter((each) => registry.get(each.node)).forEach((each) => {
      put(each.node, "flow-here");
      const badge = document.createElement("div");
      badge.className = `flow-badge flow-badge-${each.outcome}`;
      badge.textContent = each.words;
      overlays.add(each.node, { position: { top: -14, left: 0 }, html: badge });
      if (!each.why) return;
      const why = document.createElement("div");
      why.className = `flow-why flow-why-${each.outcome}`;
      why.textContent = each.why;
      overlays.add(each.node, { position: { top: -20, left: 0 }, html: why });
    });
    return marks;
  };
  // Where one looks: at the whole while it is legible, else at the present step; moved by finger, mouse and keys.
  const LEGIBLE = 0.75;
  const STEP = 60;
  const steer = (viewer, place, present) => {
    const canvas = viewer.get("canvas");
    const button = place.parentElement.querySelector("[data-flow-look]");
    let whole = true;
    let moved = false;
    const centre = () => {
      const shape = viewer.get("elementRegistry").get(present());
      const { width, height } = canvas.getSize();
      if (!shape) { canvas.zoom(1, { x: 0, y: height / 2 }); return; }
      const [x, y] = [shape.x + shape.width / 2, shape.y + shape.height / 2];
      canvas.viewbox({ x: x - width / 2, y: y - height / 2, width, height });
    };
    const show = (wanted) => {
      whole = wanted;
      moved = false;
      if (whole) canvas.zoom("fit-viewport", "auto"); else centre();
      if (button) button.textContent = button.dataset[whole ? "here" : "whole"];
    };
    const open = () => {
      const fits = canvas.zoom("fit-viewport", "auto") >= LEGIBLE;
      if (button) button.hidden = fits;
      show(fits);
    };
    const scroll = (dx, dy) => { moved = true; canvas.scroll({ dx, dy }); };
    const zoom = (factor, at) => {
      moved = true;
      canvas.zoom(Math.min(Math.max(canvas.zoom() * factor, 0.1), 4), at);
    };
    button?.addEventListener("click", () => show(!whole));
    place.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
      if (moves[event.key]) scroll(...moves[event.key]);
      else if (event.key === "+" || event.key === "=") zoom(1.25);
      else if (event.key === "-") zoom(0.8);
      else if (event.key === "0") show(true);
      else if (event.key === "Home") show(false);
      else return;
      event.preventDefault();
    });
    touch(place, scroll, zoom);
    open();
    let { width } = canvas.getSize();
    new ResizeObserver(() => {
      canvas.resized();
      if (canvas.getSize().width === width) return;
      ({ width } = canvas.getSize());
      open();
    }).observe(place);
    return () => { if (!whole && !moved) centre(); };
  };
  // One finger moves, two pinch.
  const touch = (place, scroll, zoom) => {
    const fingers = new Map();
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.x - b.x, a.y - b.y);
    };
    place.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse") return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    place.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const was = fingers.size === 2 ? spread() : 0;
      fingers.set(event.pointerId, now);
      if (fingers.size === 1) scroll(now.x - before.x, now.y - before.y);
      if (!was) return;
      const [a, b] = [...fingers.values()];
      const box = place.getBoundingClientRect();
      zoom(spread() / was, { x: (a.x + b.x) / 2 - box.left, y: (a.y + b.y) / 2 - box.top });
    });
    ["pointerup", "pointercancel", "pointerleave"].forEach((name) => {
      place.addEventListener(name, (event) => fingers.delete(event.pointerId));
    });
  };
  const draw = async (place) => {
    const given = read(place);
    const viewer = new BpmnJS({ container: place });
    try {
      await viewer.importXML(spoken(given.xml, given.names));
    } catch (error) {
      place.textContent = String(error.message || error);
      return;
    }
    const look = steer(viewer, place, () => (read(place).overlays || [])[0]?.node);
    let marks = mark(viewer, given, []);
    document.addEventListener("qitao:refreshed", () => {
      if (!place.isConnected) return;
      marks = mark(viewer, read(place), marks);
      look();
    });
  };
  document.querySelectorAll("[data-flow]").forEach(draw);
})();
