"use strict";
(() => {
  const language = document.getElementById("language");
  language.addEventListener("click", () => {
    const english = document.documentElement.lang !== "en";
    document.documentElement.lang = english ? "en" : "zh-CN";
    language.textContent = english ? "中文" : "English";
  });
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
      const body = table.tBodies[0];
      const value = (row) => row.cells[column].dataset.value;
      const numbers = [...body.rows].some((row) => value(row) !== undefined);
      const before = head.getAttribute("aria-sort");
      // Figures start with the largest, names with the first of the alphabet.
      const down = before === "none" ? numbers : before === "ascending";
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = (row) => { const n = Number(value(row)); return Number.isNaN(n) ? -Infinity : n; };
      const rows = [...body.rows].sort((a, b) => numbers
        ? number(a) - number(b)
        : collator.compare(a.cells[column].textContent, b.cells[column].textContent));
      body.append(...(down ? rows.reverse() : rows));
    }));
  }
})();
