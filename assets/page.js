// The page as the server wrote it, until Streamlit has the same one ready to choose and explore in; then that one.
//
// Also draws what pages hold as data, in both: <div data-map>, <div data-find> and <form data-ask>, each by the script that it names.

const first = document.getElementById("first"), live = document.getElementById("root");
const SLOW = new Set(["slow-2g", "2g", "3g"]);

// Parts that a script draws, and not before what they are folded in is open; those that are waited for; and for how long, in milliseconds.
const PARTS = ["map", "find", "ask"], FOLDED = ".bar details:not([open]) *";
const drawing = [];
const PATIENCE = 1500;

// Streamlit's scripts wait in a template, so that they take nothing from the words.
let isStarted = false;

function drawParts() {
  for (const part of PARTS) {
    for (const root of document.querySelectorAll(`[data-${part}]:not([data-seen], ${FOLDED})`)) {
      root.dataset.seen = "yes";
      const data = JSON.parse(root.dataset[part]);
      if (!isStarted && data.geometry) askAhead(data.geometry);
      const drawn = import(new URL(data.script, location.origin))
        .then((script) => script.default(root, data))
        .catch(() => {}) // What is there without the script stays.
        .then(() => { root.dataset.drawn = "yes"; });
      if (!isStarted && isNear(root)) drawing.push(drawn);
    }
  }
}

// On the first screen or the next.
const isNear = (root) => root.getBoundingClientRect().top < 2 * innerHeight;

// The lines of a map beside the script that draws it, not after it.
function askAhead(address) {
  const link = document.createElement("link");
  document.head.append(Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: address }));
}

function start() {
  if (isStarted) return;
  isStarted = true;
  document.documentElement.dataset.started = "yes";
  // Without being told, Streamlit asks below the page it is on, then here, and only then connects; and it listens to
  // whatever site of its makers' frames it.
  window.__streamlit = {
    BACKEND_BASE_URL: location.origin,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
  };
  document.head.append(document.getElementById("streamlit").content.cloneNode(true));
}

function startInTime() {
  const line = navigator.connection ?? {};
  if (!first || !(line.saveData || SLOW.has(line.effectiveType))) {
    // A map is a tenth of what Streamlit is, and would be drawn after it.
    Promise.race([Promise.all(drawing), new Promise((done) => setTimeout(done, PATIENCE))]).then(start);
    return;
  }
  for (const touch of ["pointerdown", "focusin"]) {
    first.addEventListener(touch, ({ target }) => { if (target.closest(".pick, .switch")) start(); });
  }
}

// Whether the live page is all there, and lies still: what its foot stands at changes with all above it.
let stoodAt;

function isWhole() {
  const { testConnectionState: connection, testScriptState: script } =
    live.querySelector('[data-testid="stApp"]')?.dataset ?? {};
  const foot = live.querySelector(".page-footer"), before = stoodAt;
  stoodAt = foot?.getBoundingClientRect().top;
  return connection === "CONNECTED" && script === "notRunning" && foot && stoodAt === before
    && live.querySelectorAll(".stSelectbox, .stButtonGroup").length >= first.querySelectorAll(".pick, .switch").length
    && !PARTS.some((part) => live.querySelector(`[data-${part}]:not([data-drawn], ${FOLDED})`));
}

// Whether somebody is in the midst of something that would be lost.
function isBusy() {
  const typing = document.activeElement?.closest("#first :is(input, select, textarea)");
  return typing || (getSelection()?.isCollapsed === false && first.contains(getSelection().anchorNode));
}

// What has the focus, found again in the other page: both have the same markup.
function twin(element) {
  const alike = (other) => other.textContent === element.textContent
    && other.getAttribute("href") === element.getAttribute("href");
  return element && [...live.querySelectorAll(element.localName)].find(alike);
}

function handOver() {
  const focused = first.contains(document.activeElement) ? document.activeElement : null;
  const other = focused && twin(focused);
  const folded = [...live.querySelectorAll("details")];
  for (const [place, details] of [...first.querySelectorAll("details")].entries()) {
    if (folded[place]) folded[place].open = details.open;
  }
  const down = document.scrollingElement.scrollTop;
  first.remove();
  live.querySelector('[data-testid="stMain"]').scrollTop = down;
  other?.focus({ preventScroll: true });
  document.documentElement.dataset.is = "live";
}

// What is folded out of the bar lies over the page: Escape folds it again, and so does a touch of the page.
function foldBar(event) {
  const open = document.querySelector(".bar details[open]");
  if (!open || (event.type === "keydown" ? event.key !== "Escape" : open.contains(event.target))) return;
  if (open.contains(document.activeElement)) open.querySelector("summary").focus();
  open.open = false;
}

// What a fold needs comes once it is opened.
document.addEventListener("toggle", ({ target }) => {
  if (target.dataset.share) import(new URL(target.dataset.share, location.origin));
}, true);
// Who opens the search goes on by typing.
document.addEventListener("toggle", ({ target }) => {
  if (!target.open || !target.closest(".bar")) return;
  drawParts();
  target.querySelector("input")?.focus();
}, true);
for (const touch of ["keydown", "pointerdown"]) document.addEventListener(touch, foldBar);

// A step in the history that Streamlit is not there yet to see: what is written here is no longer what the address says.
const written = location.pathname + location.search;

addEventListener("popstate", () => {
  const isLive = document.documentElement.dataset.is === "live";
  if (first && !isLive && location.pathname + location.search !== written) location.reload();
});

drawParts();
new MutationObserver(drawParts).observe(document.body, { childList: true, subtree: true });
if (first) {
  first.addEventListener("change", ({ target }) => target.closest("select")?.form.requestSubmit());
  const waiting = setInterval(() => {
    if (!isWhole() || isBusy()) return;
    clearInterval(waiting);
    handOver();
  }, 100);
}
// After the words are on the screen.
requestAnimationFrame(() => setTimeout(startInTime));
