"use strict";
// A telephone in the browser: it shows what the simulated network says happened, and asks for
// what the person does. All state of a call is the network's; the page only remembers its id.

const byId = (id) => document.getElementById(id);
const page = { language: "fr", call: null, microphone: null, tapingSince: 0, busy: false };

const word = (name, values = {}) => {
  const text = WORDS[page.language][name] || name;
  const shown = { ...values };
  if (shown.number) {
    const number = national(shown.number);
    const named = shown.name ? `${shown.name} (${number})` : "";
    shown.number = number;
    shown.who = named || WORDS[page.language].the_number.replace("{number}", number);
    shown.whom = named || WORDS[page.language].by_number.replace("{number}", number);
  }
  return text.replace(/\{(\w+)\}/g, (_, key) => shown[key] ?? "");
};

function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* private browsing forgets; that is all */ }
}
function remembered(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

// Language of the page.

function speakLanguage(language) {
  page.language = language;
  remember("phone-language", language);
  document.documentElement.lang = language;
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
  }
  byId("language").textContent = word("other");
  byId("language").lang = language === "fr" ? "en" : "fr";
  showState();
}

// Asking the network.

async function ask(path, content) {
  const options = content === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("unreachable");
  }
  const result = await answer.json().catch(() => ({ error: "unreachable" }));
  if (!answer.ok) throw new Error(result.error || "unreachable");
  return result;
}

async function act(deed, content = {}) {
  if (!page.call || page.busy) return;
  stopSpeaking();
  await during(async () => {
    show(await ask(`/phone/calls/${page.call.id}/${deed}`, { ...content, since: page.call.next }));
  });
}

async function during(work) {
  page.busy = true;
  byId("trouble").hidden = true;
  showState();
  try {
    await work();
  } catch (error) {
    byId("trouble").textContent = word(error.message);
    byId("trouble").hidden = false;
    if (error.message === "not_found") page.call = null;
  } finally {
    page.busy = false;
    showState();
  }
}

// What is shown.

const MINE = new Set(["caller_said", "caller_pressed", "caller_silent", "recorded"]);

function bubbleText(entry) {
  switch (entry.kind) {
    case "said": case "caller_said": return entry.text;
    case "caller_pressed": return word("pressed", entry);
    case "caller_silent": return word("heard_silence");
    case "ringing": return word("rings", entry);
    case "person_heard": return word("person_hears", entry);
    case "person_answered": return word(entry.joined ? "joined" : "not_joined", entry);
    case "recorded": return `${word("recorded", entry)}${entry.text ? ` : « ${entry.text} »` : ""}`;
    case "ended": return WORDS[page.language].status[entry.status] || entry.status;
    default: return entry.text || entry.kind;
  }
}

function show(call) {
  page.call = call;
  for (const entry of call.entries) {
    const bubble = document.createElement("li");
    bubble.className = entry.kind === "said" ? "theirs" : MINE.has(entry.kind) ? "mine" : "aside";
    if (entry.language) bubble.lang = entry.language;
    bubble.textContent = bubbleText(entry);
    byId("bubbles").append(bubble);
    if (entry.kind === "said") speak(entry.text, entry.language);
  }
  byId("bubbles").scrollTop = byId("bubbles").scrollHeight;
  if (call.recording && !page.tapingSince) page.tapingSince = Date.now();
  if (!call.recording) page.tapingSince = 0;
}

function stateWord(call) {
  if (page.busy) return word(call ? "busy" : "calling");
  if (!call) return word("idle");
  if (call.ended) return word("over", { seconds: call.duration_seconds });
  if (call.recording) return word("taping");
  if (call.talking) return word("talking", call.talking);
  if (call.listening) return word(call.listening.words ? "speaking" : "keys_only");
  return word("calling");
}

function showState() {
  const call = page.call;
  const open = Boolean(call && !call.ended);
  byId("state").textContent = stateWord(call);
  byId("call").hidden = open;
  byId("call").disabled = page.busy || !byId("line").value;
  byId("hang-up").hidden = !open;
  const answering = open && Boolean(call.listening);
  const taping = open && Boolean(call.recording);
  byId("answer").hidden = !answering;
  byId("words").hidden = byId("words-label").hidden = byId("send").hidden =
    !(answering && call.listening.words);
  byId("microphone").hidden = !(answering && call.listening.words && Recognition);
  byId("recording").hidden = !taping;
  byId("talking").hidden = !(open && call.talking);
  for (const form of ["answer", "recording", "talking"]) {
    for (const control of byId(form).elements) control.disabled = page.busy;
  }
  const keysCount = answering && call.listening.keys;
  for (const key of byId("keypad").children) key.disabled = !keysCount || page.busy;
  if (!page.busy && answering && call.listening.words) byId("words").focus();
  if (!page.busy && taping) byId("message").focus();
}

// Voice: the browser's own, where it has one.

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

