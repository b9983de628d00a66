// One call: the conversation grows while one reads it, and the booking form knows what is free.
"use strict";

const talk = document.getElementById("talk");

function turnOf(turn) {
  const row = document.getElementById("turn").content.firstElementChild.cloneNode(true);
  row.className = turn.who;
  row.querySelector("time").textContent = turn.at;
  row.append(turn.text);
  return row;
}

function momentOf(moment) {
  const row = document.createElement("li");
  const at = document.createElement("time");
  const after = document.createElement("span");
  at.textContent = moment.at;
  after.className = "after";
  after.textContent = `+${minutes(moment.after)}`;
  row.append(at, after, moment.what);
  return row;
}

function watchTheCall() {
  every(2, async () => {
    const told = await ask(talk.dataset.url);
    const atTheEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 60;
    talk.append(...told.turns.slice(talk.children.length).map(turnOf));
    if (atTheEnd) talk.scrollTop = talk.scrollHeight;
    document.getElementById("no-talk").hidden = told.turns.length > 0;
    document.getElementById("timeline").replaceChildren(...told.events.map(momentOf));
    document.getElementById("outcome").textContent = told.outcome;
    document.getElementById("outcome").classList.toggle("live", !told.ended);
    document.querySelectorAll("[data-while-live]").forEach((part) => { part.hidden = told.ended; });
    return told.ended ? "stop" : "go on";
  });
}

// Only who does this kind of appointment can be chosen for it.
function onlyThoseWhoDoIt(form) {
  const whom = form.elements.type.selectedOptions[0].dataset.with.split(" ");
  const people = form.elements.practitioner;
  for (const person of people.options) person.disabled = person.hidden = person.value !== "any" && !whom.includes(person.value);
  if (people.selectedOptions[0]?.disabled) people.value = whom[0];
}

function suggest(form, hint, next) {
  hint.textContent = next.length ? `${hint.dataset.none} ${hint.dataset.next} ` : hint.dataset.none;
  if (!next.length) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "soft";
  button.textContent = next[0].when;
  button.addEventListener("click", () => {
    form.elements.day.value = next[0].day;
    form.elements.day.dispatchEvent(new Event("change"));
    form.elements.at.focus();
  });
  hint.append(button);
}

let asks = 0; // only the answer to what was asked last counts, in whatever order answers come
let wished = ""; // the time chosen last: it stays chosen where it is free again

async function offer(form) {
  const mine = ++asks;
  const { type, practitioner, day, at } = form.elements;
  const hint = form.querySelector(".hint");
  const asked = new URLSearchParams({ type: type.value, practitioner: practitioner.value, day: day.value });
  wished = at.value || wished;
  at.replaceChildren(at.options[0]); // nobody chooses from the times of another day meanwhile
  try {
    const told = await ask(`${hint.dataset.slots}?${asked}`);
    if (mine !== asks) return;
    at.replaceChildren(at.options[0], ...told.slots.map((slot) => new Option(slot.label, slot.at)));
    at.selectedIndex = told.slots.length ? 1 : 0;
    if (told.slots.some((slot) => slot.at === wished)) at.value = wished;
    hint.textContent = "";
    if (!told.slots.length) suggest(form, hint, told.next);
  } catch (error) {
    if (mine !== asks) return;
    at.replaceChildren(at.options[0]);
    hint.textContent = error.message || hint.dataset.lost;
  }
}

function prepareBooking(form) {
  for (const name of ["type", "practitioner", "day"]) {
    form.elements[name].addEventListener("change", () => {
      onlyThoseWhoDoIt(form);
      offer(form);
    });
  }
  onlyThoseWhoDoIt(form);
  offer(form);
}

if (talk?.dataset.url) {
  talk.scrollTop = talk.scrollHeight;
  watchTheCall();
}
const booking = document.querySelector(".hint[data-slots]")?.closest("form");
if (booking?.elements.type) prepareBooking(booking);
