// The desk: calls come and go by themselves, and what waits is read again when it changes.
"use strict";

const live = document.getElementById("live");
const REFRESH_AFTER = 30; // seconds: ages grow even when nothing is new
let waiting = live.dataset.waiting;
let refreshedAt = Date.now();

function rowOf(call) {
  const row = document.getElementById("live-call").content.firstElementChild.cloneNode(true);
  const guide = row.querySelector(".guide-link");
  if (guide) guide.href = call.guide_url;
  row.querySelector(".live-call").href = call.url;
  row.querySelector(".live-call").dataset.seconds = call.seconds;
  row.querySelector("rect").setAttribute("fill", call.colour);
  const texts = { name: call.client, caller: call.caller, heard: call.heard, timer: minutes(call.seconds),
    state: [call.state, call.handled_by].filter(Boolean).join(" · ") };
  for (const [part, text] of Object.entries(texts)) row.querySelector(`.${part}`).textContent = text;
  return row;
}

function show(calls) {
  const focused = document.activeElement?.closest?.(".live-row a")?.getAttribute("href");
  live.replaceChildren(...calls.map(rowOf));
  if (focused) [...live.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  document.getElementById("live-count").textContent = calls.length;
  document.getElementById("nobody").hidden = calls.length > 0;
}

async function refresh() {
  const box = document.getElementById("waiting");
  if (box.contains(document.activeElement)) return; // somebody is just about to act in it
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.getElementById("waiting");
  if (fresh) box.replaceWith(fresh);
  refreshedAt = Date.now();
}

every(2, async () => {
  const told = await ask(live.dataset.url);
  show(told.calls);
  document.getElementById("live-lost").hidden = true;
  if (told.waiting !== waiting || Date.now() - refreshedAt > REFRESH_AFTER * 1000) {
    await refresh();
    waiting = told.waiting;
  }
}, () => { document.getElementById("live-lost").hidden = false; });

setInterval(() => {
  for (const row of live.querySelectorAll(".live-call")) {
    row.dataset.seconds = Number(row.dataset.seconds) + 1;
    row.querySelector(".timer").textContent = minutes(Number(row.dataset.seconds));
  }
}, 1000);
