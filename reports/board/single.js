"use strict";
// The page answers itself: a worker runs the checker, and htmx gets its answers from there.
const SECONDS = 60; // that one answer may take
const parts = [...document.querySelectorAll(".part")].map((each) => [each.dataset.name, each.textContent]);
const source = document.getElementById("worker"), starting = document.getElementById("starting");
const code = URL.createObjectURL(new Blob([source.textContent], { type: "text/javascript" }));
const waiting = new Map();
let worker, asked = 0;

function begin() {
  for (const { refuse } of waiting.values()) refuse(new Error("ended"));
  waiting.clear();
  worker?.terminate();
  worker = new Worker(code);
  worker.onmessage = ({ data }) => {
    if (data.ready) starting.hidden = true;
    else if (data.failed) starting.textContent = `${starting.dataset.failed} (${data.failed})`;
    else waiting.get(data.number)?.give(data.reply);
  };
  worker.onerror = (event) => { starting.hidden = false; starting.textContent = `${starting.dataset.failed} (${event.message})`; };
  worker.postMessage({ parts, formats: source.dataset.formats.split(" ") });
}

async function ask(path, form) {
  const fields = [], files = [];
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") fields.push([name, value]);
    else if (value.name) files.push([name, [value.name, new Uint8Array(await value.arrayBuffer())]]);
  }
  const number = ++asked;
  const clock = setTimeout(begin, starting.hidden ? SECONDS * 1000 : 5 * SECONDS * 1000);
  try {
    return await new Promise((give, refuse) => {
      waiting.set(number, { give, refuse });
      worker.postMessage({ number, path, fields, files });
    });
  } finally { clearTimeout(clock); waiting.delete(number); }
}

const below = (address) => address.replace(location.href.replace(/[^/]*([?#].*)?$/, ""), "").replace(/^\.?\//, "");
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  ctx.fetch = async (action, request) => {
    const { body, media, status } = await ask(below(action), request.body ?? new FormData());
    return new Response(body, { status, headers: { "Content-Type": media } });
  };
});
begin();
