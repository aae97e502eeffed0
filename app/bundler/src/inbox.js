// Keeps the number of unread notices true while the page is in sight. Browsers open few connections
// to one server, so a page in the background has none.
//
// Without scripts the number is that of the moment at which the page was drawn.

const count = document.querySelector("[data-unread]");
const newer = document.querySelector("[data-newer]");
let stream;

function show(unread) {
  count.hidden = unread === 0;
  count.firstElementChild.textContent = unread.toLocaleString("en");
  if (newer !== null && unread > Number(newer.dataset.newer)) newer.hidden = false;
}

function listen() {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else if (stream === undefined) {
    stream = new EventSource("/notices/unread");
    stream.onmessage = (event) => show(Number(event.data));
  }
}

if (count !== null) {
  document.addEventListener("visibilitychange", listen);
  // A page that is kept for the way back keeps no connection.
  addEventListener("pagehide", () => {
    stream?.close();
    stream = undefined;
  });
  addEventListener("pageshow", listen);
  listen();
}