function speak(text, language) {
  if (!byId("aloud").checked || !window.speechSynthesis) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language || "fr-FR";
  speechSynthesis.speak(utterance);
}

function stopSpeaking() {
  if (window.speechSynthesis) speechSynthesis.cancel();
  if (page.microphone) page.microphone.abort();
}

function listen() {
  stopSpeaking();
  const recognition = new Recognition();
  page.microphone = recognition;
  recognition.lang = page.call.listening.language;
  recognition.onresult = (event) => {
    byId("words").value = event.results[0][0].transcript;
    say();
  };
  recognition.onend = () => {
    page.microphone = null;
    byId("microphone").textContent = word("microphone");
  };
  recognition.start();
  byId("microphone").textContent = word("microphone_on");
}

// What the person does.

function say() {
  const text = byId("words").value.trim();
  byId("words").value = "";
  if (text) act("says", { text });
}

// Keys are collected for a moment, as a hand on a keypad does, then sent together.
let pressed = "";
let pressTimer = 0;
const KEY_PAUSE = 1500;

function press(key) {
  pressed += key;
  byId("state").textContent = word("pressed", { keys: pressed });
  clearTimeout(pressTimer);
  const { most_keys: most, finish_on_key: finish } = page.call.listening;
  const done = (most && pressed.length >= most) || (finish && key === finish);
  pressTimer = setTimeout(sendKeys, done ? 0 : KEY_PAUSE);
}

function sendKeys() {
  const keys = pressed;
  pressed = "";
  if (keys) act("presses", { keys });
}

function leaveMessage(then) {
  const text = byId("message").value.trim();
  const seconds = Math.min(600, Math.max(1, Math.round((Date.now() - page.tapingSince) / 1000)));
  byId("message").value = "";
  act("speaks_message", { text, seconds, then });
}

function dial(event) {
  event.preventDefault();
  stopSpeaking();
  page.call = null;
  byId("bubbles").replaceChildren();
  const caller = byId("withheld").checked ? "" : byId("caller").value;
  remember("phone-caller", byId("caller").value);
  during(async () => show(await ask("/phone/calls", { line: byId("line").value, caller })));
}

// French numbers as French people write them: 01 80 00 00 01.
function national(number) {
  return /^\+33\d{9}$/.test(number) ? `0${number.slice(3)}`.match(/../g).join(" ") : number;
}

async function loadLines() {
  const lines = await ask("/phone/lines");
  byId("line").replaceChildren(...lines.map((line) => {
    const number = national(line.number);
    const label = line.label === line.number ? number : `${line.label} (${number})`;
    return new Option(label, line.number);
  }));
  if (!lines.length) throw new Error("no_lines");
}

// A call that is interrupted from elsewhere, or forgotten, is seen here within a few seconds.
async function watch() {
  if (!page.call || page.call.ended || page.busy) return;
  const before = page.call;
  try {
    const call = await ask(`/phone/calls/${before.id}?since=${before.next}`);
    if (page.call === before && !page.busy && (call.entries.length || call.ended)) {
      show(call);
      showState();
    }
  } catch { /* the next look will tell */ }
}

function begin() {
  for (const key of "123456789*0#") {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = key;
    button.addEventListener("click", () => press(key));
    byId("keypad").append(button);
  }
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    const key = [...byId("keypad").children].find((button) => button.textContent === event.key);
    if (!typing && key && !key.disabled && !event.ctrlKey && !event.metaKey) press(event.key);
  });
  byId("caller").value = remembered("phone-caller") || byId("caller").value;
  byId("withheld").addEventListener("change", (e) => { byId("caller").disabled = e.target.checked; });
  byId("aloud").addEventListener("change", stopSpeaking);
  byId("language").addEventListener("click", () => speakLanguage(page.language === "fr" ? "en" : "fr"));
  byId("dial").addEventListener("submit", dial);
  byId("hang-up").addEventListener("click", () => act("hangs_up"));
  byId("answer").addEventListener("submit", (event) => { event.preventDefault(); say(); });
  byId("words").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); say(); }
  });
  byId("microphone").addEventListener("click", listen);
  byId("silence").addEventListener("click", () => act("stays_silent"));
  byId("recording").addEventListener("submit", (event) => {
    event.preventDefault();
    leaveMessage(page.call.recording.key || "");
  });
  byId("talking").addEventListener("submit", (event) => {
    event.preventDefault();
    act("stays_silent");
  });
  byId("message-hang-up").addEventListener("click", () => leaveMessage("hangs_up"));
  setInterval(() => {
    const seconds = Math.round((Date.now() - page.tapingSince) / 1000);
    byId("seconds").textContent = page.tapingSince ? `${seconds} s` : "";
  }, 500);
  setInterval(watch, 5000);
  speakLanguage(remembered("phone-language") === "en" ? "en" : "fr");
  during(loadLines);
}

begin();
