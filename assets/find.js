// Finding a place: suggestions as one types, by the Government Digital Service's accessible-autocomplete. Without it, and
// before it has come, the form is a plain one that asks for /?place=...
//
// data: { said, library, suggestions }
// Everything that came from a file or a person is set as text, or escaped.

let library;
const withLibrary = (address) => (library ||= import(address).then(() => self.accessibleAutocomplete));

const WAIT = 150; // Milliseconds of silence before asking.
const SHORTEST = 2;

const isTyping = () => document.activeElement?.id === "find-place";

const escaped = (text) => {
  const box = document.createElement("div");
  box.textContent = text;
  return box.innerHTML;
};

// The latest question only, and only while one types: who has gone on does not want the answer to half a word.
function asking(address) {
  let timer, last = 0;
  return (query, answer) => {
    const own = ++last;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const found = await (await fetch(address + encodeURIComponent(query))).json();
        if (own === last && isTyping()) answer(found);
      } catch {
        if (own === last && isTyping()) answer([]);
      }
    }, WAIT);
  };
}

function suggest(box, data, autocomplete) {
  const { value } = box.querySelector("input"), wasTyping = isTyping();
  const fresh = document.createElement("div");
  fresh.className = box.className;
  box.replaceWith(fresh);
  autocomplete({
    element: fresh,
    id: "find-place",
    name: "place",
    defaultValue: value,
    minLength: SHORTEST,
    displayMenu: "overlay",
    confirmOnBlur: false,
    showNoOptionsFound: false,
    source: asking(data.suggestions),
    onConfirm: (place) => { if (place) location.assign(place.address); },
    templates: {
      inputValue: (place) => (typeof place === "string" ? place : place?.name ?? ""),
      suggestion: (place) => typeof place === "string"
        ? escaped(place) : `<b>${escaped(place.name)}</b> <span>${escaped(place.what)}</span>`,
    },
    tStatusResults: (count, chosen) => `${count} ${count === 1 ? "place fits" : "places fit"}. ${chosen}`,
    tStatusNoResults: () => "No place fits.",
    tAssistiveHint: () => "When places fit what you type, use the up and down arrows to review them and enter to open one.",
  });
  if (wasTyping) fresh.querySelector("input").focus();
}

export default async function (root, data) {
  const form = root.querySelector("form"), said = root.querySelector(".find-said");
  // A status that changes after it is there is read out; one that comes with its words is not.
  setTimeout(() => { said.textContent = data.said; }, 300);
  const autocomplete = await withLibrary(data.library).catch(() => null);
  if (autocomplete) suggest(root.querySelector(".find-box"), data, autocomplete);
}
