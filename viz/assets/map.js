"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, nodes } = data;
  const $ = (id) => document.getElementById(id);

  // ---------------------------------------------------------------- words
  const TEXT = {
    zh: {
      subtitle: (n, e, d) => `${n} 个实体 · ${e} 条联系 · ${d} 份文献`,
      search: "搜索学校、企业、专业、奖项…（名称或简称）",
      searchLabel: "搜索实体", noResult: "没有找到。换一个简称或少几个字试试。",
      more: (n) => `还有 ${n} 个结果，请输入更多字`,
      allYears: "全部年份", undated: "未注明年份", year: "年份", relations: "关系", every: "全选", nothing: "全不选",
      status: (s, t, e) => (s === t ? `图上有全部 ${t} 个实体，${e} 条连线` : `图上显示 ${s} / ${t} 个实体，${e} 条连线`),
      capped: (n) => `按重要程度先画 ${n} 个`, all: "显示全部", fewer: "只显示主要的",
      dashed: "拟开展或已结束", legend: "按类型筛选", zoomIn: "放大", zoomOut: "缩小", fit: "看全图",
      network: "合作关系网络图，可拖动、缩放；也可用搜索框和右侧面板浏览",
      empty: "没有符合筛选条件的联系。请在上方打开更多类型或关系。",
      start: "从哪里看起", lede: "点图上的圆点或连线，看它的联系和原文出处；也可以从这里开始。",
      schools: "合作单位最多的学校", firms: "合作学校最多的单位", groups: "职教集团", unit: (n) => `${n} 家`,
      tips: ["滚轮缩放，拖动平移；名称随放大逐步显示。", "图例就是筛选：点一下隐藏或显示一类。", "虚线是拟开展或已结束的合作。"],
      tipsTitle: "怎么用", aliases: "又称", documents: "出处文献", identifier: "标识", partners: "合作方",
      isolated: "没有与其他实体的联系。", filtered: (n) => `另有 ${n} 条联系因筛选未画在图上。`, show: "全部画出",
      focus: "只看它和它的联系", unfocus: "回到全图", locate: "移到中央", page: "详情页", close: "关闭", back: "返回",
      rest: (n) => `显示其余 ${n} 项`, unfold: "展开原文", fold: "收起原文", unfoldMore: (n) => `展开原文（共 ${n} 处）`,
      noQuote: "（未保存原文）", confidence: (c) => `可信度 ${c}`, edge: "联系", sources: (n) => `${n} 处`,
    },
    en: {
      subtitle: (n, e, d) => `${n} entities · ${e} ties · ${d} documents`,
      search: "Search schools, firms, majors, awards … (name or short form)",
      searchLabel: "Search entities", noResult: "Nothing found. Try a shorter form of the name.",
      more: (n) => `${n} more results; type on to narrow`,
      allYears: "All years", undated: "No year given", year: "Year", relations: "Relations", every: "All", nothing: "None",
      status: (s, t, e) => (s === t ? `All ${t} entities shown, ${e} lines` : `${s} of ${t} entities shown, ${e} lines`),
      capped: (n) => `the ${n} most important first`, all: "Show all", fewer: "Only the main ones",
      dashed: "planned or ended", legend: "Filter by type", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Whole map",
      network: "Network of cooperation; drag and zoom, or use the search box and the side panel",
      empty: "Nothing passes the filters. Switch on more types or relations above.",
      start: "Where to begin", lede: "Click a dot or a line for its ties and the sentences behind them, or start here.",
      schools: "Schools with most partners", firms: "Partners of most schools", groups: "Education groups", unit: (n) => `${n}`,
      tips: ["Scroll to zoom, drag to move; more names appear as you zoom in.", "The legend is the filter: click to hide or show a type.", "Dashed lines are planned or ended."],
      tipsTitle: "How to use it", aliases: "Also", documents: "Documents", identifier: "Identifier", partners: "Partners",
      isolated: "It has no tie to another entity.", filtered: (n) => `${n} more ties are filtered out on the map.`, show: "Draw them all",
      focus: "Only this and its ties", unfocus: "Whole map", locate: "Centre", page: "Its page", close: "Close", back: "Back",
      rest: (n) => `Show ${n} more`, unfold: "Show the quote", fold: "Fold", unfoldMore: (n) => `Show all ${n} quotes`,
      noQuote: "(quote not kept)", confidence: (c) => `confidence ${c}`, edge: "Tie", sources: (n) => `${n} sources`,
    },
  };
  let language = "zh";
  const say = (key, ...values) => {
    const text = TEXT[language][key];
    return typeof text === "function" ? text(...values) : text;
  };
  const label = (table, name) => {
    const row = table[name];
    if (!row) return name;
    return Array.isArray(row) ? row[language === "zh" ? 0 : 1] : row[language];
  };

  // ---------------------------------------------------------------- elements, always by textContent
  function el(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "class") element.className = value;
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((c) => c != null && c !== false));
    return element;
  }
  const SVG = "http://www.w3.org/2000/svg";
  const SHAPES = {
    dot: "M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1z", square: "M1.7 1.7h8.6v8.6H1.7z", diamond: "M6 .4 11.6 6 6 11.6.4 6z",
    hexagon: "M3.2 1.1h5.6L11.6 6 8.8 10.9H3.2L.4 6z",
    star: "M6 .3l1.7 3.7 4 .5-3 2.7.8 4L6 9.2l-3.5 2 .8-4-3-2.7 4-.5z",
  };
  function swatch(type) {
    const span = el("span", { class: "swatch", "aria-hidden": "true" });
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 12 12");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", SHAPES[(words.types[type] || {}).shape] || SHAPES.dot);
    path.setAttribute("fill", colour(type));
    svg.append(path);
    span.append(svg);
    return span;
  }

  // ---------------------------------------------------------------- the graph
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colour = (type) => (words.types[type] ? words.types[type][dark.matches ? "dark" : "light"] : "#888888");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const edgesOf = nodes.map(() => []);
  data.edges.forEach((edge, i) => {
    edge.id = i;
    edgesOf[edge.from].push(edge);
    edgesOf[edge.to].push(edge);
  });
  const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
  const typeCounts = {};
  for (const node of nodes) typeCounts[node.type] = (typeCounts[node.type] || 0) + 1;
  const relationCounts = {};
  const years = new Set();
  let undated = false;
  for (const edge of data.edges) {
    for (const relation of edge.relations) {
      relationCounts[relation.name] = (relationCounts[relation.name] || 0) + 1;
      for (const s of relation.statements) s.year == null ? (undated = true) : years.add(s.year);
    }
  }
  const typeNames = [...Object.keys(words.types), ...Object.keys(typeCounts)]
    .filter((t, i, all) => typeCounts[t] && all.indexOf(t) === i);
  const relationNames = [...Object.keys(words.relations), ...Object.keys(relationCounts)]
    .filter((r, i, all) => relationCounts[r] && all.indexOf(r) === i);

  const state = {
    types: new Set(data.firstTypes.length ? data.firstTypes : typeNames), relations: new Set(relationNames), year: "",
    showAll: false, revealed: new Set(), only: null, selected: null,
  };
  const shown = { nodes: new Set(), edges: new Set(), eligible: 0 };

  const saidIn = (relation) =>
    relation.statements.filter((s) => state.year === "" || (state.year === "none" ? s.year == null : s.year === state.year));
  const passes = (edge) => edge.relations.some((r) => state.relations.has(r.name) && saidIn(r).length);
  const dashedEdge = (edge) =>
    edge.relations.every((r) => !state.relations.has(r.name) || saidIn(r).every((s) => s.status !== "active"));

  function choose() {
    const within = state.only == null ? null : new Set([state.only, ...edgesOf[state.only].map((e) => other(e, state.only))]);
    const typeOn = (i) => state.types.has(nodes[i].type) || (within && within.has(i));
    const candidates = data.edges.filter(
      (e) => passes(e) && typeOn(e.from) && typeOn(e.to) && (!within || (within.has(e.from) && within.has(e.to))),
    );
    const linked = new Set();
    for (const e of candidates) linked.add(e.from).add(e.to);
    // Nodes are numbered by importance: the first ones are the ones to draw.
    const order = [...linked].sort((a, b) => a - b);
    shown.eligible = order.length;
    shown.nodes = new Set(state.showAll || within ? order : order.slice(0, data.firstView));
    for (const i of state.revealed) if (linked.has(i)) shown.nodes.add(i);
    shown.edges = new Set(candidates.filter((e) => shown.nodes.has(e.from) && shown.nodes.has(e.to)));
    // A node whose only neighbours fell under the cap would float alone.
    const tied = new Set();
    for (const e of shown.edges) tied.add(e.from).add(e.to);
    for (const i of shown.nodes) if (!tied.has(i)) shown.nodes.delete(i);
    const partsOnly = [...shown.nodes].every((i) => nodes[i].first);
    shown.layout = partsOnly ? "first" : "whole";
  }

  // ---------------------------------------------------------------- drawing
  const visNodes = new vis.DataSet();
  const visEdges = new vis.DataSet();
  const network = new vis.Network($("network"), { nodes: visNodes, edges: visEdges }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, dragNodes: true, tooltipDelay: 1e9, hideEdgesOnDrag: false },
    nodes: { borderWidth: 1.5, borderWidthSelected: 3, chosen: false, label: "" },
    edges: { smooth: false, width: 1, chosen: false, hoverWidth: 0, selectionWidth: 0, color: { inherit: false } },
  });
  let lit = null; // the nodes in the light while something is selected
  const blend = (hex, ground, share) => {
    const part = (c, i) => parseInt(c.slice(1 + 2 * i, 3 + 2 * i), 16);
    return "#" + [0, 1, 2].map((i) => Math.round(part(hex, i) * share + part(ground, i) * (1 - share)).toString(16).padStart(2, "0")).join("");
  };

  function nodeItem(i) {
    const node = nodes[i];
    const ground = css("--ground");
    const faded = lit && !lit.has(i);
    const fill = faded ? blend(colour(node.type), ground, 0.22) : colour(node.type);
    const chosen = state.selected && state.selected.node === i;
    const [x, y] = node[shown.layout] || node.whole;
    return {
      id: i, x, y, size: node.size, shape: node.shape, borderWidth: chosen ? 4 : 1.5,
      color: { background: fill, border: chosen ? css("--ink") : ground, hover: { background: fill, border: css("--ink") } },
    };
  }
  function edgeItem(edge) {
    const strong = css("--line-strong");
    const ground = css("--ground");
    let tint = blend(strong, ground, 0.85);
    let width = 1;
    if (state.selected) {
      const mine = state.selected.edge === edge || state.selected.node === edge.from || state.selected.node === edge.to;
      const far = state.selected.node === edge.from ? edge.to : edge.from;
      tint = mine ? blend(colour(nodes[far].type), ground, 0.75) : blend(strong, ground, 0.3);
      width = state.selected.edge === edge ? 4 : mine ? 1.6 : 1;
    }
    return { id: edge.id, from: edge.from, to: edge.to, color: { color: tint, hover: css("--accent") }, width, dashes: dashedEdge(edge) ? [6, 5] : false };
  }

  let drawnLayout = null;
  function draw({ fit = false } = {}) {
    choose();
    const moved = drawnLayout !== shown.layout;
    drawnLayout = shown.layout;
    restyle();
    const goneNodes = visNodes.getIds().filter((i) => !shown.nodes.has(i));
    const edgeIds = new Set([...shown.edges].map((e) => e.id));
    visEdges.remove(visEdges.getIds().filter((i) => !edgeIds.has(i)));
    visNodes.remove(goneNodes);
    if (fit || moved) whole(false);
    $("empty").hidden = shown.nodes.size > 0;
    describe();
  }
  function restyle() {
    lit = null;
    const { selected } = state;
    if (selected && selected.node != null && shown.nodes.has(selected.node)) {
      lit = new Set([selected.node]);
      for (const e of edgesOf[selected.node]) if (shown.edges.has(e)) lit.add(other(e, selected.node));
    } else if (selected && selected.edge) lit = new Set([selected.edge.from, selected.edge.to]);
    visNodes.update([...shown.nodes].sort((a, b) => b - a).map(nodeItem));
    visEdges.update([...shown.edges].map(edgeItem));
  }
  function bounds(ids) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of ids) {
      const [x, y] = nodes[i][shown.layout] || nodes[i].whole;
      const r = nodes[i].size;
      left = Math.min(left, x - r); right = Math.max(right, x + r);
      top = Math.min(top, y - r); bottom = Math.max(bottom, y + r);
    }
    return { left, top, right, bottom };
  }
  /* Bring nodes into view, clear of the legend above and the controls below. */
  function view(ids, animate, closest = 1.6) {
    if (!ids.size) return;
    const { left, top, right, bottom } = bounds(ids);
    const stage = $("network");
    const legend = $("legend").getBoundingClientRect().height + 26;
    const foot = 62;
    // Names stand out beyond the outermost dots.
    const width = Math.max(80, stage.clientWidth - (stage.clientWidth > 640 ? 170 : 80));
    const height = Math.max(80, stage.clientHeight - legend - foot);
    const scale = Math.min(closest, width / Math.max(1, right - left), height / Math.max(1, bottom - top));
    const shift = (legend - foot) / 2 / scale;
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 - shift };
    network.moveTo({ position, scale, animation: animate ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const whole = (animate) => view(shown.nodes, animate && !calm.matches);

  // Names are drawn here, after the dots: the important first, and none over another or over a large dot.
  const widths = new Map();
  function measure(context, text, font) {
    const key = font + text;
    if (!widths.has(key)) widths.set(key, context.measureText(text).width);
    return widths.get(key);
  }
  const family = css("--font");
  let hovered = null;
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    const centre = network.getViewPosition();
    const stage = $("network");
    const [w, h] = [stage.clientWidth, stage.clientHeight];
    const ratio = context.canvas.width / w;
    const ground = css("--ground");
    const ink = css("--ink");
    const soft = css("--soft");
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    const CELL = 90;
    const grid = new Map();
    const cells = (box, visit) => {
      for (let i = Math.floor(box[0] / CELL); i <= Math.floor(box[2] / CELL); i++)
        for (let j = Math.floor(box[1] / CELL); j <= Math.floor(box[3] / CELL); j++) if (visit(i * 4096 + j)) return true;
      return false;
    };
    const add = (box) => cells(box, (k) => { grid.has(k) ? grid.get(k).push(box) : grid.set(k, [box]); return false; });
    const covered = (box, strong) => cells(box, (k) => (grid.get(k) || []).some((o) => !(strong && o[4]) && box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]));
    const seen = [];
    const positions = network.getPositions();
    for (const i of [...shown.nodes].sort((a, b) => a - b)) {
      const p = positions[i];
      if (!p) continue;
      const x = (p.x - centre.x) * scale + w / 2;
      const y = (p.y - centre.y) * scale + h / 2;
      const r = nodes[i].size * scale;
      if (x < -120 || x > w + 120 || y < -60 || y > h + 60) continue;
      seen.push([i, x, y, r]);
      // The fifth part marks small dots: the names of hubs may cover those.
      if (r > 5 && (!lit || lit.has(i))) add([x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9, r < 9 && nodes[i].size <= 14]);
    }
    const selected = state.selected;
    const chosen = (i) => (selected && (selected.node === i || (selected.edge && (selected.edge.from === i || selected.edge.to === i)))) || hovered === i;
    const rank = ([i]) => (chosen(i) ? -2e6 : lit && lit.has(i) ? -1e6 : 0) + i;
    seen.sort((a, b) => rank(a) - rank(b));
    for (const [i, x, y, r] of seen) {
      const mine = chosen(i);
      if (lit && !lit.has(i) && !mine) continue;
      const big = nodes[i].size > 14 || i < 8;
      if (!mine && !lit && r < 2.6) continue;
      const pixels = big ? (nodes[i].size > 22 ? 14.5 : 13) : 11.5;
      const font = `${big || mine ? 600 : 400} ${mine ? Math.max(13, pixels) : pixels}px ${family}`;
      context.font = font;
      let text = nodes[i].label.replace(/\s+/g, " ");
      const limit = mine ? 40 : 14;
      if ([...text].length > limit) text = [...text].slice(0, limit - 1).join("") + "…";
      const half = measure(context, text, font) / 2;
      const inside = x > 0 && x < w;
      const middle = inside ? Math.min(Math.max(x, half + 8), w - half - 8) : x;
      // Below the dot; the names of hubs may also stand above or beside it.
      const seats = [[middle, y + r + 3]];
      if (big || mine || lit || seen.length < 60) seats.push([middle, y - r - pixels - 6]);
      if (big || mine) seats.push([x + r + half + 5, y - pixels / 2], [x - r - half - 5, y - pixels / 2]);
      const boxAt = ([sx, sy]) => [sx - half - 5, sy - 1, sx + half + 5, sy + pixels + 4];
      const fits = ([sx]) => !inside || (sx - half > 2 && sx + half < w - 2);
      const seat = seats.find((s) => fits(s) && !covered(boxAt(s), big)) || (mine ? seats[0] : null);
      if (!seat) continue;
      add(boxAt(seat));
      context.lineWidth = 3.5;
      context.strokeStyle = ground;
      context.strokeText(text, ...seat);
      context.fillStyle = big || mine ? ink : soft;
      context.fillText(text, ...seat);
    }
    context.restore();
  });
  network.on("hoverNode", ({ node }) => { hovered = node; $("network").style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { hovered = null; $("network").style.cursor = ""; network.redraw(); });
  network.on("hoverEdge", () => { $("network").style.cursor = "pointer"; });
  network.on("blurEdge", () => { $("network").style.cursor = ""; });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node != null) select({ node });
    else if (edge != null) select({ edge: data.edges[edge] });
    else if (state.selected) select(null);
  });
  network.on("doubleClick", ({ nodes: [node] }) => { if (node != null) only(node); });
  network.on("dragEnd", ({ nodes: moved }) => {
    const positions = network.getPositions(moved);
    for (const i of moved) nodes[i][nodes[i][shown.layout] ? shown.layout : "whole"] = [positions[i].x, positions[i].y];
  });

  // ---------------------------------------------------------------- selection
  const past = [];
  function select(what, { remember = true } = {}) {
    if (remember && state.selected) past.push(state.selected);
    if (!what) past.length = 0;
    state.selected = what;
    restyle();
    panel();
    const hash = what && what.node != null ? "#id=" + encodeURIComponent(nodes[what.node].iri) : "";
    try { history.replaceState(null, "", hash || location.pathname + location.search); } catch { /* no history in a frame */ }
  }
  /* Go to an entity from a list: make it visible when it can be, centre it, open its panel. */
  function go(i) {
    if (!shown.nodes.has(i) && edgesOf[i].length) reveal(i, false);
    select({ node: i });
    if (shown.nodes.has(i)) view(lit && lit.size < 80 ? lit : new Set([i]), !calm.matches, 1.15);
  }
  function reveal(i, neighbours) {
    const ends = [i, ...(neighbours ? edgesOf[i].map((e) => other(e, i)) : [])];
    state.only = null;
    if (neighbours || !edgesOf[i].some((e) => passes(e))) {
      state.year = "";
      for (const e of edgesOf[i]) for (const r of e.relations) state.relations.add(r.name);
    }
    state.types.add(nodes[i].type);
    const on = (e) => state.types.has(nodes[other(e, i)].type);
    if (neighbours || !edgesOf[i].some(on)) for (const e of edgesOf[i]) state.types.add(nodes[other(e, i)].type);
    for (const n of ends) state.revealed.add(n);
    if (!neighbours) for (const e of edgesOf[i].filter(on).slice(0, 12)) state.revealed.add(other(e, i));
    controls();
    draw();
  }
  function only(i) {
    state.only = i;
    draw({ fit: true });
    select({ node: i });
  }
  function release() {
    state.only = null;
    draw({ fit: true });
    panel();
  }

  // ---------------------------------------------------------------- the panel
  const nameButton = (i) => el("button", { type: "button", onclick: () => go(i) }, nodes[i].label);
  const typeLabel = (type) => label(words.types, type);

  function quoteText(quote, ends) {
    const names = ends.flatMap((i) => [nodes[i].label, ...nodes[i].aliases]).filter((n) => n.length > 1).sort((a, b) => b.length - a.length);
    const parts = [];
    let rest = quote;
    while (rest) {
      let [at, found] = [rest.length, ""];
      for (const name of names) {
        const k = rest.indexOf(name);
        if (k >= 0 && k < at) [at, found] = [k, name];
      }
      if (at) parts.push(rest.slice(0, at));
      if (found) parts.push(el("mark", {}, found));
      rest = rest.slice(at + found.length);
    }
    return parts;
  }
  function statement(s, ends, folded) {
    const source = [s.document, s.year == null ? "" : String(s.year), s.confidence == null ? "" : say("confidence", s.confidence)];
    return el("div", { class: folded ? "said folded" : "said" },
      el("blockquote", {}, ...(s.quote ? quoteText(s.quote, ends) : [say("noQuote")])),
      el("cite", {}, source.filter(Boolean).join(" · ")));
  }
  function statements(list, ends) {
    const parts = [];
    const folded = list.length > 1 || [...(list[0].quote || "")].length > 66;
    const boxes = list.map((s, n) => { const box = statement(s, ends, folded); box.hidden = n > 0; return box; });
    parts.push(...boxes);
    if (folded) {
      let open = false;
      const unfold = () => (list.length > 1 ? say("unfoldMore", list.length) : say("unfold"));
      const toggle = el("button", { type: "button", class: "link", "aria-expanded": "false", onclick: () => {
        open = !open;
        boxes.forEach((box, n) => { box.classList.toggle("folded", !open); box.hidden = !open && n > 0; });
        toggle.textContent = open ? say("fold") : unfold();
        toggle.setAttribute("aria-expanded", String(open));
      } }, unfold());
      parts.push(toggle);
    }
    return parts;
  }
  function tags(list) {
    const kinds = [...new Set(list.flatMap((s) => s.kinds || []))];
    const statuses = [...new Set(list.map((s) => s.status))];
    const when = [...new Set(list.map((s) => s.year).filter((y) => y != null))].sort();
    const marks = statuses.includes("active") ? [] : statuses;
    if (!kinds.length && !marks.length && !when.length) return null;
    return el("div", { class: "tags" },
      ...kinds.map((k) => el("span", { class: "tag" }, label(words.kinds, k))),
      ...marks.map((s) => el("span", { class: "tag " + s }, label(words.statuses, s))),
      when.length ? el("span", {}, when.join("、")) : null);
  }
  function nodePanel(i) {
    const node = nodes[i];
    const parts = [
      kicker(swatch(node.type), el("span", {}, typeLabel(node.type))),
      el("h2", {}, node.label),
    ];
    if (node.aliases.length) parts.push(el("p", { class: "aliases" }, say("aliases") + "：" + node.aliases.join("、")));
    const facts = el("dl", { class: "facts" });
    const fact = (name, value) => facts.append(el("dt", {}, name), el("dd", {}, value));
    if (node.partners) fact(say("partners"), String(node.partners));
    for (const [name, value] of node.attributes) fact(label(words.attributes, name), value);
    if (node.documents.length) fact(say("documents"), node.documents.join("、"));
    parts.push(facts);
    const mine = edgesOf[i];
    const actions = el("div", { class: "actions" });
    if (state.only === i) actions.append(el("button", { type: "button", class: "pill main", onclick: release }, say("unfocus")));
    else if (mine.length) actions.append(el("button", { type: "button", class: "pill main", onclick: () => only(i) }, say("focus")));
    if (shown.nodes.has(i)) actions.append(el("button", { type: "button", class: "pill", onclick: () => view(new Set([i]), !calm.matches, 1.3) }, say("locate")));
    if (data.pages && node.iri.startsWith(data.pages[0]))
      actions.append(el("a", { class: "pill", href: data.pages[1] + node.iri.slice(data.pages[0].length) }, say("page")));
    parts.push(actions);
    if (!mine.length) parts.push(el("p", { class: "note" }, say("isolated")));
    const hidden = mine.filter((e) => !shown.edges.has(e)).length;
    if (hidden)
      parts.push(el("p", { class: "note" }, say("filtered", hidden) + " ", el("button", { type: "button", class: "link", onclick: () => { reveal(i, true); go(i); } }, say("show"))));

    const groups = new Map();
    for (const edge of mine) {
      for (const relation of edge.relations) {
        const out = relation.head === i;
        const title = label(out ? words.forward : words.inverse, relation.name);
        const key = relationNames.indexOf(relation.name) * 2 + (title === label(words.forward, relation.name) ? 0 : 1);
        if (!groups.has(key)) groups.set(key, { title, ties: new Map() });
        const far = out ? relation.tail : relation.head;
        const { ties } = groups.get(key);
        ties.set(far, [...(ties.get(far) || []), ...relation.statements]);
      }
    }
    for (const [, { title, ties }] of [...groups].sort((a, b) => a[0] - b[0])) {
      const items = [...ties].sort((a, b) => a[0] - b[0]);
      parts.push(el("h3", {}, title, el("span", { class: "count" }, String(items.length))));
      const list = el("div", {});
      const tie = ([far, said]) => el("div", { class: "tie" },
        el("div", { class: "who" }, swatch(nodes[far].type), nameButton(far)), tags(said), ...statements(said, [i, far]));
      const FIRST = 12;
      list.append(...items.slice(0, FIRST).map(tie));
      if (items.length > FIRST + 2) {
        const rest = el("button", { type: "button", class: "link", onclick: () => rest.replaceWith(...items.slice(FIRST).map(tie)) }, say("rest", items.length - FIRST));
        list.append(rest);
      } else list.append(...items.slice(FIRST).map(tie));
      parts.push(list);
    }
    return parts;
  }
  function edgePanel(edge) {
    const parts = [kicker(el("span", {}, say("edge"))), el("div", { class: "pair" },
      ...[edge.from, edge.to].map((i) => el("div", {}, swatch(nodes[i].type), nameButton(i))))];
    for (const relation of edge.relations) {
      parts.push(el("h3", {}, label(words.relations, relation.name), el("span", { class: "count" }, `${nodes[relation.head].label} → ${nodes[relation.tail].label}`)));
      const box = el("div", { class: "tie" }, tags(relation.statements));
      for (const s of relation.statements) box.append(statement(s, [edge.from, edge.to], false));
      parts.push(box);
    }
    return parts;
  }
  function kicker(...children) {
    const close = el("button", { type: "button", class: "link close", onclick: () => select(null) }, say("close"));
    const back = past.length ? el("button", { type: "button", class: "link close", onclick: () => select(past.pop(), { remember: false }) }, say("back")) : null;
    if (back) close.classList.remove("close");
    return el("div", { class: "kicker" }, ...children, back, close);
  }
  function startPanel() {
    const parts = [el("h2", {}, say("start")), el("p", { class: "lede" }, say("lede"))];
    const ranking = (title, list, value) => {
      if (!list.length) return;
      const most = Math.max(1, ...list.map(value));
      parts.push(el("h3", {}, title), el("ol", { class: "ranking" }, ...list.map((node) => {
        const bar = el("i", {});
        bar.style.width = `${(100 * value(node)) / most}%`;
        bar.style.background = colour(node.type);
        return el("li", {}, el("button", { type: "button", onclick: () => go(node.id) }, node.label),
          el("span", { class: "value" }, say("unit", value(node))), el("span", { class: "track", "aria-hidden": "true" }, bar));
      })));
    };
    const partners = (node) => node.partners;
    const first = (test, value, n) => nodes.filter((x) => test(x) && value(x)).sort((a, b) => value(b) - value(a) || a.id - b.id).slice(0, n);
    ranking(say("schools"), first((x) => x.type === "School", partners, 6), partners);
    ranking(say("firms"), first((x) => x.type === "Enterprise" || x.type === "Organization", partners, 6), partners);
    const members = (node) => edgesOf[node.id].length;
    ranking(say("groups"), first((x) => x.type === "EducationGroup", members, 4), members);
    parts.push(el("h3", {}, say("tipsTitle")), el("ul", { class: "tips" }, ...say("tips").map((t) => el("li", {}, t))));
    return parts;
  }
  function panel() {
    const { selected } = state;
    $("panel").replaceChildren(...(!selected ? startPanel() : selected.node != null ? nodePanel(selected.node) : edgePanel(selected.edge)));
    $("panel").scrollTop = 0;
  }

  // ---------------------------------------------------------------- filters
  function chips() {
    $("legend").setAttribute("aria-label", say("legend"));
    $("legend").replaceChildren(...typeNames.map((type) =>
      el("button", { type: "button", class: "chip", "data-type": type, "aria-pressed": String(state.types.has(type)), onclick: () => {
        state.types.has(type) ? state.types.delete(type) : state.types.add(type);
        chips();
        $("legend").querySelector(`[data-type="${type}"]`).focus();
        draw();
        panel();
      } }, swatch(type), typeLabel(type), el("span", { class: "count" }, String(typeCounts[type])))));
  }
  function relationMenu() {
    const on = relationNames.filter((r) => state.relations.has(r)).length;
    $("relations-label").textContent = say("relations") + (on < relationNames.length ? ` ${on}/${relationNames.length}` : "");
    const set = (list) => { state.relations = new Set(list); relationMenu(); draw(); panel(); };
    $("relations-list").replaceChildren(
      el("div", { class: "both" }, el("button", { type: "button", class: "link", onclick: () => set(relationNames) }, say("every")),
        el("button", { type: "button", class: "link", onclick: () => set([]) }, say("nothing"))),
      ...relationNames.map((name) => {
        const box = el("input", { type: "checkbox", "data-relation": name, onchange: () => {
          box.checked ? state.relations.add(name) : state.relations.delete(name);
          $("relations-label").textContent = say("relations") + (state.relations.size < relationNames.length ? ` ${state.relations.size}/${relationNames.length}` : "");
          draw();
          panel();
        } });
        box.checked = state.relations.has(name);
        return el("label", {}, box, el("span", {}, label(words.relations, name)), el("span", {}, String(relationCounts[name])));
      }));
  }
  function yearMenu() {
    $("year").setAttribute("aria-label", say("year"));
    const options = [["", say("allYears")], ...[...years].sort((a, b) => b - a).map((y) => [String(y), String(y)])];
    if (undated && years.size) options.push(["none", say("undated")]);
    $("year").replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
    $("year").value = String(state.year);
    $("year").hidden = !years.size;
  }
  $("year").addEventListener("change", () => {
    const { value } = $("year");
    state.year = value === "" || value === "none" ? value : Number(value);
    draw();
    panel();
  });
  $("all").addEventListener("click", () => { state.showAll = !state.showAll; draw({ fit: true }); });
  $("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.35 }));
  $("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.35 }));
  $("zoom-fit").addEventListener("click", () => whole(true));
  document.addEventListener("click", (event) => { if (!$("relations").contains(event.target)) $("relations").open = false; });

  function describe() {
    let text = say("status", shown.nodes.size, nodes.length, shown.edges.size);
    const capped = shown.eligible > data.firstView && state.only == null;
    if (capped && !state.showAll) text += (language === "zh" ? "（" : " (") + say("capped", data.firstView) + (language === "zh" ? "）" : ")");
    $("status").textContent = text;
    $("all").hidden = !capped;
    $("all").textContent = say(state.showAll ? "fewer" : "all");
  }

  // ---------------------------------------------------------------- search
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const index = nodes.map((node) => [fold(node.label), ...node.aliases.map(fold)]);
  const FOUND = 30;
  let hits = [];
  let at = -1;
  function lookup(query) {
    const wanted = fold(query);
    if (!wanted) return [];
    const scored = [];
    index.forEach((names, i) => {
      let best = Infinity;
      names.forEach((name, n) => {
        const k = name.indexOf(wanted);
        const score = name === wanted ? 0 : k === 0 ? 1 : k > 0 ? 2 : inOrder(name, wanted) ? 3 : Infinity;
        best = Math.min(best, score + (n ? 0.5 : 0));
      });
      if (best < Infinity) scored.push([best, i]);
    });
    return scored.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, i]) => i);
  }
  /* Short forms nobody has listed: every character of the query, in order, as in 云职院 for 云溪职业技术学院. */
  function inOrder(name, wanted) {
    if (wanted.length < 2) return false;
    let from = 0;
    for (const c of wanted) {
      from = name.indexOf(c, from) + 1;
      if (!from) return false;
    }
    return name[0] === wanted[0];
  }
  function list() {
    const query = $("search").value;
    const all = lookup(query);
    hits = all.slice(0, FOUND);
    at = hits.length ? 0 : -1;
    const open = Boolean(query.trim());
    $("results").replaceChildren(...(hits.length
      ? hits.map((i, n) => {
        const node = nodes[i];
        const wanted = fold(query);
        const alias = fold(node.label).includes(wanted) ? null : node.aliases.find((a) => fold(a).includes(wanted));
        return el("li", { role: "option", id: "hit-" + n, "aria-selected": String(n === at), onmousedown: (e) => { e.preventDefault(); pick(n); } },
          swatch(node.type), el("span", { class: "name" }, el("b", {}, node.label), alias ? el("small", {}, say("aliases") + " " + alias) : null),
          el("span", { class: "type" }, typeLabel(node.type)));
      }).concat(all.length > FOUND ? [el("li", { class: "none", role: "presentation" }, say("more", all.length - FOUND))] : [])
      : [el("li", { class: "none", role: "presentation" }, say("noResult"))]));
    $("results").hidden = !open;
    $("search").setAttribute("aria-expanded", String(open));
    mark();
  }
  function mark() {
    hits.forEach((_, n) => $("hit-" + n)?.setAttribute("aria-selected", String(n === at)));
    if (at >= 0 && !$("results").hidden) {
      $("search").setAttribute("aria-activedescendant", "hit-" + at);
      $("hit-" + at).scrollIntoView({ block: "nearest" });
    } else $("search").removeAttribute("aria-activedescendant");
  }
  function shut() {
    $("results").hidden = true;
    $("search").setAttribute("aria-expanded", "false");
  }
  function pick(n) {
    if (hits[n] == null) return;
    const i = hits[n];
    shut();
    $("search").value = nodes[i].label;
    go(i);
  }
  $("search").addEventListener("input", list);
  $("search").addEventListener("focus", () => { if ($("search").value) { $("search").select(); list(); } });
  $("search").addEventListener("blur", shut);
  $("search").addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if ($("results").hidden) return list();
      if (hits.length) at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      mark();
    } else if (event.key === "Enter") {
      if ($("results").hidden) list();
      pick(at);
    } else if (event.key === "Escape") {
      if ($("results").hidden) $("search").value = "";
      shut();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
    if (event.key === "Escape" && !typing && state.selected) select(null);
  });

  // ---------------------------------------------------------------- start
  function controls() {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    $("title").textContent = data.title;
    $("subtitle").textContent = say("subtitle", nodes.length, data.edges.length, data.documents);
    $("search").placeholder = say("search");
    $("search").setAttribute("aria-label", say("searchLabel"));
    $("results").setAttribute("aria-label", say("searchLabel"));
    $("network").setAttribute("aria-label", say("network"));
    $("empty").textContent = say("empty");
    $("dashed").textContent = say("dashed");
    for (const [id, key] of [["zoom-in", "zoomIn"], ["zoom-out", "zoomOut"], ["zoom-fit", "fit"]]) {
      $(id).title = say(key);
      $(id).setAttribute("aria-label", say(key));
    }
    $("language").textContent = language === "zh" ? "English" : "中文";
    chips();
    relationMenu();
    yearMenu();
  }
  $("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    controls();
    describe();
    panel();
  });
  dark.addEventListener("change", () => { controls(); restyle(); panel(); });
  controls();
  draw({ fit: true });
  // vis-network keeps the scale when the window changes; the whole map should still be seen whole.
  network.on("resize", () => { if (!state.selected) whole(false); });
  const wanted = /^#id=(.+)$/.exec(location.hash);
  const asked = wanted ? nodes.findIndex((n) => n.iri === decodeURIComponent(wanted[1])) : -1;
  if (asked >= 0) go(asked);
  else if (data.centre.length === 1) select({ node: data.centre[0] });
  else panel();

  network.once("afterDrawing", () => {
    window.zhijiaoReady = true;
    performance.mark("zhijiao-ready");
  });
  network.redraw();
  // For scripts and tests: where a node stands in the window, and what is drawn.
  window.zhijiao = {
    shown: () => ({ nodes: [...shown.nodes], edges: [...shown.edges].map((e) => e.id) }),
    name: (i) => nodes[i].label,
    find: (name) => nodes.findIndex((n) => n.label === name),
    at: (i) => {
      const { x, y } = network.canvasToDOM(network.getPosition(i));
      const box = $("network").getBoundingClientRect();
      return { x: x + box.left, y: y + box.top };
    },
  };
})();
