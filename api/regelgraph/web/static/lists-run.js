/* Speaks with the worker that checks a list: questions as promises, and what it tells of its progress. */

export class Runner {
  /** @param {function(Object): void} onProgress is told `step`, and of most steps `done` and `total` */
  constructor(onProgress) {
    this.waiting = new Map();
    this.last = 0;
    this.worker = new Worker(new URL("./lists-worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => {
      if (data.progress) onProgress(data.progress);
      else this.settle(data);
    };
    this.worker.onerror = () => {
      for (const id of [...this.waiting.keys()]) this.settle({ id, error: { why: "broken", detail: "" } });
    };
  }

  settle({ id, answer, error }) {
    const [resolve, reject] = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    if (error) reject?.(error);
    else resolve?.(answer);
  }

  /** Ask the worker. Rejects with `why`, and what else is known of it. @param {string} what @param {Object} [given] */
  ask(what, given = {}) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, [resolve, reject]);
      this.worker.postMessage({ id, what, given });
    });
  }
}
