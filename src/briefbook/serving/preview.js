// In a preview: shows the page again after a build, and above it what the build found.

(() => {
  "use strict";

  const { protocol, host } = window.location;
  const socket = new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/websocket-reload`);
  socket.addEventListener("message", () => window.location.reload());

  const show = (text) => {
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
    box.textContent = text;
    document.body.prepend(box);
  };

  fetch("/-/findings")
    .then((answer) => answer.text())
    .then((text) => text && show(text));
})();
