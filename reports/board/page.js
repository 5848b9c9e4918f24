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
document.addEventListener("htmx:after:swap", () => {
  document.documentElement.lang = document.getElementById("page").lang;
});
