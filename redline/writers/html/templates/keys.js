"use strict";
(() => {
  const all = [...document.querySelectorAll(".touched")];
  const keys = document.getElementById("keys");
  const step = (by) => {
    const rows = all.filter((row) => row.offsetParent !== null);
    let at = rows.indexOf(document.activeElement.closest(".touched"));
    if (at >= 0) at += by;
    else if (by > 0) at = rows.findIndex((row) => row.getBoundingClientRect().top > 80);
    else at = rows.findLastIndex((row) => row.getBoundingClientRect().top < 0);
    const row = rows[at];
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: row.offsetHeight > window.innerHeight / 2 ? "start" : "center" });
  };
  for (const control of document.querySelectorAll("[data-scripted]")) control.hidden = false;
  for (const button of document.querySelectorAll("button[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !/^(radio|checkbox)$/.test(event.target.type)) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });
})();
