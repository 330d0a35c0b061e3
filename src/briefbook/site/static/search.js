// The page that searches: asks the index that Pagefind made, and shows what it finds.

const PAGE = 10;
const WAIT = 200;
const SOURCES = 0.1; // what the title of a source counts beside those of the book
const FEWER = 0.6; // what a result counts that lacks one of the words
const ENOUGH = 5; // results in the book itself from which on none with a word less is added
const EXCERPT = 28; // words
const LOOKED_AT = 20; // results among which one that is called exactly so comes first
// Words that are on every page would only keep the others from deciding.
const SMALL = new Set(
  // Among them those by which one asks for a definition.
  ("define definition explain explained mean meaning means much many our your my " +
    "a about an and any are as at be been but by can could did do does for from had has have how if in into is it " +
    "its me of on or our shall should so than that the their them there these they this to was were what when " +
    "where which who whom whose why will with would you").split(" "),
);

const form = document.querySelector("#search form");
const field = document.getElementById("search-terms");
const groups = document.getElementById("search-groups");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const root = new URL(document.documentElement.dataset.content_root || "./", location.href);

// People and offices, which are known by the last part of their name.
const NAMED = /^Actor/;
const ASIDE = Array.from(groups.querySelectorAll("input[data-aside]"), (box) => box.value);

let pagefind = null;
let known = [];
let kinds = new Map();
let ready = [];
let turn = 0;
let found = [];
let shown = 0;

const address = new URLSearchParams(location.search);
field.value = address.get("q") || "";
choose(address.get("group") || "");
if (field.value) search();

let timer = 0;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
groups.addEventListener("change", search);
more.addEventListener("click", async () => {
  const first = shown;
  await show(turn);
  list.children[first]?.querySelector("a").focus();
});

function choose(value) {
  const box = groups.querySelector(`input[value="${CSS.escape(value)}"]`);
  if (box) box.checked = true;
}

async function engine() {
  if (!pagefind) {
    const [made, book] = await Promise.all([
      import(new URL("pagefind/pagefind.js", root)),
      fetch(new URL("pagefind/book.json", root)).then((answer) => answer.json()),
    ]);
    const metaWeights = { title: 6, kind: 0.5, inside: 0.2, name: 0, url: 0 };
    await made.options({
      excerptLength: EXCERPT,
      ranking: { termFrequency: 0.8, pageLength: 0.4, termSaturation: 1.2, metaWeights },
    });
    pagefind = made;
    known = book.words;
    for (const [group, names] of Object.entries(book.groups)) {
      for (const name of names) kinds.set(name, group);
    }
  }
  return pagefind;
}

// "54 percent" stands in a text as "54%" or "54 per cent"; large words decide, not the small.
function large(text) {
  const words = text.replace(/\bper ?cent\b|%/gi, " ").split(/\s+/).filter(Boolean);
  const kept = words.filter((word) => !SMALL.has(word.toLowerCase().replace(/\W+$/, "")));
  return kept.length ? kept : words;
}

async function search() {
  const mine = ++turn;
  const text = field.value.trim();
  const group = new FormData(form).get("group") || "";
  remember(text, group);
  if (!text) {
    clear("");
    groups.hidden = true;
    return;
  }
  let answer;
  try {
    answer = await ask(large(text));
  } catch (error) {
    console.error(error);
    clear("The search index cannot be read: it needs the site to be on a web server.");
    return;
  }
  if (mine !== turn) return;
  count(answer.results);
  found = answer.results.filter(({ id }) => wanted(kinds.get(id), group));
  shown = 0;
  ready = await namedFirst(found.slice(0, LOOKED_AT), text, answer.words);
  if (mine !== turn) return;
  clear(said(found.length, text, answer.words.join(" ")));
  await show(mine);
}

const wanted = (kind, group) => (group ? kind === group : !ASIDE.includes(kind));

// Words that nobody wrote are mended; where all words together find little, one is left out.
async function ask(words) {
  const index = await engine();
  const mended = words.map(mend);
  const whole = await index.search(mended.join(" "));
  const own = whole.results.filter(({ id }) => !["source", ...ASIDE].includes(kinds.get(id)));
  if (own.length >= ENOUGH || mended.length < 2) return ranked({ ...whole, words: mended });
  const results = new Map(whole.results.map((result) => [result.id, result]));
  let best = { number: whole.results.length, words: mended };
  for (const left of mended.keys()) {
    const fewer = mended.filter((_, place) => place !== left);
    if (!fewer.some((word) => /\p{L}{2}/u.test(word))) continue; // a number alone says nothing
    const answer = await index.search(fewer.join(" "));
    if (!whole.results.length && answer.results.length > best.number) {
      best = { number: answer.results.length, words: fewer };
    }
    for (const result of answer.results) {
      const score = result.score * FEWER;
      if (!(results.get(result.id)?.score >= score)) results.set(result.id, { ...result, score });
    }
  }
  return ranked({ results: Array.from(results.values()), words: best.words });
}

// The titles of sources are other people's: what the book itself says comes before them.
function ranked(answer) {
  const score = ({ id, score }) => score * (kinds.get(id) === "source" ? SOURCES : 1);
  return { ...answer, results: answer.results.slice().sort((one, other) => score(other) - score(one)) };
}

