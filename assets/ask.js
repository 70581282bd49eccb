// Makes lines of enquiry one's own: tick, move, reword, add, note. Kept in this browser, or in the address, and nowhere
// else; without this script the lines can be ticked and taken away in their own order.
//
// data: { place, longest }: whose lines they are, the name under which they are kept; letters of a text of one's own

const button = (text, label, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick: act });
  if (label) made.setAttribute("aria-label", label);
  return made;
};

const field = (label, name, value, longest) => {
  const box = document.createElement("label");
  const text = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: longest, placeholder: " ", value });
  if (name) text.name = name;
  box.className = "own";
  box.append(label, text);
  return box;
};

// What is chosen: [line, wording], in order, a line of one's own under no name.
const fromAddress = (query) => [...query].flatMap(([name, value]) =>
  name === "ask" ? [[value, query.get(`say.${value}`) ?? ""]] : name === "own" && value ? [["", value]] : []);

export default function (form, { place, longest }) {
  const kept = `questions:${place}`, said = form.querySelector(".ask-said");
  const lines = () => [...form.querySelectorAll("li[data-line]")];
  const load = () => { try { return JSON.parse(localStorage.getItem(kept)) ?? {}; } catch { return {}; } };

  const chosen = () => lines().filter((line) => line.querySelector("input:checked")).map((line) => [
    line.dataset.line, line.querySelector("textarea[data-wording]")?.value ?? "",
  ]);

  // What another theme or district of the place shows stays as it was kept.
  function keep() {
    const here = lines().map((line) => line.dataset.line), before = load(), elsewhere = (name) => !here.includes(name);
    const notes = Object.fromEntries(lines().map((line) => [line.dataset.line, line.querySelector("textarea[data-note]")?.value]));
    const own = [...form.querySelectorAll('textarea[name="own"]')].map((text) => text.value).filter((text) => text.trim());
    store({
      order: [...here, ...(before.order ?? []).filter(elsewhere)],
      chosen: [...chosen(), ...(before.chosen ?? []).filter(([name]) => elsewhere(name))],
      notes: { ...before.notes, ...notes },
      own,
    });
  }

  function store(state) {
    try { localStorage.setItem(kept, JSON.stringify(state)); } catch { /* Not allowed: it lasts as long as the page. */ }
  }

  // A line among its neighbours of the same list, one place up or down; the button keeps the focus.
  function move(line, by) {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    const pressed = document.activeElement;
    other[by < 0 ? "before" : "after"](line);
    number();
    pressed.focus();
    said.textContent = `Moved to ${line.value}.`;
    keep();
  }

  const number = () => lines().forEach((line, place) => { line.value = place + 1; });

  // A field of a line's own, once: for other words than the questions above it, or for a note.
  function write(line, mark, label, name, value) {
    const there = line.querySelector(`textarea[data-${mark}]`);
    if (there) return there;
    const box = field(label, name, value, longest), text = box.querySelector("textarea");
    text.dataset[mark] = "";
    line.querySelector(".buttons").before(box);
    return text;
  }

  const reword = (line, value) => write(line, "wording", "Your wording", `say.${line.dataset.line}`, value);
  const note = (line, value) => write(line, "note", "Note to yourself, which stays in this browser", "", value);

  function equip(line) {
    const title = line.querySelector("b").textContent, row = document.createElement("p");
    row.className = "buttons";
    row.append(
      button("Up", `Move up: ${title}`, () => move(line, -1)),
      button("Down", `Move down: ${title}`, () => move(line, 1)),
      button("Reword", `Reword: ${title}`, () => {
        const asked = [...line.querySelectorAll(".question")].map((one) => one.textContent).join(" ");
        reword(line, asked).focus();
        line.querySelector("input").checked = true;
        keep();
      }),
      button("Note", `Note to yourself: ${title}`, () => note(line, "").focus()),
    );
    line.append(row);
  }

  // Lines that were kept in another order; what is new since stays where it is.
  function restore(state) {
    const byName = new Map(lines().map((line) => [line.dataset.line, line]));
    for (const list of form.querySelectorAll("ol")) {
      const here = (state.order ?? []).map((name) => byName.get(name)).filter((line) => line?.parentElement === list);
      here.forEach((line) => list.append(line));
      [...list.children].filter((line) => !here.includes(line)).forEach((line) => list.append(line));
    }
    for (const [name, value] of state.chosen ?? []) {
      const line = byName.get(name);
      if (!line) continue;
      line.querySelector("input").checked = true;
      const fold = line.closest("details.folded");
      if (fold) fold.open = true;
      if (value) reword(line, value);
    }
    for (const [name, value] of Object.entries(state.notes ?? {})) if (value && byName.has(name)) note(byName.get(name), value);
    number();
  }

  // The address of the page with nothing chosen.
  function bare() {
    const here = new URL(location.href);
    for (const name of [...here.searchParams.keys()]) if (/^(ask|own|say\..*)$/.test(name)) here.searchParams.delete(name);
    return here;
  }

  function address() {
    const here = bare();
    for (const [name, value] of chosen()) {
      here.searchParams.append("ask", name);
      if (value) here.searchParams.append(`say.${name}`, value);
    }
    for (const own of form.querySelectorAll('textarea[name="own"]')) if (own.value.trim()) here.searchParams.append("own", own.value);
    return here.href;
  }

  const add = (value = "") => {
    const box = field("A question of your own", "own", value, longest);
    form.querySelector(".take").before(box);
    return box.querySelector("textarea");
  };

  lines().forEach(equip);
  const query = new URLSearchParams(location.search), given = fromAddress(query);
  const state = given.length ? { chosen: given.filter(([name]) => name) } : load();
  if (given.length) state.order = state.chosen.map(([name]) => name);
  const own = given.length ? given.filter(([name]) => !name).map(([, text]) => text) : state.own ?? [];
  restore(state);
  const first = form.querySelector('textarea[name="own"]');
  own.forEach((text, place) => { (place ? add() : first).value = text; });
  const tools = document.createElement("p");
  tools.className = "buttons";
  tools.append(
    button("Add another question", "", () => add().focus()),
    button("Copy a link to these", "", async () => {
      const link = address();
      try { await navigator.clipboard.writeText(link); said.textContent = "The link is copied."; } catch { said.textContent = link; }
    }),
    button("Start again", "", () => { store({}); location.assign(bare()); }),
  );
  form.querySelector(".take").before(tools);
  form.addEventListener("input", keep);
  form.addEventListener("submit", ({ submitter }) => {
    form.action = submitter?.dataset.form ?? form.action;
    form.querySelectorAll("textarea[name]").forEach((text) => { text.disabled = !text.value.trim(); });
    setTimeout(() => form.querySelectorAll("textarea[name]").forEach((text) => { text.disabled = false; }));
  });
}
