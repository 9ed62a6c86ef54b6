"use strict";
(() => {
  const { address, keep, fold } = window.redlineSite;
  const form = document.getElementById("query");
  const list = document.getElementById("found");
  const said = document.getElementById("shown");
  const most = 100; // results that anybody reads
  const words = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "word" });
  const tokens = (text) => {
    if (!words) return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
    return [...words.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
  };
  let texts = [];
  let folded = [];
  let index = null;

  window.redlineSearch = (listed) => {
    texts = listed;
    folded = listed.map((one) => fold(one[2]).replace(/\s+/g, " "));
    index = new MiniSearch({ fields: ["place", "text", "who"], idField: "id", tokenize: tokens, processTerm: fold });
    index.addAll(listed.map(([, place, text, who, mark], id) => ({ id, place: `${place} ${mark}`, text, who })));
    const asked = address();
    form.elements.q.value = asked.get("q") || "";
    const within = (asked.get("in") || "base|proposals").split("|");
    for (const box of form.elements.in) box.checked = within.includes(box.value);
    look();
  };

  const hits = (asked) => {
    const phrases = [...asked.matchAll(/["“”„«]([^"“”„«»]+)["“”»]/g)].map((match) => fold(match[1]).replace(/\s+/g, " ").trim());
    const plain = fold(asked.replace(/["“”„«»]/g, " ")).replace(/\s+/g, " ").trim();
    const within = [...form.elements.in].filter((box) => box.checked).map((box) => box.value);
    const found = index.search(plain, { combineWith: "AND", prefix: (term) => term.length > 2, boost: { place: 2 } });
    return found
      .filter((hit) => within.includes(texts[hit.id][4] ? "proposals" : "base"))
      .filter((hit) => phrases.every((phrase) => folded[hit.id].includes(phrase)))
      .map((hit) => ({ id: hit.id, score: hit.score * (folded[hit.id].includes(plain) ? 10 : 1) }))
      .sort((one, other) => other.score - one.score || one.id - other.id);
  };

  const look = () => {
    const asked = form.elements.q.value.trim();
    const kept = address();
    const boxes = [...form.elements.in];
    kept.delete("q");
    kept.delete("in");
    if (asked) kept.set("q", asked);
    if (!boxes.every((box) => box.checked)) kept.set("in", boxes.filter((box) => box.checked).map((box) => box.value).join("|"));
    keep(kept);
    const found = asked && index ? hits(asked) : [];
    said.textContent = !asked ? "" : found.length > most ? `${found.length} found, the first ${most} shown` : `${found.length} found`;
    list.replaceChildren(...found.slice(0, most).map((hit) => entry(texts[hit.id], hit.id, asked)));
  };

  const entry = ([url, place, text, who, mark, doubts], id, asked) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const [page, anchor] = url.split("#");
    link.href = `${page}?find=${encodeURIComponent(asked)}#${anchor}`;
    const name = document.createElement("bdi");
    name.textContent = place;
    link.append(name);
    const note = document.createElement("span");
    note.className = "identifier";
    note.textContent = mark ? ` ${mark}, ${who}` : " treaty";
    item.append(link, note);
    if (doubts) {
      const doubt = document.createElement("span");
      doubt.className = "doubt";
      doubt.textContent = ` ${doubts}`;
      item.append(doubt);
    }
    const part = document.createElement("p");
    part.lang = list.dataset.language;
    part.dir = list.dataset.direction;
    part.append(...snippet(text, id, asked));
    item.append(part);
    return item;
  };

  /* folding may change lengths, so the place of a hit is looked up letter by letter */
  const snippet = (text, id, asked) => {
    const at = [];
    let plain = "";
    [...text].reduce((offset, letter) => {
      for (const unit of fold(letter)) {
        plain += unit;
        at.push(offset);
      }
      return offset + letter.length;
    }, 0);
    const phrase = fold(asked.replace(/["“”„«»]/g, " ")).replace(/\s+/g, " ").trim();
    const spans = [];
    for (const term of plain.includes(phrase) ? [phrase] : tokens(phrase)) {
      for (let start = plain.indexOf(term); term && start >= 0; start = plain.indexOf(term, start + term.length)) {
        spans.push([at[start], at[start + term.length] ?? text.length]);
      }
    }
    spans.sort((one, other) => one[0] - other[0]);
    const first = spans.length ? Math.max(0, spans[0][0] - 80) : 0;
    const last = Math.min(text.length, first + 320);
    const nodes = [first ? "… " : ""];
    let done = first;
    for (const [start, end] of spans) {
      if (start < done || end > last) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      nodes.push(text.slice(done, start), mark);
      done = end;
    }
    nodes.push(text.slice(done, last), last < text.length ? " …" : "");
    return nodes;
  };

  form.addEventListener("input", look);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
