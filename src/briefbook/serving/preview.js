// In a preview: shows the page again when it has become another, and above it what keeps the book
// from being published.

(() => {
  "use strict";

  const { protocol, host } = window.location;
  const socket = new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/websocket-reload`);

  const text = async (address) => (await fetch(address)).text();
  const page = () => text(window.location.href.split("#")[0]);

  const show = (found) => {
    document.getElementById("preview-findings")?.remove();
    if (!found) return;
    const box = document.createElement("section");
    box.setAttribute("aria-label", "What the last build found");
    box.id = "preview-findings";
    Object.assign(box.style, {
      background: "#fff4e5",
      borderBottom: "4px solid #b34700",
      color: "#1b2430",
      font: "0.875rem/1.5 monospace",
      overflowWrap: "anywhere",
      padding: "1rem",
      whiteSpace: "pre-wrap",
    });
    box.textContent = found;
    document.body.prepend(box);
  };

  const known = page();
  const look = async () => {
    const [before, now, found] = await Promise.all([known, page(), text("/-/findings")]);
    // A reader keeps the place on a page that the rest of the book has not changed.
    if (now === before) show(found);
    else window.location.reload();
  };
  socket.addEventListener("message", look);
  text("/-/findings").then(show);
})();
