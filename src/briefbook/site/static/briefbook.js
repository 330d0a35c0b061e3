// What pages need that markup alone cannot do: drawers that a keyboard can open and leave,
// boxes that are a stop of the Tab key only while they scroll, and everything open on paper.
// Without this script all of it still works: drawers by their check boxes, boxes as stops.

(() => {
  "use strict";

  const root = document.documentElement;
  const page = document.querySelector(".page");
  root.classList.add("has-script");

  // ---- Drawers ----

  const drawers = [
    { box: "__navigation", drawer: ".sidebar-drawer", name: "Contents of the book" },
    { box: "__toc", drawer: ".toc-drawer", name: "On this page" },
  ];

  for (const { box, drawer, name } of drawers) {
    setUpDrawer(document.getElementById(box), document.querySelector(drawer), name);
  }

  function setUpDrawer(box, drawer, name) {
    if (!box || !drawer || !page) return;
    const labels = page.querySelectorAll(`label[for="${box.id}"]`);
    const buttons = Array.from(labels, (label) => buttonFor(label, drawer, name));
    const close = document.createElement("button");
    close.type = "button";
    close.className = "drawer-close";
    close.textContent = "Close";
    const inner = drawer.querySelector(".sidebar-sticky, .toc-sticky");
    if (inner) inner.prepend(close);
    box.hidden = true;
    box.setAttribute("aria-hidden", "true");
    box.tabIndex = -1;
    let opener = null;

    const show = (open, back) => {
      box.checked = open;
      for (const button of buttons) button.setAttribute("aria-expanded", String(open));
      for (const other of outside(drawer)) other.inert = open;
      if (open) close.focus();
      else if (back && opener) opener.focus();
    };

    for (const button of buttons) {
      button.addEventListener("click", () => {
        opener = button;
        show(true);
      });
    }
    close.addEventListener("click", () => show(false, true));
    // The dark area beside a drawer is a label of the box.
    box.addEventListener("change", () => show(box.checked, true));
    drawer.addEventListener("click", (event) => {
      if (box.checked && event.target.closest("a[href]")) show(false, false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && box.checked) show(false, true);
    });
    // On a wide screen the drawer is part of the page, and nothing lies behind it.
    window.addEventListener("resize", () => {
      if (box.checked && getComputedStyle(close).display === "none") show(false, false);
    });
  }

  function buttonFor(label, drawer, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${label.className} drawer-button`;
    button.setAttribute("aria-label", name);
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", drawer.id);
    button.append(...label.childNodes);
    label.replaceWith(button);
    return button;
  }

  // Everything that is neither the drawer nor around it; what covers the page stays, to be clicked.
  function outside(drawer) {
    const found = Array.from(document.querySelectorAll(".skip-to-content"));
    for (let node = drawer; node !== page; node = node.parentElement) {
      for (const other of node.parentElement.children) if (other !== node) found.push(other);
    }
    return found;
  }

  // ---- Boxes that scroll ----

  const boxes = document.querySelectorAll("article .table-wrapper, article pre");
  const measure = () => {
    // All are asked before the first is changed: after a change, asking lays out the page anew.
    const scrolls = Array.from(boxes, (box) => box.scrollWidth > box.clientWidth + 1);
    boxes.forEach((box, place) => {
      if (scrolls[place]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  };
  measure();
  window.addEventListener("load", measure);
  window.addEventListener("resize", measure);

  // ---- The colour theme says which one is on ----

  const toggles = document.querySelectorAll(".theme-toggle");
  const nameToggles = () => {
    const theme = document.body.dataset.theme || "auto";
    const said = theme === "auto" ? "as the system" : theme;
    for (const toggle of toggles) toggle.setAttribute("aria-label", `Colour theme: ${said}`);
  };
  nameToggles();
  new MutationObserver(nameToggles).observe(document.body, { attributeFilter: ["data-theme"] });

  // ---- Paper ----

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
