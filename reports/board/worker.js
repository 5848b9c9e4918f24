// Runs the checker: what it is made of comes with the page, and nothing is asked of a network.
const text = async (letters) => {
  const packed = Uint8Array.from(atob(letters), (each) => each.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
const HOME = "https://page.invalid/"; // names the parts; no request ever leaves
let answer, python;
self.importScripts = () => { throw new Error("no other scripts"); }; // by which Pyodide tells kinds of workers

async function begin({ parts, formats }) {
  const files = Object.fromEntries(await Promise.all(parts.map(async ([name, letters]) => [name, await text(letters)])));
  const module = (name) => import(URL.createObjectURL(new Blob([files[name]], { type: "text/javascript" })));
  self.fetch = async (address) => {
    const data = files[String(address).replace(HOME, "")];
    if (!data) throw new Error(`no such part: ${address}`);
    return new Response(data, { headers: { "Content-Type": String(address).endsWith(".wasm") ? "application/wasm" : "application/octet-stream" } });
  };
  const [{ loadPyodide }, { default: createPyodideModule }] = [await module("pyodide.mjs"), await module("pyodide.asm.mjs")];
  const lockFileContents = new TextDecoder().decode(files["pyodide-lock.json"]);
  python = await loadPyodide({ indexURL: HOME, packageBaseUrl: HOME, createPyodideModule, lockFileContents });
  python.unpackArchive(files["checker.zip"], "zip", { extractDir: "/page" });
  python.globals.set("formats", python.toPy(formats));
  answer = python.runPython(`
import sys
sys.path.insert(0, "/page")
from functools import partial
from pathlib import Path
from checker.board import browser
partial(browser.answer, browser.begin(Path("/page/given.json").read_text("utf-8"), formats))
`);
}

function replied({ path, fields, files }) {
  const given = [python.toPy(fields), python.toPy(Object.fromEntries(files))];
  const told = answer(path, ...given);
  const [body, media, name, status] = told.toJs();
  for (const each of [told, ...given]) each.destroy();
  return { body, media, name, status };
}

const begun = new Promise((give) => {
  self.onmessage = ({ data }) => {
    if (data.parts) give(begin(data).then(() => self.postMessage({ ready: true }), (error) => self.postMessage({ failed: String(error.message).trim().split("\n").pop() })));
    else begun.then(() => replied(data)).catch(() => undefined).then((reply) => self.postMessage({ number: data.number, reply }));
  };
});
