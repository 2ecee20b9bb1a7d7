/* How far a check is, and what went wrong, in words of the page. */

import { part, say } from "./lists-words.js";

const STEPS = ["sending", "judging", "receiving", "building"];
const PART = 1 / STEPS.length;
const KB = 1000;

export class Progress {
  /** @param {HTMLFormElement} form what it is shown behind @param {function(): void} onCancel */
  constructor(form, onCancel) {
    this.form = form;
    this.element = part("progress");
    this.said = this.element.querySelector("#list-step");
    this.status = this.element.querySelector("[role=status]"); // told each step once, not each number
    this.bar = this.element.querySelector("progress");
    this.element.querySelector('[data-do="cancel"]').addEventListener("click", onCancel);
  }

  begin() {
    this.far = 0;
    this.bar.value = 0;
    this.running(true);
    if (!this.element.isConnected) this.form.after(this.element);
  }

  /** @param {{step: string, done?: number, total?: number, rows?: number}} progress */
  tell({ step, done = 0, total = 0, rows = 0 }) {
    const within = total ? done / total : 0;
    this.far = Math.max(this.far, PART * (STEPS.indexOf(step) + within));
    if (step === "judging")
      this.bar.removeAttribute("value"); // nobody knows how far that is
    else this.bar.value = this.far;
    const parts = step === "building" ? { rows } : { done: Math.round(done / KB), total: Math.round(total / KB) };
    this.said.textContent = say(step, parts);
    if (step !== this.step) this.status.textContent = this.said.textContent;
    this.step = step;
  }

  /** Say how it ended, without the bar. @param {string} text */
  end(text) {
    this.step = "";
    this.running(false);
    if (!this.element.isConnected) this.form.after(this.element);
    this.said.textContent = text;
    this.status.textContent = text;
  }

  running(on) {
    this.element.classList.toggle("card", on);
    this.bar.hidden = !on;
    this.element.querySelector(".actions").hidden = !on;
  }

  hide() {
    this.element.remove();
  }
}

const DENIED = 401;
const TOO_LARGE = 413;
const BUSY = [429, 503];
const OF_SERVER = 500;
const WHOLE = ["failed-server", "failed-denied"]; // the service has nothing to add

function reason({ why, status }) {
  if (why === "network") return "failed-network";
  if (status === DENIED) return "failed-denied";
  if (status === TOO_LARGE) return "failed-large";
  if (BUSY.includes(status)) return "failed-busy";
  return why === "refused" && status < OF_SERVER ? "failed-input" : "failed-server";
}

function detail(text) {
  try {
    return JSON.parse(text).detail ?? "";
  } catch {
    return "";
  }
}

/** Show what went wrong below a form, and move there. @param {HTMLFormElement} form @param {Object} error */
export function failed(form, error) {
  recovered();
  const notice = part("failure");
  const key = reason(error);
  notice.querySelector('[data-part="why"]').textContent = say(key);
  const more = notice.querySelector('[data-part="detail"]');
  more.textContent = WHOLE.includes(key) ? "" : detail(error.detail);
  more.hidden = !more.textContent;
  form.after(notice);
  notice.focus();
}

/** Take away what said that something went wrong. */
export function recovered() {
  document.getElementById("list-failure")?.remove();
}
