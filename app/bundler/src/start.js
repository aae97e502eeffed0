// Wakes the islands of a page. Every page loads this module; the bindings and the wasm are
// fetched only where an island is. Without WebAssembly (hardened browsers switch it off) the page
// stays what the server sent, which works on its own.
//
// Two marks are left on <html>: data-scripts="on" for the stylesheets, once islands can run, and
// data-hydrated for whoever waits until all of them do.

const root = document.documentElement;

async function wakeAll(islands) {
  const bindings = await import("BINDINGS_URL");
  await bindings.default({ module_or_path: "WASM_URL" });
  bindings.hydrate();
  root.dataset.scripts = "on";

  // Document order puts every island behind the one around it, which has to wake first.
  for (const island of islands) {
    const wake = bindings[island.dataset.component];
    if (wake === undefined) {
      console.error(`no island is called ${island.dataset.component}`);
      continue;
    }
    // An island handed to another one as its children lives in that one's context, which the
    // nearest wrapper of such children knows how to enter.
    island.parentElement.closest("leptos-children")?.$$on_hydrate?.();
    await wake(island);
  }
}

const islands = document.querySelectorAll("leptos-island");
if (islands.length === 0) {
  root.dataset.scripts = "on";
  root.dataset.hydrated = "";
} else if (typeof WebAssembly === "object") {
  await wakeAll(islands);
  root.dataset.hydrated = "";
}
