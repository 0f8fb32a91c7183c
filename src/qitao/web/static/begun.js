// What somebody has begun in a form: a refresh leaves it as it is.
"use strict";
(() => {
  const isTouched = (field) => {
    if ("choosing" in field.dataset) return true;
    if (field === document.activeElement && field.matches("input, textarea, select")) return true;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const options = [...field.options];
      const first = Math.max(options.findIndex((each) => each.defaultSelected), 0);
      return field.selectedIndex !== first;
    }
    return field.value !== field.defaultValue;
  };
  window.isBegun = (form) => [...form.elements].some((field) => field.matches("input:not([type=hidden]), textarea, select") && isTouched(field));
})();