function mend(word) {
  const plain = word.toLowerCase();
  // Short words and abbreviations are near to too many others.
  if (!/^\p{L}{5,}$/u.test(plain) || word === word.toUpperCase()) return word;
  if (known.some((other) => other.startsWith(plain) || alike(other, plain))) return word;
  const most = plain.length > 6 ? 2 : 1;
  let best = word;
  let least = most + 1;
  for (const other of known) {
    const far = distance(plain, other, least);
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

// Another ending of the same word.
function alike(other, word) {
  const stem = word.slice(0, Math.max(4, word.length - 2));
  return other.startsWith(stem) && stem.length >= word.length - 3 && /(s|ed|ing|ly|er|e)$/.test(word);
}

// How many letters must be changed, added, left out or swapped, if fewer than `limit`.
function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}

// What is called exactly so, then a person by the last of the names, then what has all the words
// in its title; the rest as the index has it.
async function namedFirst(results, text, words) {
  const data = await Promise.all(results.map((result) => result.data()));
  const calls = [text, words.join(" ")].map((call) => call.toLowerCase());
  const asked = words.map((word) => word.toLowerCase());
  const place = ({ meta }, { id }) => {
    const names = meta.name.toLowerCase().split(/ \(|, |\)/).filter(Boolean);
    if (names.some((name) => calls.includes(name))) return 0;
    if (kinds.get(id) === "source") return 3;
    const parts = meta.name.toLowerCase().match(/[\p{L}\p{N}.,-]*[\p{L}\p{N}]/gu) || [];
    if (NAMED.test(meta.kind) && parts.length > 1 && asked.includes(parts.at(-1))) return 1;
    return asked.every((word) => parts.includes(word.replace(/[^\p{L}\p{N}.,-]/gu, ""))) ? 2 : 3;
  };
  const pairs = data.map((one, number) => [place(one, results[number]), one]);
  return pairs.sort(([one], [other]) => one - other).map(([, one]) => one);
}

async function show(mine) {
  const fresh = await page();
  if (mine !== turn) return;
  list.append(...fresh);
  more.hidden = shown >= found.length;
}

async function page() {
  const part = found.slice(shown, shown + PAGE);
  const data = await Promise.all(part.map((result, place) => ready[shown + place] ?? result.data()));
  shown += part.length;
  return data.map(item);
}

function said(number, text, asked) {
  if (!number) return `Nothing was found for “${text}”. Try fewer words, or an abbreviation.`;
  const mended = large(text).join(" ") === asked ? "" : `, asked as “${asked}”`;
  return `${number} ${number === 1 ? "result" : "results"} for “${text}”${mended}`;
}

function clear(text) {
  list.replaceChildren();
  more.hidden = true;
  status.textContent = text;
}

// How many there are of each kind, whichever one is chosen.
function count(results) {
  const numbers = {};
  let all = 0;
  for (const { id } of results) {
    const kind = kinds.get(id);
    numbers[kind] = (numbers[kind] || 0) + 1;
    if (wanted(kind, "")) all += 1;
  }
  groups.hidden = false;
  for (const box of groups.querySelectorAll("input")) {
    const number = box.value ? numbers[box.value] || 0 : all;
    const chip = box.closest("label");
    chip.hidden = !number && !box.checked;
    chip.querySelector(".count").textContent = String(number);
  }
}

function remember(text, group) {
  const next = new URLSearchParams();
  if (text) next.set("q", text);
  if (group) next.set("group", group);
  history.replaceState(null, "", next.size ? `?${next}` : location.pathname);
}

function item(data) {
  const { url, name, kind, inside } = data.meta;
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(url || data.url, root);
  link.textContent = name;
  entry.append(line("search-kind", [kind, inside].filter(Boolean).join(" · ")), wrap("h2", link));
  const excerpt = line("search-excerpt", "");
  excerpt.append(...excerptOf(data));
  entry.append(excerpt);
  const parts = sections(data, url);
  if (parts.length) entry.append(below(parts));
  return entry;
}

// Sections of a page, beside the page itself.
function sections(data, url) {
  if (!url || url.includes("#")) return [];
  return data.sub_results
    .filter((part) => part.url.includes("#") && part.anchor)
    .slice(0, 3)
    .map((part) => ({ href: `${url}#${part.anchor.id}`, title: part.title }));
}

function below(parts) {
  const inner = document.createElement("ul");
  for (const part of parts) {
    const link = document.createElement("a");
    link.href = new URL(part.href, root);
    link.textContent = part.title;
    inner.append(wrap("li", link));
  }
  return inner;
}

// An excerpt comes as HTML in which the words that were found are marked; nothing else is taken over.
function excerptOf({ excerpt, content, meta }) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  const start = content.indexOf(parsed.textContent.trim());
  if (start < 0 || start >= meta.title.length) {
    return Array.from(parsed.childNodes, (node) =>
      node.nodeName === "MARK" ? mark(node.textContent) : document.createTextNode(node.textContent));
  }
  // The title stands above already: what comes after it is shown.
  const plain = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}-]/gu, "");
  const hits = new Set(Array.from(parsed.querySelectorAll("mark"), (hit) => plain(hit.textContent)));
  const words = content.slice(meta.title.length).replace(/^\W*\s/, "").split(/\s+/).slice(0, EXCERPT);
  return words.flatMap((word) => [hits.has(plain(word)) ? mark(word) : word, " "]);
}

function mark(text) {
  return Object.assign(document.createElement("mark"), { textContent: text });
}

function line(name, text) {
  return Object.assign(document.createElement("p"), { className: name, textContent: text });
}

function wrap(tag, child) {
  const outer = document.createElement(tag);
  outer.append(child);
  return outer;
}
