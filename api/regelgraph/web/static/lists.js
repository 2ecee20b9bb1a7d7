/* The page of a list with scripts: a file is dropped, its columns are mapped, it is checked, and its report is shown. */

import { Columns } from "./lists-columns.js";
import { choose, dropped, samples } from "./lists-drop.js";
import { failed, Progress, recovered } from "./lists-progress.js";
import { Result } from "./lists-result.js";
import { Runner } from "./lists-run.js";
import { address, kind, lang, say, words } from "./lists-words.js";

function begin(form) {
  const input = form.querySelector("input[type=file]");
  const runner = new Runner((told) => progress.tell(told));
  const progress = new Progress(form, () => runner.ask("cancel"));
  const fail = (error) => {
    progress.hide();
    if (error.why === "cancelled") progress.end(say("cancelled"));
    else failed(form, error);
  };
  const columns = new Columns(form, fail, (busy, rows) => {
    form.toggleAttribute("aria-busy", busy);
    progress.end(say(busy ? "reading" : "columns-ready", { rows }));
  });
  let running = false;

  input.addEventListener("change", () => {
    recovered();
    document.getElementById("list-result")?.remove();
    columns.forget();
    if (columns.file) columns.show();
    else progress.hide();
  });
  dropped(input);
  samples(input, () => progress.end(say("sample")), fail);

  const look = form.querySelector('[formaction*="/columns"]');
  if (look) look.hidden = true; // columns are looked at as soon as a file is there

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.hasAttribute("formaction")) return; // another language of the page
    event.preventDefault();
    if (running) return;
    recovered();
    if (!columns.file) {
      progress.end(say("no-file"));
      input.focus();
      return;
    }
    if (columns.lacksRound) {
      progress.end(say("choose-round"));
      form.elements.round.focus();
      return;
    }
    running = true;
    progress.begin();
    document.getElementById("list-result")?.remove();
    const asked = { url: address(`/check/${kind}`, columns.asked()), file: columns.file };
    try {
      const found = await runner.ask("check", {
        ...asked,
        url: new URL(asked.url, location.href).href,
        words: { ...words, lang },
      });
      const result = new Result(runner, asked, fail);
      progress.end(say("done", { rows: found.rows }));
      progress.element.after(result.element);
      await result.show(found);
      result.find("#list-heading").focus();
    } catch (error) {
      fail(error);
    } finally {
      running = false;
    }
  });
  if (input.files.length) choose(input, input.files[0]); // kept by the browser on the way back
}

const form = document.querySelector('form[enctype="multipart/form-data"]');
if (form) begin(form);
