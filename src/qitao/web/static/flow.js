// Draws a BPMN model and marks where the tokens stand; the bpmn.io mark stays as it is.
"use strict";
(() => {
  const draw = async (place) => {
    const given = JSON.parse(document.getElementById(place.dataset.flow).textContent);
    const viewer = new BpmnJS({ container: place });
    try {
      await viewer.importXML(given.xml);
    } catch (error) {
      place.textContent = String(error.message || error);
      return;
    }
    const canvas = viewer.get("canvas");
    const registry = viewer.get("elementRegistry");
    (given.path || []).filter((node) => registry.get(node)).forEach((node) => canvas.addMarker(node, "flow-past"));
    (given.overlays || []).filter((each) => registry.get(each.node)).forEach((each) => {
      canvas.addMarker(each.node, "flow-here");
      const badge = document.createElement("div");
      badge.className = `flow-badge flow-badge-${each.outcome}`;
      badge.textContent = each.words;
      viewer.get("overlays").add(each.node, { position: { top: -14, left: 0 }, html: badge });
    });
    const fit = () => canvas.zoom("fit-viewport", "auto");
    fit();
    new ResizeObserver(fit).observe(place);
  };
  document.querySelectorAll("[data-flow]").forEach(draw);
})();
