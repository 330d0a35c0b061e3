// Two repairs of Sphinx's search, which has defined its `Search` and `splitQuery` by now.

(() => {
  "use strict";

  // An excerpt is the text of a page run together; each block of it ends with a space.
  const toText = Search.htmlToText;
  const blockEnd = /<\/(?:p|li|d[dt]|div|h[1-6]|t[dh]|caption|figcaption|summary)>/g;
  Search.htmlToText = (html, anchor) => toText(html.replace(blockEnd, "$& "), anchor);

  // The index knows no single letters: the F of "F-16" would only be marked in every word.
  const split = splitQuery;
  splitQuery = (query) => split(query).filter((word) => !/^[a-z]$/i.test(word));
})();
