"use strict";
(() => {
  const address = () => new URLSearchParams(window.location.search);
  const keep = (wanted) => {
    const search = wanted.toString();
    try {
      history.replaceState(null, "", (search ? `?${search}` : window.location.pathname) + window.location.hash);
    } catch { /* a browser that keeps the address of a file as it is */ }
  };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  window.redlineSite = { address, keep, fold };

  /* whether single keys act is remembered on this device alone */
  const keys = document.getElementById("keys");
  try {
    keys.checked = localStorage.getItem("redline-keys") !== "off";
    keys.addEventListener("change", () => localStorage.setItem("redline-keys", keys.checked ? "on" : "off"));
  } catch { /* a browser that stores nothing */ }
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== "/" || !keys.checked || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    (document.querySelector("#query input[type=search]") || document.getElementById("find")).focus();
  });

  /* filters: the boxes of one name are alternatives, those of different names all hold; kept in the address */
  const bar = document.querySelector("[data-filters]");
  if (bar) {
    const boxes = [...bar.querySelectorAll("input[type=checkbox]")];
    const items = [...document.querySelectorAll("[data-item]")];
    const holders = [...document.querySelectorAll("[data-holder]")];
    const chosen = () => {
      const found = new Map();
      for (const box of boxes) if (box.checked) found.set(box.name, [...(found.get(box.name) || []), box.value]);
      return found;
    };
    const show = () => {
      const wanted = chosen();
      let count = 0;
      for (const item of items) {
        item.hidden = false;
        for (const [name, values] of wanted) {
          const own = item.dataset[name];
          if (own !== undefined && !own.split("|").some((value) => values.includes(value))) item.hidden = true;
        }
        if (!item.hidden) count += 1;
      }
      for (const holder of holders) {
        holder.hidden = wanted.has("touched") && !holder.querySelector("[data-item]:not([hidden])");
      }
      document.getElementById("shown").textContent = `${count} of ${items.length} proposals shown`;
      const kept = address();
      for (const name of new Set(boxes.map((box) => box.name))) kept.delete(name);
      for (const [name, values] of wanted) kept.set(name, values.join("|"));
      keep(kept);
    };
    for (const box of boxes) {
      box.checked = (address().get(box.name) || "").split("|").includes(box.value);
      if (box.checked && box.closest("details")) box.closest("details").open = true;
      box.addEventListener("change", show);
    }
    bar.querySelector("[data-reset]").addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      show();
    });
    show();
  }

  /* what an address leads to has the focus, and the words that were searched for are marked in it */
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!target) return;
    const place = target.closest("[tabindex]") || target;
    if (place.matches("[tabindex]")) place.focus({ preventScroll: true });
    const words = address().get("find");
    if (words && window.Highlight && CSS.highlights) CSS.highlights.set("found", new Highlight(...ranges(target.closest(".row, .place") || target, words)));
  };
  const ranges = (within, words) => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const at = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".say")) continue;
      for (let index = 0; index < node.data.length; index += 1) {
        for (const unit of fold(node.data[index]).replace(/\s/g, " ")) {
          if (unit === " " && text.endsWith(" ")) continue;
          text += unit;
          at.push([node, index]);
        }
      }
    }
    const phrases = text.includes(fold(words)) ? [words] : words.split(/\s+/);
    const found = [];
    for (const phrase of phrases.map((word) => fold(word.replace(/["“”]/g, "")).trim()).filter(Boolean)) {
      for (let start = text.indexOf(phrase); start >= 0; start = text.indexOf(phrase, start + 1)) {
        const range = document.createRange();
        range.setStart(...at[start]);
        const [node, index] = at[start + phrase.length - 1];
        range.setEnd(node, index + 1);
        found.push(range);
      }
    }
    return found;
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
