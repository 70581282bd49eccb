// Shows a meeting one screen at a time, by the keys of a keyboard or a clicker; without it all stand below one another.
// Its number is in the address, so that a link, a reload and a way back lead to the same screen.

const BY = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const root = document.documentElement, screens = [...document.querySelectorAll(".screen")];
const controls = document.querySelector(".controls"), full = controls.querySelector("[data-full]");
const said = document.querySelector("[role=status]"), black = document.querySelector(".black");
let now = 0, typed = "";

const inAddress = () => screens.findIndex((screen) => `#${screen.id}` === location.hash);

// The step is no entry of the history: one way back leads out of a meeting of forty screens.
function show(place) {
  now = Math.min(Math.max(place, 0), screens.length - 1);
  const screen = screens[now];
  screens.forEach((one) => one.toggleAttribute("data-now", one === screen));
  history.replaceState(history.state, "", `#${screen.id}`);
  controls.querySelectorAll("[data-by]").forEach((button) => {
    button.setAttribute("aria-disabled", !screens[now + Number(button.dataset.by)]);
  });
  if (!controls.contains(document.activeElement)) screen.focus({ preventScroll: true });
  scrollTo(0, 0);
  said.textContent = `${now + 1} of ${screens.length}: ${screen.querySelector("h1, h2").textContent}`;
}

function darken(isDark) {
  black.hidden = !isDark;
  said.textContent = isDark ? "The screen is black. Any key shows it again." : "The screen is shown again.";
}

const turnFull = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());

// What a key means: a function, or nothing where the browser has its own use for it.
function meaning({ key, shiftKey, target }) {
  if (!black.hidden) return ["Tab", "Shift"].includes(key) ? null : () => darken(false);
  if (key === "Escape" && document.fullscreenElement) return turnFull;
  if (key in BY) return () => show(now + BY[key]);
  if (key === "Home" || key === "End") return () => show(key === "Home" ? 0 : screens.length);
  if (key.toLowerCase() === "b" || key === ".") return () => darken(true);
  if (key.toLowerCase() === "f" && document.fullscreenEnabled) return turnFull;
  if (target.closest("a, button")) return null;
  if (key === " ") return () => show(now + (shiftKey ? -1 : 1));
  if (key === "Enter" && typed) return ((place) => () => show(place))(typed - 1);
  return null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const act = meaning(event);
  typed = /^\d$/.test(event.key) ? (typed + event.key).slice(-3) : "";
  if (!act) return;
  event.preventDefault();
  act();
});
controls.addEventListener("click", ({ target }) => {
  if (target.dataset.by) show(now + Number(target.dataset.by));
  if (target === full) turnFull();
});
black.addEventListener("click", () => darken(false));
addEventListener("hashchange", () => show(inAddress()));
document.addEventListener("fullscreenchange", () => {
  full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
});

if (screens.length > 1) {
  full.hidden = !document.fullscreenEnabled;
  controls.hidden = false;
  document.querySelector(".keys").hidden = false;
  root.dataset.presents = "yes";
  // The heading of the one screen that is there is that of the page.
  document.querySelectorAll(".screen > h2").forEach((heading) => heading.setAttribute("aria-level", 1));
  if (location.hash) show(inAddress());
  else screens[0].toggleAttribute("data-now", true);
}
