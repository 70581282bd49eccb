// Finding a place, a measure, a word: suggestions as one types, by the Government Digital Service's
// accessible-autocomplete. Without it, and before it has come, the form is a plain one that asks for a page of answers.
//
// data: { said, library, suggestions }; `said` only where the page has answered already
// Everything that came from a file or a person is set as text, or escaped.

let library;
const withLibrary = (address) => (library ||= import(address).then(() => self.accessibleAutocomplete));

const WAIT = 150; // Milliseconds of silence before asking.
const SHORTEST = 2;

const isTyping = (id) => document.activeElement?.id === id;

const escaped = (text) => {
  const box = document.createElement("div");
  box.textContent = text;
  return box.innerHTML;
};

// The latest question only, and only while one types: who has gone on does not want the answer to half a word.
function asking(address, id) {
  let timer, last = 0;
  return (query, answer) => {
    const own = ++last;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const found = await (await fetch(address + encodeURIComponent(query))).json();
        // Of each kind the first says what kind that is.
        found.forEach((one, place) => { one.heads = one.group !== found[place - 1]?.group; });
        if (own === last && isTyping(id)) answer(found);
      } catch {
        if (own === last && isTyping(id)) answer([]);
      }
    }, WAIT);
  };
}

// An answer among the suggestions; before anything is typed it is the text of the field.
function suggestion(found) {
  if (typeof found === "string") return escaped(found);
  const kind = found.heads ? `<i>${escaped(found.group)}</i>` : "";
  return `${kind}<b>${escaped(found.name)}</b> <span>${escaped(found.what)}</span>`;
}

function suggest(box, data, autocomplete) {
  const { value, id, name } = box.querySelector("input"), wasTyping = isTyping(id);
  const fresh = document.createElement("div");
  fresh.className = box.className;
  box.replaceWith(fresh);
  autocomplete({
    element: fresh,
    id,
    name,
    defaultValue: value,
    minLength: SHORTEST,
    displayMenu: "overlay",
    confirmOnBlur: false,
    showNoOptionsFound: false,
    source: asking(data.suggestions, id),
    onConfirm: (found) => { if (found) location.assign(found.address); },
    templates: { inputValue: (found) => (typeof found === "string" ? found : found?.name ?? ""), suggestion },
    tStatusResults: (count, chosen) => `${count} ${count === 1 ? "answer fits" : "answers fit"}. ${chosen}`,
    tStatusNoResults: () => "Nothing fits.",
    tAssistiveHint: () => "When answers fit what you type, use the up and down arrows to review them and enter to open one.",
  });
  if (wasTyping) fresh.querySelector("input").focus();
}

export default async function (root, data) {
  const said = root.querySelector(".find-said");
  // A status that changes after it is there is read out; one that comes with its words is not.
  setTimeout(() => { said.textContent = data.said ?? ""; }, 300);
  const autocomplete = await withLibrary(data.library).catch(() => null);
  if (autocomplete) suggest(root.querySelector(".find-box"), data, autocomplete);
}
