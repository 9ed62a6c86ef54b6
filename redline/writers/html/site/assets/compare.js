"use strict";
(() => {
  const { address, keep } = window.redlineSite;
  const form = document.getElementById("two");
  const rows = document.getElementById("rows");
  const names = {
    CONFLICTING: "conflicting", REWORDED: "same place, different wording", COMPATIBLE: "compatible",
    SAME: "same change", AGREES: "agrees with NOC", ONLY_A: "only the first", ONLY_B: "only the second",
  };
  let places = null;
  const sides = new Map();
  window.redlinePlaces = (listed) => { places = listed; };
  window.redlineSide = (number, entries, pairs) => sides.set(number, { entries, pairs });

  const waiting = new Map();
  const load = (name) => {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.onload = done;
        script.onerror = () => failed(new Error(`data/${name}.js is not there`));
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  };

  const boxes = Object.entries(names).map(([kind, name]) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = kind;
    box.checked = true;
    const count = document.createElement("span");
    label.append(box, ` ${name} `, count);
    document.getElementById("relations").append(label);
    box.addEventListener("change", show);
    return { box, count, kind };
  });

  const choice = (select) => select.selectedOptions[0];
  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };
  /* the only markup that is taken as such: fragments that redline wrote, every text in them escaped */
  const fragment = (markup) => {
    const made = element("div");
    made.lang = rows.dataset.language;
    made.dir = rows.dataset.direction;
    made.innerHTML = markup;
    return made;
  };

  const column = (title, entry) => {
    const made = element("div", "column", element("h4", "", element("bdi", "", title)));
    if (!entry) {
      made.append(element("p", "quiet", "Says nothing."));
      return made;
    }
    const [symbol, links, redline, labels, reasons] = entry;
    const head = made.firstChild;
    head.append(" ", element("span", "symbol", symbol), " ");
    for (const [identifier, url] of links) {
      const link = element(url ? "a" : "span", "identifier", element("bdi", "", identifier));
      if (url) link.href = url;
      head.append(link, " ");
    }
    if (labels) head.append(element("span", "doubt", ` ${labels}`));
    made.append(redline ? fragment(redline) : element("p", "quiet", "No change."));
    if (reasons) made.append(element("details", "quiet", element("summary", "", "Reasons"), element("p", "", reasons)));
    return made;
  };

  const block = (at, kind, one, other, pair, [a, b], [low, high]) => {
    const [place, url, base] = places[at];
    const title = element("h3", "");
    const name = element(url ? "a" : "span", "", element("bdi", "", place));
    if (url) name.href = url;
    title.append(name, " ", element("span", "relation", names[kind]));
    if (pair && pair[3].length) title.append(element("span", "doubt", ` both change: ${pair[3].join("; ")}`));
    const columns = element("div", "columns-of");
    columns.append(element("div", "column base-text", element("h4", "", "Treaty"), base ? fragment(base) : element("p", "quiet", "(new)")));
    columns.append(column(a.value, one), column(b.value, other));
    if (pair && (pair[1] || pair[2])) {
      const between = element("div", "column", element("h4", "", `From ${low.value} to ${high.value}`));
      if (pair[1]) between.append(fragment(pair[1]));
      if (pair[2]) {
        const merged = fragment("");
        merged.textContent = pair[2];
        between.append(element("p", "quiet", "With both changes, which touch different words:"), merged);
      }
      columns.append(between);
    }
    const made = element("section", `place touched ${kind.toLowerCase().replace("_", "-")}`, title, columns);
    made.tabIndex = -1;
    return made;
  };

  async function show() {
    const [a, b] = [choice(form.elements.a), choice(form.elements.b)];
    const [x, y] = [Number(a.dataset.at), Number(b.dataset.at)];
    const kept = address();
    kept.set("a", a.value);
    kept.set("b", b.value);
    const wanted = boxes.filter(({ box }) => box.checked).map(({ kind }) => kind);
    if (wanted.length < boxes.length) kept.set("show", wanted.join("|"));
    else kept.delete("show");
    keep(kept);
    await Promise.all([load("places"), load(String(x)), load(String(y))]);
    if (choice(form.elements.a) !== a || choice(form.elements.b) !== b) return;
    const [low, high] = x < y ? [a, b] : [b, a];
    const pairs = sides.get(Math.min(x, y)).pairs[Math.max(x, y)] || {};
    const counts = new Map();
    const made = [];
    for (let at = 0; at < places.length; at += 1) {
      const [one, other] = [sides.get(x).entries[at], sides.get(y).entries[at]];
      if (!one && !other) continue;
      const pair = one && other && x !== y ? pairs[at] : null;
      const kind = pair ? pair[0] : !other ? "ONLY_A" : !one ? "ONLY_B" : "SAME";
      counts.set(kind, (counts.get(kind) || 0) + 1);
      if (wanted.includes(kind)) made.push(block(at, kind, one, other, pair, [a, b], [low, high]));
    }
    for (const { count, kind } of boxes) count.textContent = `(${counts.get(kind) || 0})`;
    rows.replaceChildren(...made);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    document.getElementById("shown").textContent = `${made.length} of ${all} places shown`;
    const word = document.getElementById("word");
    word.replaceChildren();
    if (x === y) return;
    if (form.dataset.documents === "yes") {
      const link = element("a", "", "This comparison (Word)");
      link.href = `compare/${low.dataset.stem}-and-${high.dataset.stem}.docx`;
      word.append(link);
    } else word.append("As a Word document: ", element("code", "", `redline delegations ${a.value} ${b.value}`));
  }

  const asked = address();
  for (const name of ["a", "b"]) {
    const options = [...form.elements[name].options];
    const found = options.find((option) => option.value === asked.get(name));
    if (found) form.elements[name].value = found.value;
    form.elements[name].addEventListener("change", show);
  }
  if (asked.get("show") !== null) for (const { box, kind } of boxes) box.checked = asked.get("show").split("|").includes(kind);
  document.getElementById("swap").addEventListener("click", () => {
    const first = form.elements.a.value;
    form.elements.a.value = form.elements.b.value;
    form.elements.b.value = first;
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  if (form.elements.a.options.length) show();
})();
