// A map and its table: one set of rows drawn twice, so that they cannot differ.
//
// data: { geometry, caption, alt, hint, link, classes: [{label}], columns: [..], chosen, labels,
//         rows: [[code, figure, class, index into words]], words: [..] }
// Names come with the geometry. Without rows every area of the layer is drawn, to choose from.
// Everything that came from a file is set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const layers = new Map(); // URL -> promise of features, for as long as the page is open

function load(url) {
  if (!layers.has(url)) {
    layers.set(url, fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
      return answer.json();
    }).then((layer) => layer.features).catch((error) => { layers.delete(url); throw error; }));
  }
  return layers.get(url);
}

const mercator = ([longitude, latitude]) => [
  longitude * 100,
  -Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * (18000 / Math.PI),
];

const polygons = (geometry) => geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;

function element(name, attributes = {}, text) {
  const made = document.createElementNS(attributes.xmlns || "http://www.w3.org/1999/xhtml", name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key !== "xmlns" && value !== undefined && value !== null) made.setAttribute(key, value);
  }
  if (text !== undefined) made.textContent = text;
  return made;
}
const svgElement = (name, attributes, text) => element(name, { xmlns: SVG, ...attributes }, text);

function pathOf(geometry) {
  const rings = polygons(geometry).flat();
  return rings.map((ring) => "M" + ring.map((point) => {
    const [x, y] = mercator(point);
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  }).join("L") + "Z").join("");
}

function boundsOf(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of features) {
    for (const point of polygons(geometry).flat(2)) {
      const [x, y] = mercator(point);
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

const fillOf = (row, id) => row && row.class ? `var(--map-${row.class})` : `url(#hatch-${id})`;
const cardOf = (data, row) => `${data.link}${data.link.includes("?") ? "&" : "?"}area=${encodeURIComponent(row.code)}`;
const words = (row) => row.note === undefined ? row.name : `${row.name}: ${row.text || row.note}`;

// The figure as shown is what sorts: "£1,234", "−3", "12.9%".
const numberIn = (text) => text === null ? null : Number(text.replace(/[£,%]/g, "").replace("−", "-"));

function readRows(data, features) {
  const names = new Map(features.map(({ id, properties }) => [id, properties.name]));
  if (!data.rows) return [...names].map(([code, name]) => ({ code, name, class: "place" }));
  return data.rows.map(([code, text, level, word]) => ({
    code, text, value: numberIn(text), name: names.get(code) || code, class: level, note: data.words[word],
  }));
}

function drawMap(root, features, rows, data, id, pick) {
  const drawn = features.filter((feature) => rows.has(feature.id));
  const [left, top, right, bottom] = boundsOf(drawn);
  const width = right - left, height = bottom - top, margin = Math.max(width, height) * 0.01;
  const svg = svgElement("svg", {
    viewBox: `${left - margin} ${top - margin} ${width + 2 * margin} ${height + 2 * margin}`,
    role: "group", "aria-label": data.alt, class: "area-map",
    style: `aspect-ratio: ${((width + 2 * margin) / (height + 2 * margin)).toFixed(4)}`,
  });
  const hatchSize = Math.max(width, height) / 90;
  const pattern = svgElement("pattern", {
    id: `hatch-${id}`, width: hatchSize, height: hatchSize, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  });
  pattern.append(
    svgElement("rect", { width: hatchSize, height: hatchSize, fill: "#ffffff" }),
    svgElement("rect", { width: hatchSize * 0.28, height: hatchSize, fill: "#8b9692" }),
  );
  const definitions = svgElement("defs");
  definitions.append(pattern);
  svg.append(definitions);
  const shapes = new Map();
  for (const feature of drawn) {
    const row = rows.get(feature.id);
    // The table has the same links: hundreds of stops for the keyboard would be a trap.
    const link = svgElement("a", { href: cardOf(data, row), "aria-label": words(row), tabindex: data.labels ? null : "-1" });
    const path = svgElement("path", { d: pathOf(feature.geometry), fill: fillOf(row, id), class: row.class ? "area" : "area unknown" });
    path.append(svgElement("title", {}, words(row)));
    link.append(path);
    link.addEventListener("pointerenter", () => pick(row.code));
    link.addEventListener("focus", () => pick(row.code));
    svg.append(link);
    shapes.set(row.code, path);
  }
  if (data.chosen && shapes.has(data.chosen)) {
    shapes.get(data.chosen).classList.add("chosen");
    svg.append(shapes.get(data.chosen).parentNode);
  }
  root.append(svg);
  if (data.labels) labelAreas(svg, drawn, rows, shapes);
  return shapes;
}

function labelAreas(svg, features, rows, shapes) {
  const scale = svg.viewBox.baseVal.width / (svg.getBoundingClientRect().width || 500);
  const taken = [];
  for (const feature of features) {
    const row = rows.get(feature.id);
    const [x, y] = mercator(feature.properties.label);
    const label = svgElement("text", { x, y, class: "area-label", "font-size": 13 * scale, "stroke-width": 3 * scale });
    label.append(
      svgElement("tspan", { x, dy: "-0.15em" }, row.name),
      svgElement("tspan", { x, dy: "1.15em", class: "number" }, row.text || "no figure"),
    );
    svg.append(label);
    const box = label.getBBox(), shape = shapes.get(feature.id).getBBox();
    const clashes = () => {
      const own = label.getBBox();
      return taken.some((other) => own.x < other.x + other.width && other.x < own.x + own.width
        && own.y < other.y + other.height && other.y < own.y + own.height);
    };
    if (box.width > shape.width * 1.6 || clashes()) label.firstChild.remove();
    if (clashes()) label.remove(); else taken.push(label.getBBox());
  }
}

function drawLegend(root, rows, data) {
  const list = element("ul", { class: "map-legend", "aria-label": "What the colours mean" });
  const counts = new Map();
  for (const row of rows.values()) counts.set(row.class || 0, (counts.get(row.class || 0) || 0) + 1);
  const entry = (fill, label, count) => {
    const item = element("li");
    const swatch = svgElement("svg", { viewBox: "0 0 20 14", class: "swatch", "aria-hidden": "true" });
    const hatch = svgElement("path", { d: "M-2 6L6 -2M2 14L16 0M10 16L22 4M-2 12L12 -2M6 16L22 0", stroke: "#8b9692", "stroke-width": 1.6 });
    swatch.append(svgElement("rect", { width: 20, height: 14, fill: fill || "#ffffff" }));
    if (!fill) swatch.append(hatch);
    swatch.append(svgElement("rect", { width: 20, height: 14, fill: "none", stroke: "#4a5a55" }));
    item.append(swatch, element("span", {}, label), element("span", { class: "count" }, `${count}`));
    list.append(item);
  };
  data.classes.forEach(({ label }, index) => entry(`var(--map-${index + 1})`, label, counts.get(index + 1) || 0));
  if (counts.get(0)) entry(null, "No figure", counts.get(0));
  root.append(list);
}

function drawTable(root, rows, data, order, onSort) {
  const box = element("div", {
    class: "map-table", tabindex: "0", role: "region", "aria-label": `${data.caption}, as a table`,
  });
  const table = element("table");
  table.append(element("caption", { class: "visually-hidden" }, data.caption));
  const head = element("tr");
  data.columns.forEach((title, column) => {
    const active = order.column === column;
    const cell = element("th", { scope: "col", "aria-sort": active ? (order.up ? "ascending" : "descending") : "none" });
    const button = element("button", { type: "button" }, title);
    button.append(element("span", { "aria-hidden": "true" }, active ? (order.up ? " ↑" : " ↓") : " ↕"));
    button.addEventListener("click", () => onSort(column));
    cell.append(button);
    head.append(cell);
  });
  const heading = element("thead");
  heading.append(head);
  const body = element("tbody");
  const keys = [(row) => row.name, (row) => row.value, (row) => row.text ? row.note : null];
  const key = keys[order.column];
  const sorted = [...rows.values()].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const unknown = [left, right].map((side) => side === null);
    if (unknown[0] || unknown[1]) return unknown[0] - unknown[1] || a.name.localeCompare(b.name);
    const difference = typeof left === "number" ? left - right : left.localeCompare(right);
    return (order.up ? difference : -difference) || a.name.localeCompare(b.name);
  });
  const lines = new Map();
  for (const row of sorted) {
    const line = element("tr", { class: row.code === data.chosen ? "chosen" : null });
    const name = element("th", { scope: "row" });
    name.append(element("a", { href: cardOf(data, row) }, row.name));
    line.append(name, element("td", { class: row.text ? "number" : "missing" }, row.text || row.note));
    line.append(element("td", {}, row.text ? row.note : "–"));
    body.append(line);
    lines.set(row.code, line);
  }
  table.append(heading, body);
  box.append(table);
  root.append(box);
  return lines;
}

