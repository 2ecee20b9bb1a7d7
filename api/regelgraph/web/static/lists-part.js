/* Parts of a page that the service makes of some rows of a list: the list is sent again, and nothing of it is kept. */

import { address, kind, lang } from "./lists-words.js";

/**
 * A part of the page, ready to be put there. Rejects with `why`, and what the service says.
 * @param {string} name of the part, which is the id of its element, too
 * @param {{url: string, file: File}} checked what was checked
 * @param {number[]} rows
 * @param {AbortSignal} [signal] ends it
 */
export async function fetched(name, { url, file }, rows, signal) {
  const asked = new URL(url, location.href).searchParams;
  asked.set("lang", lang);
  asked.set("rows", rows.join(","));
  asked.set("fragment", "");
  const body = new FormData();
  body.set("file", file, file.name);
  let answer;
  let text;
  try {
    answer = await fetch(address(`/lists/${kind}/${name}`, asked), { method: "POST", body, signal });
    text = await answer.text();
  } catch {
    throw { why: "network" };
  }
  const found = new DOMParser().parseFromString(text, "text/html").getElementById(name);
  if (!found) throw { why: "refused", status: answer.status, detail: text };
  return document.importNode(found, true);
}
