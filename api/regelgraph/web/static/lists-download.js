/* Reports as files: the list is checked once more for each format, and what comes is kept by the browser as a file. */

/** Let the browser keep a file. @param {Blob} blob @param {string} name */
export function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * The report on a file in a format, as a file with the name that the service gives it.
 * @param {string} url of the check
 * @param {File} file the list
 * @param {string} type the media type
 * @returns {Promise<[Blob, string]>} rejects with `why`, and what the service says
 */
export async function report(url, file, type) {
  const body = new FormData();
  body.set("file", file, file.name);
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body, headers: { Accept: type } });
    if (answer.ok) return [await answer.blob(), named(answer) ?? "report"];
  } catch {
    throw { why: "network" };
  }
  throw { why: "refused", status: answer.status, detail: await answer.text() };
}

const named = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
