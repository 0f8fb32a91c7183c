"""What a person would call ugly on a page: text cut without a word, out of its box, over text."""

from playwright.sync_api import Page

LOOK = """() => {
  const shows = (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const clips = (style) => /hidden|clip|auto|scroll/.test(style.overflowX);
  const brief = (each) => each.outerHTML.slice(0, 140);
  const NO_WORDS =
    ".unseen, .visually-hidden, option, script, style, svg, .gantt-scale, [data-flow]";
  const main = document.querySelector("#main, main") ?? document.body;
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const found = [];
  const boxes = [];
  const unseen = (each) => each.closest(NO_WORDS);
  const clip = (box, from) => {
    let { left, right, top, bottom } = box;
    for (let each = from; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.display === "inline") continue;
      if (clips(style) || style.overflowY === "hidden") {
        const edge = each.getBoundingClientRect();
        left = Math.max(left, edge.left); right = Math.min(right, edge.right);
        top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom);
      }
    }
    return { left, right, top, bottom };
  };
  const floats = (each) => {
    for (let at = each; at && at !== main; at = at.parentElement) {
      if (/fixed|sticky|absolute/.test(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const owner = node.parentElement;
    if (!node.data.trim() || !shows(owner) || unseen(owner)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const whole = range.getBoundingClientRect();
    if (whole.width < 2 || whole.height < 2) continue;
    const box = owner.closest("td, th, dd, dt, li, .card, .figure, .btn, .state, .task, .notice");
    const edge = box?.getBoundingClientRect();
    const seen = clip(whole, owner);
    if (whole.width < 48 && whole.height > 100) found.push(`squeezed: ${brief(owner)}`);
    if (box && Math.min(seen.right, whole.right) > edge.right + 2) {
      found.push(`out of its box: ${brief(owner)}`);
    }
    let holder = owner;
    while (holder !== main && !/hidden|clip/.test(getComputedStyle(holder).overflowX)) {
      holder = holder.parentElement;
    }
    const cut = holder !== main && (whole.right > holder.getBoundingClientRect().right + 2
      || whole.bottom > holder.getBoundingClientRect().bottom + 4);
    if (cut) {
      const style = getComputedStyle(holder);
      const told = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (!told) found.push(`cut: ${brief(holder)}`);
      else if (!holder.closest("[title]") && !owner.closest("[title]")) {
        found.push(`cut without a title: ${brief(holder)}`);
      }
    }
    if (floats(owner)) continue;
    for (const line of range.getClientRects()) {
      const { left, right, top, bottom } = clip(line, owner);
      if (right - left > 3 && bottom - top > 3) boxes.push({ left, right, top, bottom, owner });
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, n) => {
    for (let m = n + 1; m < boxes.length && boxes[m].top < one.bottom - 4; m += 1) {
      const other = boxes[m];
      const over = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const deep = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (one.owner !== other.owner && over > 3 && deep > 5) {
        found.push(`over each other: ${brief(one.owner)} ${brief(other.owner)}`);
      }
    }
  });
  return [...new Set(found)].slice(0, 6);
}"""


def ugly(page: Page) -> list[str]:
    """Return what is cut without an ellipsis and a title, out of its box, or over other text."""
    found: list[str] = page.evaluate(LOOK)
    return found
