/* The worker behind a list: sends it, reads the report as it comes, keeps its rows, and gives pages of them. */

import { csv } from "./lists-csv.js";
import { Store } from "./lists-store.js";

const EVERY = 50; // milliseconds between two reports on progress
let store = null;
let request = null;
let stopped = false;
let told = 0;

function tell(progress, always = false) {
  const now = performance.now();
  if (!always && now - told < EVERY) return;
  told = now;
  postMessage({ progress });
}

/** The report on a file, as lines. Rejects with what the page says of it. */
function sent(url, file) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.set("file", file, file.name);
    request = new XMLHttpRequest(); // fetch does not say how much of a file is sent
    request.open("POST", url);
    request.responseType = "blob"; // held by the browser outside this memory, on disk where it is large
    request.setRequestHeader("Accept", "application/x-ndjson");
    const known = (total) => total || file.size;
    request.upload.onprogress = ({ loaded, total }) => tell({ step: "sending", done: loaded, total: known(total) });
    request.upload.onload = () => tell({ step: "judging" }, true);
    request.onprogress = ({ loaded, total }) => tell({ step: "receiving", done: loaded, total });
    request.onerror = () => reject({ why: "network" });
    request.onabort = () => reject({ why: "cancelled" });
    request.onload = async () => {
      if (request.status === 200) resolve(request.response);
      else reject({ why: "refused", status: request.status, detail: await request.response.text() });
    };
    request.send(form);
  });
}

/** Keep the rows of a report, line by line. */
async function read(blob) {
  const reader = blob.stream().getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let done = 0;
  for (;;) {
    const { done: end, value } = await reader.read();
    if (stopped) throw { why: "cancelled" };
    const lines = (rest + (end ? decoder.decode() : decoder.decode(value, { stream: true }))).split("\n");
    rest = end ? "" : lines.pop();
    for (const line of lines) if (line) store.add(line);
    if (end) break;
    done += value.length;
    tell({ step: "building", done, total: blob.size, rows: store.length });
  }
  tell({ step: "building", done, total: blob.size, rows: store.length }, true);
}

const DOES = {
  async check({ url, file, words }) {
    stopped = false;
    store = new Store(words);
    tell({ step: "sending", done: 0, total: file.size }, true);
    await read(await sent(url, file));
    const knowledge = store.length ? store.row(0).knowledge : "";
    return { rows: store.length, knowledge, verdicts: store.counts("verdict"), criteria: store.counts("criteria") };
  },

  page({ query, first, size }) {
    const places = store.places(query);
    const rows = Array.from(places.subarray(first, first + size), (place) => store.row(place));
    return { rows, shown: places.length, total: store.length };
  },

  filtered({ query }) {
    const names = [...store.columns.keys()];
    const rows = (function* () {
      for (const place of store.places(query)) yield store.row(place);
    })();
    return csv(names, rows);
  },

  cancel() {
    stopped = true;
    request?.abort();
  },
};

addEventListener("message", async ({ data: { id, what, given } }) => {
  try {
    postMessage({ id, answer: await DOES[what](given) });
  } catch (error) {
    postMessage({ id, error: error.why ? error : { why: "broken", detail: String(error) } });
  }
});
