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
  let checking = null; // what runs, unless it is given up
  const columns = new Columns(form, fail, (busy, rows) => {
    form.toggleAttribute("aria-busy", busy);
    if (!checking) progress.end(say(busy ? "reading" : "columns-ready", { rows }));
  });
  let over = Promise.resolve();
  const { title } = form.dataset; // that of the document says what it shows, too

  /** Leads to a field that is not filled in, and says why beside it, until it is changed. */
  function refuse(field, words) {
    const before = field.getAttribute("aria-describedby");
    progress.end(words);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `list-step ${before}`);
    field.focus();
    const mended = () => {
      field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", before);
    };
    field.addEventListener("change", mended, { once: true });
  }

  /** What is chosen now is not what was checked, or is being checked. */
  function outdated() {
    if (checking) runner.ask("cancel");
    checking = null;
    document.title = title;
    document.getElementById("list-result")?.remove();
  }

  form.addEventListener("change", outdated);
  input.addEventListener("change", () => {
    recovered();
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
    if (checking) return;
    recovered();
    if (!columns.file) return refuse(input, say("no-file"));
    if (columns.lacksRound) return refuse(form.elements.round, say("choose-round"));
    outdated();
    const mine = {};
    checking = mine;
    await over; // what was given up
    if (checking !== mine) return;
    progress.begin();
    const asked = { url: address(`/check/${kind}`, columns.asked()), file: columns.file };
    const url = new URL(asked.url, location.href).href;
    const answer = runner.ask("check", { ...asked, url, words: { ...words, lang } });
    over = answer.catch(() => {});
    try {
      const found = await answer;
      if (checking !== mine) return;
      const result = new Result(runner, asked, fail);
      progress.end(say("done", { rows: found.rows }));
      progress.element.after(result.element);
      await result.show(found);
      const heading = result.find("#list-heading");
      document.title = `${heading.textContent}: ${title}`;
      heading.focus();
    } catch (error) {
      if (checking === mine) fail(error);
    } finally {
      if (checking === mine) checking = null;
    }
  });
  if (input.files.length) choose(input, input.files[0]); // kept by the browser on the way back
}

const form = document.querySelector('form[enctype="multipart/form-data"]');
if (form) begin(form);
