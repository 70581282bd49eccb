// Words while the page is long in coming or its connection is broken; they go away when it is there.
//
// Streamlit connects again by itself, for as long as it takes, and shows nothing but grey bars meanwhile. What it gives
// up for good is loaded anew here, once the server answers.

const PATIENCE = 4000; // Milliseconds: a page that is asked for takes a fraction of a second.
const HOPELESS = 20000;
const COMING = "This page takes longer than usual. It comes by itself as soon as there is room.";
const READABLE = "This page can be read and used as it is. It gets quicker by itself when there is room.";
const LOST = "The connection was lost. It comes back by itself; until then nothing can be chosen here.";

const box = document.getElementById("waiting");
let since = performance.now(), wasHere = false, isAsking = false;

const state = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {};

function isHere({ testConnectionState: connection, testScriptState: script }) {
  return connection === "CONNECTED" && script !== "initial";
}

function say(words) {
  if (box.textContent !== words) box.textContent = words;
}

async function loadAnew() {
  if (isAsking) return;
  isAsking = true;
  try {
    if ((await fetch(location.href, { method: "HEAD", cache: "no-store" })).ok) location.reload();
  } catch {
    // Nobody answers: the browser's own page of errors would not come back.
  }
  since = performance.now() - HOPELESS * Math.random(); // Not all at once.
  isAsking = false;
}

function look() {
  const now = performance.now(), seen = state(), canRead = document.getElementById("first") !== null;
  if (!document.documentElement.dataset.started) { // Nobody has asked for more than there is to read.
    since = now;
    return;
  }
  if (isHere(seen)) {
    since = null;
    wasHere = true;
    return say("");
  }
  since ??= now;
  if (now - since > PATIENCE) say(wasHere ? LOST : canRead ? READABLE : COMING);
  // Streamlit's own words are for whoever runs a server on this machine, and keep the page from being read.
  document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
  const isOver = !seen.testConnectionState || seen.testConnectionState === "DISCONNECTED_FOREVER";
  if (isOver && !canRead && now - since > HOPELESS) loadAnew();
}

setInterval(look, 500);
