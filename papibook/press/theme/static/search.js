/* The search page: a phrase first, then titles, then words near each other; each find leads to its part of a page.
 *
 * The index (searchindex.js) is a script beside the book, so all of it works from a folder on disk too.
 */
(() => {
  "use strict";

  const NEAR = 120;
  const MOST = 100;
  const SNIPPET = 190;

  /* Letter for letter, so that a place in the folded text is the same place in the text. */
  const fold = (text) => [...text].map(foldLetter).join("");
  const foldLetter = (letter) => {
    const bare = letter.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
    return bare.length === letter.length ? bare : letter;
  };
  const lower = (text) => {
    const small = text.toLowerCase();
    return small.length === text.length ? small : text;
  };
  const wordsOf = (text) => text.split(/[^\p{L}\p{N}_]+/u).filter(Boolean);

  /* Where ``words`` stand one after the other, with whatever signs between them but no end of line. */
  function phraseOf(words, isWhole) {
    const inner = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^\\p{L}\\p{N}_\\n]+");
    return new RegExp(`(?<![\\p{L}\\p{N}_])${inner}${isWhole ? "(?![\\p{L}\\p{N}_])" : ""}`, "gu");
  }

  function readQuery(asked) {
    const typed = wordsOf(lower(asked.normalize("NFC")));
    const bare = typed.map(fold);
    const isMarked = typed.some((word, at) => word !== bare[at]);
    return {
      bare,
      whole: phraseOf(bare, true),
      begun: phraseOf(bare, false),
      asTyped: isMarked ? phraseOf(typed, true) : null,
      single: bare.map((word, at) => phraseOf([word], at < bare.length - 1)),
    };
  }

  const places = (pattern, text) => [...text.matchAll(pattern)].map((found) => found.index);

  /* 0: not there; otherwise more than 0 and less than 100, more where more of the name was asked for. */
  function nameScore(query, name) {
    const bare = fold(name);
    if (!places(query.whole, bare).length) return 0;
    const share = query.bare.join(" ").length / wordsOf(bare).join(" ").length;
    return 10 + 60 * share + (query.asTyped && places(query.asTyped, lower(name)).length ? 20 : 0);
  }

  /* The narrowest stretch of ``found`` (places of each word) that has every word. */
  function closest(found) {
    let best = { span: Infinity, at: 0 };
    for (const start of found[0]) {
      const each = found.map((list) => list.reduce((a, b) => (Math.abs(b - start) < Math.abs(a - start) ? b : a)));
      const [first, last] = [Math.min(...each), Math.max(...each)];
      if (last - first < best.span) best = { span: last - first, at: first };
    }
    return best;
  }

  function partScore(query, heading, text, bare) {
    const exact = places(query.whole, bare);
    const named = nameScore(query, heading);
    if (named) return { score: 700 + named, at: exact[0] ?? 0, isExact: true };
    if (exact.length) {
      const typed = query.asTyped ? places(query.asTyped, lower(text)) : [];
      const at = typed[0] ?? exact[0];
      return { score: 500 + (typed.length ? 60 : 0) + Math.min(exact.length, 20), at, isExact: true };
    }
    const begun = places(query.begun, bare);
    if (begun.length) return { score: 450 + Math.min(begun.length, 20), at: begun[0], isExact: true };
    const found = query.single.map((pattern) => places(pattern, bare));
    if (found.some((list) => !list.length)) return null;
    const { span, at } = closest(found);
    return { score: span <= NEAR ? 400 - span / 2 : 200, at };
  }

  /* The best part of a page; its title counts for the page as a whole. */
  function bestOf(query, page) {
    const named = nameScore(query, page.title);
    let best = null;
    const missing = new Set(query.bare.keys());
    page.parts.forEach(([anchor, heading, text], number) => {
      const bare = fold(text);
      const found = partScore(query, heading === page.title ? "" : heading, text, bare);
      if (found && (!best || found.score > best.score)) {
        best = { ...found, anchor, heading, text: text || textFrom(page, number) };
      }
      for (const at of [...missing]) {
        if (places(query.single[at], `${bare}\n${fold(heading)}`).length) missing.delete(at);
      }
    });
    const whole = { anchor: "", heading: "", text: textFrom(page, 0), at: 0 };
    if (named) return { ...whole, score: 900 + named, isExact: true };
    return best || missing.size ? best : { ...whole, score: 100 };
  }

  /* A heading may have its text in the next part. */
  const textFrom = (page, number) => page.parts.slice(number).find(([, , text]) => text)?.[2] ?? "";

  function search(asked) {
    const query = readQuery(asked);
    if (!query.bare.length) return { query, found: [] };
    const found = [];
    for (const page of papibookPages) {
      const best = bestOf(query, page);
      if (best) found.push({ page, ...best });
    }
    return { query, found: found.sort((one, other) => other.score - one.score) };
  }

  /* The text around the find, cut between words, with what was found marked. */
  function snippet(query, { text, at }) {
    const from = at < 60 ? 0 : text.indexOf(" ", at - 60) + 1 || at;
    const cut = text.indexOf(" ", from + SNIPPET);
    const shown = text.slice(from, cut < 0 ? undefined : cut);
    const paragraph = document.createElement("p");
    paragraph.className = "pb-found-text";
    paragraph.append(from > 0 ? "… " : "");
    const bare = fold(shown);
    const whole = [...bare.matchAll(query.whole)];
    const marks = (whole.length ? whole : query.single.flatMap((pattern) => [...bare.matchAll(pattern)])).sort(
      (one, other) => one.index - other.index,
    );
    let done = 0;
    for (const { 0: words, index } of marks) {
      if (index < done) continue;
      const mark = document.createElement("mark");
      mark.textContent = shown.slice(index, index + words.length);
      paragraph.append(shown.slice(done, index), mark);
      done = index + words.length;
    }
    paragraph.append(shown.slice(done), cut < 0 ? "" : " …");
    for (const node of paragraph.childNodes) node.textContent = node.textContent.replaceAll("\n", " · ");
    return paragraph;
  }

  function entry(query, find) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = find.page.page + (find.anchor ? `#${encodeURIComponent(find.anchor)}` : "");
    const isPage = !find.heading || find.heading === find.page.title;
    link.textContent = isPage ? find.page.title : `${find.page.title} > ${find.heading}`;
    item.append(link, snippet(query, find));
    return item;
  }

  /* That the words are nowhere one after the other is said, or a reader takes the first page for the place. */
  function summary(box, asked, query, found) {
    if (!found.length) return box.dataset.none;
    const isPhrase = query.bare.length === 1 || found.some((find) => find.isExact);
    const words = isPhrase ? box.dataset.found : box.dataset.apart.replace("{phrase}", () => asked.trim());
    return words.replace("{count}", found.length);
  }

  function show() {
    const asked = new URLSearchParams(window.location.search).get("q") ?? "";
    const box = document.getElementById("search-results");
    for (const field of document.querySelectorAll('form.bd-search input[name="q"]')) field.value = asked;
    document.querySelector(".bd-search-container input")?.focus();
    if (!asked.trim()) return;
    const { query, found } = search(asked);
    box.querySelector(".search-summary").textContent = summary(box, asked, query, found);
    const list = document.createElement("ul");
    list.className = "search";
    list.append(...found.slice(0, MOST).map((find) => entry(query, find)));
    box.append(list);
  }

  show();
})();
