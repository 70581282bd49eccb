// Makes the buttons of "Share or print" work; until it has come, and without JavaScript, they are not there, and link
// and text can be chosen in their fields.

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch { // Not allowed, or a page without TLS, which has no clipboard.
    field.select();
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".share button");
  if (!button) return;
  if ("print" in button.dataset) return print();
  const said = button.closest(".share").querySelector("[role=status]");
  said.textContent = "";
  const what = button.textContent.replace("Copy ", "");
  const isCopied = await copied(button.previousElementSibling.querySelector("input, textarea"));
  said.textContent = isCopied ? `The ${what} is copied.` : `The ${what} is marked above: copy it from there.`;
});
document.documentElement.dataset.shares = "yes";
