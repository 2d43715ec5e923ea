"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const SHOWN = 500;

  function el(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) element[name] = value;
    element.append(...children);
    return element;
  }

  $("prefixes").textContent = Object.keys(data.prefixes).map((p) => p + ":").join(" ");
  $("examples").append(...data.examples.map((example) =>
    el("li", {}, el("button", { type: "button", onclick: () => { $("query").value = example.query; run(); } },
      example.zh, el("small", {}, example.en)))));
  $("query").value = data.query || [
    "# 合作学校最多的企业 / firms that work with most schools",
    "SELECT ?企业 (COUNT(DISTINCT ?学校) AS ?学校数) WHERE {",
    "  ?学校 a zj:School ; zj:partnersWith ?标识 .",
    "  ?标识 a zj:Enterprise ; rdfs:label ?企业 .",
    "} GROUP BY ?标识 ?企业 ORDER BY DESC(?学校数) LIMIT 20",
  ].join("\n");

  const ask = (accept) => fetch("/sparql", {
    method: "POST", body: $("query").value, headers: { "Content-Type": "application/sparql-query", Accept: accept },
  });
  function cell(term) {
    if (!term) return el("td");
    if (term.type === "uri" && term.value.startsWith(data.base))
      return el("td", {}, el("a", { href: "/id/" + term.value.slice(data.base.length) }, decodeURI(safe(term.value.slice(data.base.length)))));
    return el("td", {}, term.value);
  }
  const safe = (text) => { try { decodeURI(text); return text; } catch { return encodeURI(text); } };
  function table({ head, results }) {
    const rows = results.bindings;
    const body = el("tbody", {}, ...rows.slice(0, SHOWN).map((row) => el("tr", {}, ...head.vars.map((v) => cell(row[v])))));
    return el("div", { className: "frame" }, el("table", {}, el("thead", {}, el("tr", {}, ...head.vars.map((v) => el("th", { scope: "col" }, v)))), body));
  }
  async function run() {
    $("status").textContent = "查询中 …";
    $("run").disabled = true;
    const start = performance.now();
    try {
      const response = await ask("application/sparql-results+json, text/turtle;q=0.9");
      const text = await response.text();
      const seconds = ((performance.now() - start) / 1000).toFixed(2);
      if (!response.ok) {
        $("answer").replaceChildren(el("p", { className: "error" }, text.trim()));
        $("status").textContent = "";
      } else if (response.headers.get("Content-Type").startsWith("text/turtle")) {
        $("answer").replaceChildren(el("div", { className: "frame" }, el("pre", {}, text)));
        $("status").textContent = `${seconds} 秒`;
      } else {
        const result = JSON.parse(text);
        if ("boolean" in result) {
          $("answer").replaceChildren(el("p", {}, result.boolean ? "是 (true)" : "否 (false)"));
          $("status").textContent = `${seconds} 秒`;
        } else {
          $("answer").replaceChildren(table(result));
          const n = result.results.bindings.length;
          $("status").textContent = `${n} 行，${seconds} 秒` + (n > SHOWN ? `；此处列出前 ${SHOWN} 行，全部请下载 CSV` : "");
        }
      }
    } catch (error) {
      $("answer").replaceChildren(el("p", { className: "error" }, `服务没有回应 (no answer from the server): ${error.message}`));
      $("status").textContent = "";
    }
    $("run").disabled = false;
  }
  async function download() {
    const response = await ask("text/csv");
    if (!response.ok) {
      $("answer").replaceChildren(el("p", { className: "error" }, (await response.text()).trim()));
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    el("a", { href: address, download: "query.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
  $("run").addEventListener("click", run);
  $("csv").addEventListener("click", download);
  $("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  if (data.query) run();
})();
