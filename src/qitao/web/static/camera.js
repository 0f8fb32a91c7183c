// The camera reads QR codes and Code 128 into a search or scan field, as a scanner at the keyboard would.
"use strict";
(() => {
  const LOOK_EVERY_MS = 120;
  const RULED_MS = 60000;
  const WIDTH_IDEAL = 1280;
  const FORMATS = ["qr_code", "code_128"];
  const given = document.getElementById("camera");
  if (!given || !navigator.maxTouchPoints) return;
  const words = given.dataset;
  let library = null;
  let dialog = null;
  let stream = null;
  let field = null;

  // One button beside each field; pages that are rendered anew get theirs again.
  const offer = () => {
    document.querySelectorAll("[data-search], input[data-scan-field], [data-scan-field] input, [data-scan-field] textarea").forEach((input) => {
      if (input.parentElement.querySelector("[data-camera]")) return;
      input.after(given.content.querySelector("[data-camera]").cloneNode(true));
      input.parentElement.classList.add("with-camera");
    });
  };

  const load = () => new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: words.library });
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  // The browser's own reader where it knows both kinds; else the library, loaded only then.
  const isNative = async () => {
    const known = (await window.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? [];
    return FORMATS.every((each) => known.includes(each));
  };
  // The worker keeps what goes through it: it must rule this page first, and may be only just starting.
  const isRuled = async () => {
    const worker = navigator.serviceWorker;
    if (!worker) return false;
    const ruled = new Promise((done) => { worker.addEventListener("controllerchange", done, { once: true }); });
    const late = new Promise((done) => { setTimeout(done, RULED_MS); });
    if (!worker.controller) await Promise.race([ruled, late]);
    return Boolean(worker.controller);
  };
  // At the terminal the library is on the device before the network is gone: the worker keeps it.
  const keep = async () => {
    if (!document.querySelector("body.terminal") || await isNative()) return;
    if (!(await isRuled())) return;
    await Promise.all([words.library, words.wasm].map((url) => fetch(url).catch(() => null)));
  };
  const reader = async () => {
    if (await isNative()) {
      const detector = new BarcodeDetector({ formats: FORMATS });
      return async (picture) => (await detector.detect(picture))[0]?.rawValue;
    }
    if (!window.ZXingWASM) await load();
    ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => words.wasm } });
    return async (picture) => {
      const found = await ZXingWASM.readBarcodes(picture, { formats: ["QRCode", "Code128"], tryHarder: true, maxNumberOfSymbols: 1 });
      return found[0]?.text;
    };
  };

  const say = (text, bad) => {
    const place = dialog.querySelector("p");
    place.textContent = text;
    place.classList.toggle("bad", Boolean(bad));
  };
  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    dialog?.close();
    dialog?.remove();
    dialog = null;
  };
  const deliver = (text) => {
    navigator.vibrate?.(60);
    close();
    const isList = field.matches("textarea");
    const before = isList && field.value.trim() ? `${field.value.trimEnd()}\n` : "";
    field.value = isList ? `${before}${text}\n` : text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (isList) return;
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    if (field.dispatchEvent(enter) && field.form) field.form.requestSubmit();
  };
  const look = async (read, video) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    while (stream) {
      if (video.videoWidth) {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        pen.drawImage(video, 0, 0);
        const text = await read(pen.getImageData(0, 0, canvas.width, canvas.height)).catch(() => "");
        if (text && stream) { deliver(text); return; }
      }
      await new Promise((next) => { setTimeout(next, LOOK_EVERY_MS); });
    }
  };
  const REASONS = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", OverconstrainedError: "none" };
  const start = async () => {
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) { say(words.insecure, true); return; }
    try {
      const video = dialog.querySelector("video");
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, width: { ideal: WIDTH_IDEAL } } });
      if (!dialog) { stream.getTracks().forEach((track) => track.stop()); stream = null; return; }
      video.srcObject = stream;
      say(words.aim);
      const read = await reader();
      look(read, video);
    } catch (fault) {
      stream?.getTracks().forEach((track) => track.stop());
      stream = null;
      if (dialog) say(words[REASONS[fault.name] ?? "failed"], true);
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-camera]");
    if (button) {
      field = button.parentElement.querySelector("input, textarea");
      dialog = given.content.querySelector("dialog").cloneNode(true);
      dialog.addEventListener("close", () => { if (dialog) close(); });
      document.body.append(dialog);
      dialog.showModal();
      start();
    } else if (event.target.closest?.("[data-camera-close]")) close();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && dialog) close(); });
  document.addEventListener("htmx:afterSettle", offer);
  document.addEventListener("qitao:refreshed", offer);
  offer();
  keep();
})();
