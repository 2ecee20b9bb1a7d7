/* The editor of /sparql: YASGUI's, in the place of the plain field. Answers are the page's own, fetched and put in place. */
import { register } from "./sparql-suggestions.js";
import { Teller } from "./telling.js";

const form = document.querySelector("#ask");
const field = form.querySelector("#query");
const status = document.querySelector("#said");
const syntax = new Teller(form.querySelector("#syntax"));
let running = null;

/**
 * Puts an editor in the place of the field, with the same label; the field keeps what is sent.
 * @param {typeof globalThis.Yasgui} Yasgui
 * @returns {object} the editor
 */
function edit(Yasgui) {
  const { Yasqe } = Yasgui;
  const prefixes = JSON.parse(document.querySelector("#prefixes").textContent);
  const place = form.querySelector("#editor");
  const autocompleters = register(Yasqe, form.action, prefixes);
  place.hidden = false;
  const editor = new Yasqe(place, {
    value: field.value,
    autocompleters,
    inputStyle: "contenteditable", // what is read aloud is what is edited
    persistenceId: null, // nothing is stored in the browser
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "20rem",
    extraKeys: {
      Tab: false, // leaves the editor, as it leaves any field
      "Shift-Tab": false,
      "Shift-Ctrl-F": (each) => each.autoformat(),
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
    },
  });
  field.hidden = true;
  field.required = false;
  form.querySelector("#keys").hidden = false;
  const input = editor.getInputField();
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-multiline", "true");
  input.setAttribute("aria-labelledby", "query-label");
  input.setAttribute("aria-describedby", "query-hint syntax");
  form.querySelector("#query-label").addEventListener("click", (event) => {
    event.preventDefault();
    editor.focus();
  });
  editor.on("autocompletionShown", (_, widget) => {
    widget.hints.setAttribute("aria-label", form.dataset.suggestions);
  });
  editor.on("changes", () => {
    field.value = editor.getValue();
    explain(editor);
  });
  explain(editor);
  return editor;
}

/** Says in a sentence where a query cannot go on; the editor's own note would need styles that the page does not allow. */
function explain(editor) {
  const icon = form.querySelector(".parseErrorIcon");
  const note = form.querySelector("#syntax");
  const row = lineOf(editor);
  const words = row === null ? "" : form.dataset.invalid.replace("{line}", String(row));
  note.classList.toggle("error", row !== null);
  if (words) syntax.soon(words);
  else syntax.now("");
  editor.getInputField().setAttribute("aria-invalid", String(row !== null));
  if (icon) {
    icon.onmouseover = null;
    icon.onmouseout = null;
    icon.title = words;
  }
}

/** The number of the line that is marked as wrong. */
function lineOf(editor) {
  for (let at = 0; at < editor.getDoc().lineCount(); at += 1) {
    if (editor.lineInfo(at).gutterMarkers?.gutterErrorBar) return at + 1;
  }
  return null;
}

/** Fetches the page with the answer, and shows the answer here; another question ends the one before. */
async function run() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const section = document.querySelector("#result");
  section.setAttribute("aria-busy", "true");
  status.textContent = form.dataset.busy;
  try {
    const headers = { Accept: "text/html" };
    const answer = await (address.length > form.dataset.longest
      ? sent(headers, signal)
      : fetch(address, { headers, signal }));
    const text = await answer.text();
    if (answer.headers.get("content-type")?.startsWith("text/html")) show(text, address);
    else fail(...reasons(answer, text));
  } catch (error) {
    if (error.name !== "AbortError") fail(form.dataset.failed);
  }
}

/** Sends the form in a body, as it is too long for an address; only the language stands in that. */
function sent(headers, signal) {
  const body = new URLSearchParams(new FormData(form));
  const lang = body.get("lang");
  body.delete("lang");
  const address = lang ? `${form.action}?${new URLSearchParams({ lang })}` : form.action;
  return fetch(address, { method: "POST", body, headers, signal });
}

/** Why there is no page: in words of this one where it can be, and in those of the service. */
function reasons(answer, text) {
  if (!answer.headers.get("content-type")?.includes("json")) return [form.dataset.failed];
  const { type, detail } = JSON.parse(text);
  return [type.endsWith("/ended") ? form.dataset.ended : form.dataset.failed, detail];
}

/** Puts the answer of a fetched page in place, and its address into the address bar. */
function show(text, address) {
  const fetched = new DOMParser().parseFromString(text, "text/html");
  const section = fetched.querySelector("#result");
  document.querySelector("#result").replaceWith(document.adoptNode(section));
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const other = fetched.querySelector(`a[hreflang="${link.hreflang}"]`);
    if (other) link.setAttribute("href", other.getAttribute("href"));
  }
  document.title = fetched.title;
  if (address.length <= form.dataset.longest) history.replaceState(null, "", address);
  status.textContent = section.querySelector("[data-said], [role=alert]")?.textContent ?? "";
}

/** Says that there is no answer, and why. */
function fail(words, detail = "") {
  const section = document.querySelector("#result");
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.tone = "error";
  notice.setAttribute("role", "alert");
  const said = document.createElement("p");
  said.textContent = words;
  notice.append(said);
  if (detail) {
    const code = document.createElement("code");
    const more = Object.assign(document.createElement("p"), { lang: "en" });
    code.textContent = detail;
    more.append(code);
    notice.append(more);
  }
  section.replaceChildren(section.querySelector("h2"), notice);
  section.removeAttribute("aria-busy");
  section.hidden = false;
  status.textContent = "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
if (globalThis.Yasgui) edit(globalThis.Yasgui);
