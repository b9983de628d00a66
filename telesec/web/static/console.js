// On every page: keys, lists, forms. Each page works without this, with the mouse and Tab.
"use strict";

async function ask(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (answer.status === 401) location.reload(); // signed out meanwhile: the page leads to the door
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error || answer.statusText);
  return told;
}

// Again and again, a while after the last answer; not while nobody looks.
function every(seconds, what, failed = () => {}) {
  const again = async () => {
    try {
      if (!document.hidden && (await what()) === "stop") return;
    } catch (error) {
      failed(error);
    }
    setTimeout(again, seconds * 1000);
  };
  setTimeout(again, seconds * 1000);
}

function minutes(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, whole, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours ? `${hours}:${two(whole)}:${two(rest)}` : `${whole}:${two(rest)}`;
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function moveTo(rows, step) {
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.classList.contains("chosen"));
  const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step));
  rows.forEach((row, place) => row.classList.toggle("chosen", place === next));
  rows[next].scrollIntoView({ block: "nearest" });
  (rows[next].querySelector("a.open") || rows[next].querySelector("a, button") || rows[next]).focus();
}

function focusForm(form) {
  form.scrollIntoView({ block: "start" });
  form.querySelector("input:not([type=hidden]), select, textarea").focus({ preventScroll: true });
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (button && !button.disabled) {
    event.preventDefault();
    button.click();
    return;
  }
  const rows = [...document.querySelectorAll("tr[data-row], a.live-call")];
  const search = document.getElementById("search");
  const form = document.querySelector(`form[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "/" && search) search.focus();
  else if (event.key === "j") moveTo(rows, 1);
  else if (event.key === "k") moveTo(rows, -1);
  else if (event.key === "?") document.getElementById("keys-help")?.showModal();
  else if (form) focusForm(form);
  else return;
  event.preventDefault();
}

// Nothing is sent twice because somebody is impatient.
function onSubmit(event) {
  const form = event.target;
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  setTimeout(() => form.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
}

document.addEventListener("keydown", onKey);
document.addEventListener("submit", onSubmit);
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input.url")) event.target.select();
});
// Back from another page: what was disabled when a form was sent can be used again.
addEventListener("pageshow", () => {
  document.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
});
// Filters are open for who has room or no script; on a phone they wait behind their title.
const phone = matchMedia("(max-width: 700px)");
function fold() {
  document.querySelectorAll("details.fold").forEach((filters) => { filters.open = !phone.matches; });
}
phone.addEventListener("change", fold);
fold();
document.querySelector("[role=alert]:not([hidden])")?.scrollIntoView({ block: "center" });
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
