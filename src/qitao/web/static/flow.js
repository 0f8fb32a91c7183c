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
      const note = each.getElementsByTagNameNS(BPMN, "text")[0];
      if (note) note.textContent = words;
      else each.setAttribute("name", words);
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
  const draw = async (place) => {
    const given = read(place);
    const viewer = new BpmnJS({ container: place });
    try {
      await viewer.importXML(spoken(given.xml, given.names));
    } catch (error) {
      place.textContent = String(error.message || error);
      return;
    }
    const canvas = viewer.get("canvas");
    let marks = mark(viewer, given, []);
    document.addEventListener("qitao:refreshed", () => {
      if (place.isConnected) marks = mark(viewer, read(place), marks);
    });
    const fit = () => canvas.zoom("fit-viewport", "auto");
    fit();
    new ResizeObserver(fit).observe(place);
  };
  document.querySelectorAll("[data-flow]").forEach(draw);
})();
