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
  if (![...select?.options ?? []].some(({ value }) => to && value === to) || select.value === to) return;
  event.preventDefault();
  select.value = to;
  select.dispatchEvent(new Event("change", { bubbles: true }));
});

// What a browser remembers is the form #state, and a link holds its text.
const KEY = "ressort.state", LINK = "ressort.link";
const state = () => document.getElementById("state");
const written = () => state()?.elements.text.value ?? "";
const use = (text) => htmx.ajax("POST", "text", { target: "#work", swap: "outerMorph", source: "#page", values: { written: text } });
const restore = (kept) => {
  state().replaceChildren(...JSON.parse(kept).map(([name, value]) => Object.assign(document.createElement("textarea"), { name, value })));
  return htmx.ajax("POST", "inside", { target: "#page", swap: "outerMorph", source: "#page" });
};
const pack = async (data, kind) => new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(kind)).arrayBuffer());
const coded = async (text) => btoa(String.fromCharCode(...await pack(text, new CompressionStream("deflate-raw")))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decoded = async (code) => new TextDecoder().decode(await pack(Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0)), new DecompressionStream("deflate-raw")));
const stored = (where = "localStorage", key = KEY) => { try { return window[where].getItem(key); } catch { return null; } };
const store = (text, where = "localStorage", key = KEY) => {
  try { text === null ? window[where].removeItem(key) : window[where].setItem(key, text); return true; } catch { return false; } // it is switched off, or full
};
function keep(where) {
  const fields = [...new FormData(state())], few = fields.filter(([name]) => name === "text" || name === "lang");
  if (!store(JSON.stringify(fields), where)) store(JSON.stringify(few), where);
}

function asItStands() { // a move that was refused leaves no select where it was put
  for (const each of document.querySelectorAll(".card select")) each.value = each.querySelector("[selected]")?.value ?? "";
}
function settle() {
  asItStands();
  document.documentElement.lang = document.getElementById("page").lang;
  const asked = document.getElementById("keep"), kept = document.getElementById("kept");
  written() ? keep("sessionStorage") : store(null, "sessionStorage");
  if (asked) { asked.checked = stored() !== null; if (asked.checked) keep("localStorage"); }
  if (kept && stored()) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: kept.dataset.word });
    button.addEventListener("click", () => restore(stored()));
    kept.replaceChildren(button);
    kept.hidden = false;
  }
}
// What went wrong is told where all that is wrong is; the page stays as it is.
function tell(words) {
  const place = document.getElementById("wrong");
  place.replaceChildren(Object.assign(document.createElement("pre"), { className: "wrong", textContent: words }));
  place.scrollIntoView({ block: "center" });
}
const lost = () => { asItStands(); tell(document.getElementById("page").dataset.lost); };
document.addEventListener("htmx:before:response", (event) => {
  if (event.detail.ctx.response.status < 400) return;
  event.preventDefault();
  lost();
});
document.addEventListener("htmx:error", lost);

// A file is saved without leaving the page.
const answered = window.ask ?? (async (path, form) => {
  const reply = await fetch(path, { method: "POST", body: form });
  const [, name] = /filename="(.*?)"/.exec(reply.headers.get("Content-Disposition")) ?? [];
  return { body: await reply.blob(), media: reply.headers.get("Content-Type"), name };
});
document.addEventListener("submit", async (event) => {
  const path = event.submitter?.getAttribute("formaction");
  if (!path) return;
  event.preventDefault();
  const { body, media, name } = await answered(path, new FormData(event.target, event.submitter)).catch(() => ({ body: "" }));
  const blob = new Blob([body], { type: media });
  if (!name) return tell(new DOMParser().parseFromString(await blob.text(), "text/html").querySelector("#wrong pre")?.textContent ?? document.getElementById("page").dataset.lost);
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});

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
  if (event.target.id === "keep") event.target.checked ? keep("localStorage") : store(null);
});
document.addEventListener("click", async (event) => {
  if (event.target.id !== "link") return;
  const code = await coded(written()), address = `${location.href.split("#")[0]}#${code}`;
  history.replaceState(null, "", address);
  store(code, "sessionStorage", LINK);
  const said = document.getElementById("linked");
  const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
  said.textContent = copied ? said.dataset.said : said.dataset.shown;
});
async function follow() {
  const code = location.hash.slice(1), text = code && await decoded(code).catch(() => "");
  if (!text || stored("sessionStorage", LINK) === code) return false;
  store(code, "sessionStorage", LINK);
  return use(text);
}
addEventListener("hashchange", follow);
document.addEventListener("DOMContentLoaded", async () => {
  const before = stored("sessionStorage");
  if (await follow() === false) before ? restore(before) : settle();
});
