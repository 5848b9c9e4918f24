"use strict";
// Drag sets the select of a card, which alone is what moves it.
let dragged = null;
const column = (event) => event.target.closest?.(".column[data-committee]");
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".card[draggable]");
  if (dragged) event.dataTransfer.setData("text/plain", dragged.id);
});
document.addEventListener("dragover", (event) => {
  if (dragged && column(event)?.dataset.committee) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const select = dragged?.querySelector("select[name=to]");
  const to = column(event)?.dataset.committee;
  dragged = null;
  if (!select || !to || select.value === to) return;
  event.preventDefault();
  select.value = to;
  select.dispatchEvent(new Event("change", { bubbles: true }));
});

// What a browser remembers, and a link that holds the proposal: both are the text of #state.
const KEY = "ressort.proposal";
const written = () => document.querySelector("#state [name=text]")?.value ?? "";
const use = (text) => htmx.ajax("POST", "text", { target: "#work", swap: "outerMorph", source: "#page", values: { written: text } });
const pack = async (data, kind) => new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(kind)).arrayBuffer());
const coded = async (text) => btoa(String.fromCharCode(...await pack(text, new CompressionStream("deflate-raw")))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decoded = async (code) => new TextDecoder().decode(await pack(Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0)), new DecompressionStream("deflate-raw")));
const stored = (where = "localStorage") => { try { return window[where].getItem(KEY); } catch { return null; } };
const store = (text, where = "localStorage") => {
  try { text === null ? window[where].removeItem(KEY) : window[where].setItem(KEY, text); } catch { /* it is switched off */ }
};

function settle() {
  document.documentElement.lang = document.getElementById("page").lang;
  const keep = document.getElementById("keep"), kept = document.getElementById("kept");
  if (document.getElementById("verdict")) store(written() || null, "sessionStorage");
  if (keep) { keep.checked = stored() !== null; if (keep.checked) store(written()); }
  if (kept && stored()) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: kept.dataset.word });
    button.addEventListener("click", () => use(stored()));
    kept.replaceChildren(button);
    kept.hidden = false;
  }
}
let moved = null; // the card, and where it goes: the focus follows it
document.addEventListener("change", (event) => {
  const card = event.target.closest?.(".card");
  if (card && event.target.name === "to") moved = [card.dataset.card, event.target.value];
});
document.addEventListener("htmx:after:swap", () => {
  settle();
  if (moved && document.activeElement === document.body) {
    const [card, to] = moved.map((each) => CSS.escape(each));
    document.querySelector(`[data-committee="${to}"] [data-card="${card}"] select`)?.focus({ preventScroll: true });
  }
  moved = null;
});
document.addEventListener("change", (event) => {
  if (event.target.id === "keep") store(event.target.checked ? written() : null);
});
document.addEventListener("click", async (event) => {
  if (event.target.id !== "link") return;
  const address = `${location.href.split("#")[0]}#${await coded(written())}`;
  history.replaceState(null, "", address);
  const said = document.getElementById("linked");
  await navigator.clipboard?.writeText(address).catch(() => {});
  said.textContent = said.dataset.said;
});
document.addEventListener("DOMContentLoaded", async () => {
  const code = location.hash.slice(1), before = stored("sessionStorage");
  settle();
  if (code || before) use(before ?? await decoded(code).catch(() => code));
});
