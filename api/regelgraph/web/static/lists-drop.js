/* The file of a list: chosen, dropped, pasted from a spreadsheet, or a sample of ours. All end in the same field. */

import { part, say } from "./lists-words.js";

/** Put a file into the field, as if it had been chosen there. @param {HTMLInputElement} input @param {File} file */
export function choose(input, file) {
  const held = new DataTransfer();
  held.items.add(file);
  input.files = held.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Make a place to drop files of the field. @param {HTMLInputElement} input */
export function dropped(input) {
  let zone = input.closest(".drop");
  if (!zone) {
    zone = part("drop");
    const field = input.closest(".field") ?? input;
    field.replaceWith(zone);
    zone.prepend(field);
  }
  const over = (on) => zone.toggleAttribute("data-over", on);
  const holds = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault(); // else the browser leaves the page for the file
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget || over(false));
  addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length) choose(input, event.dataTransfer.files[0]);
  });
  addEventListener("paste", (event) => {
    if (event.target.matches?.("input:not([type=file]), textarea")) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData("text/plain");
    if (file) choose(input, file);
    else if (text.includes("\t") && text.includes("\n")) choose(input, new File([text], `${say("pasted")}.tsv`));
    else return;
    event.preventDefault();
  });
}

/**
 * Let links to samples load them into the field.
 * @param {HTMLInputElement} input
 * @param {function(): void} onStart
 * @param {function(Object): void} onFailure
 */
export function samples(input, onStart, onFailure) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.('a[href*="/lists/samples/"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onStart();
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw { why: "refused", status: answer.status, detail: await answer.text() };
      const name = new URL(link.href).pathname.split("/").pop();
      choose(input, new File([await answer.blob()], name));
    } catch (error) {
      onFailure(error.why ? error : { why: "network" });
    }
  });
}
