/* Opens the card of a term on hover, focus and tap.  Without this script a term is a plain link. */
"use strict";

(() => {
  const holder = document.querySelector(".term-cards");
  if (!holder) return;

  const OPEN_AFTER = 150;
  const CLOSE_AFTER = 250;
  const GAP = 6;
  const cards = new Map();
  let open = null;
  let timer = 0;

  for (const card of holder.children) {
    cards.set(card.dataset.term, card);
    card.hidden = true;
  }
  // At the end of the page nothing can cut the cards off.
  document.body.append(holder);
  holder.hidden = false;

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const close = () => {
    clearTimeout(timer);
    if (open) open.card.hidden = true;
    open = null;
  };

  // A link may run over several lines: the card begins where the link does, clear of all of them.
  const place = (card, link) => {
    const box = link.getBoundingClientRect();
    const start = link.getClientRects()[0] || box;
    const width = document.documentElement.clientWidth;
    const below = document.documentElement.clientHeight - box.bottom;
    const left = Math.max(GAP, Math.min(start.left, width - card.offsetWidth - GAP));
    const above = below < card.offsetHeight + GAP && box.top > card.offsetHeight + GAP;
    const top = above ? box.top - card.offsetHeight - GAP : box.bottom + GAP;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  };

  const show = (link) => {
    const card = cards.get(link.getAttribute("href"));
    if (open && open.card === card && open.link === link) {
      clearTimeout(timer);
      return;
    }
    close();
    card.hidden = false;
    place(card, link);
    open = { card, link };
  };

  for (const link of document.querySelectorAll("a.term-link")) {
    const card = cards.get(link.getAttribute("href"));
    if (!card) continue;
    let touched = false;
    link.setAttribute("aria-describedby", card.id);
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") later(() => show(link), OPEN_AFTER);
    });
    link.addEventListener("pointerleave", (event) => {
      // What the keyboard has opened stays open until the keyboard moves on.
      if (event.pointerType !== "mouse") return;
      if (document.activeElement === link && open && open.link === link) clearTimeout(timer);
      else later(close, CLOSE_AFTER);
    });
    link.addEventListener("pointercancel", () => {
      touched = false;
    });
    link.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse";
    });
    link.addEventListener("focus", () => {
      if (!touched) show(link);
    });
    link.addEventListener("blur", (event) => {
      // Who goes on by keyboard must see what comes next; a mouse may be on its way to the card.
      if (event.relatedTarget) close();
      else later(close, CLOSE_AFTER);
    });
    // The first tap shows the card, the second follows the link.
    link.addEventListener("click", (event) => {
      if (touched && !(open && open.link === link)) {
        event.preventDefault();
        show(link);
      }
      touched = false;
    });
  }

  for (const card of cards.values()) {
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", (event) => {
      const focused = open && document.activeElement === open.link;
      if (event.pointerType === "mouse" && !focused) later(close, CLOSE_AFTER);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  window.addEventListener("resize", () => {
    if (open) place(open.card, open.link);
  });
  document.addEventListener("pointerdown", (event) => {
    if (open && !open.card.contains(event.target) && !open.link.contains(event.target)) close();
  });
})();