export default function (root, data) {
  const id = Math.random().toString(36).slice(2);
  const order = { column: 0, up: true };

  return load(data.geometry).then((features) => {
    const figure = element("figure", { class: "map-figure" });
    const left = element("div", { class: "map-left" });
    const right = element("div", { class: "map-right" });
    figure.append(left, right);
    root.replaceChildren(figure);
    const readout = element("p", { class: "map-readout" }, data.hint);
    let lines = new Map();
    let lit = null;
    const rows = new Map(readRows(data, features).map((row) => [row.code, row]));
    const pick = (code) => {
      lit?.classList.remove("lit");
      lit = lines.get(code);
      lit?.classList.add("lit");
      readout.textContent = words(rows.get(code));
    };
    const shapes = drawMap(left, features, rows, data, id, pick);
    left.append(readout);
    if (data.classes.length) drawLegend(left, rows, data);
    const redraw = () => {
      const position = right.querySelector(".map-table")?.scrollTop || 0;
      right.replaceChildren();
      lines = drawTable(right, rows, data, order, (column) => {
        order.up = order.column === column ? !order.up : column === 0;
        order.column = column;
        redraw();
        right.querySelectorAll("th button")[column].focus();
      });
      right.querySelector(".map-table").scrollTop = position;
      for (const [code, line] of lines) {
        const light = (on) => () => shapes.get(code)?.classList.toggle("lit", on);
        line.addEventListener("pointerenter", light(true));
        line.addEventListener("pointerleave", light(false));
        line.addEventListener("focusin", light(true));
        line.addEventListener("focusout", light(false));
      }
    };
    if (data.columns.length) redraw();
    root.dataset.drawn = rows.size;
  }).catch((error) => {
    root.replaceChildren(element("p", { role: "alert" }, `The map could not be drawn (${error.message}).`));
  });
}
