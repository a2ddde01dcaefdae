"""Search in Vietnamese: marks are folded away, so that "ke hoach" and "kế hoạch" both find "kế hoạch".

Sphinx knows no Vietnamese and would fall back to English stemming. A Vietnamese word is written as
syllables without endings, so there is nothing to stem: a syllable is folded to its bare letters, in the
index (here) and in the browser (``JS_FOLD``) by the same rule.
"""

from __future__ import annotations

import re
import unicodedata

from sphinx.search import SearchLanguage

from papibook.ground.vietnamese import bare_letters

_WORD = re.compile(r"\w+")

JS_STEMMER = r"""
var papibookFold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
var Stemmer = function () {
  this.stemWord = papibookFold;
};
"""

# Sphinx matches whole titles and index entries by their own spelling, so a bare "ke hoach" would miss the
# title "Kế hoạch". The wrapper matches both folded, with the score that Sphinx gives an exact title; an entry
# of the glossary, which Sphinx would put on top under its page's bare title, comes after titles, by its name.
JS_SPLITTER = r"""
var splitQuery = (query) =>
  query.normalize("NFC").split(/[^\p{L}\p{N}_]+/u).filter((word) => word);

(() => {
  if (typeof Search === "undefined") return;
  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const parsed = parse(query.normalize("NFC"));
    // Sphinx drops numbers from a query, but people look for "426" and "2022".
    splitQuery(query).filter((word) => /^\d{2,}$/.test(word)).forEach((word) => parsed[1].add(word));
    try {
      localStorage.removeItem("sphinx_highlight_terms");
    } catch (error) {
      /* storage is closed to pages opened from a file in some browsers */
    }
    return parsed;
  };
  const perform = Search._performSearch;
  Search._performSearch = (query, ...terms) => {
    const { alltitles, indexentries, titles, docnames, filenames } = Search._index;
    Search._index.indexentries = {};
    const results = perform(query, ...terms);
    Search._index.indexentries = indexentries;
    const wanted = papibookFold(query.trim());
    const places = new Map(results.map((result, place) => [result[0] + result[2], place]));
    const add = (name, weight, file, id, isPage) => {
      const folded = papibookFold(name);
      if (!wanted || !folded.includes(wanted) || wanted.length < folded.length / 2) return;
      const score = Math.round((weight * wanted.length) / folded.length) + (isPage ? 1 : 0);
      const anchor = id ? "#" + id : "";
      const label = isPage ? name : `${titles[file]} > ${name}`;
      const found = [docnames[file], label, anchor, null, score, filenames[file]];
      const key = docnames[file] + anchor;
      if (!places.has(key)) places.set(key, results.push(found) - 1);
      else if (results[places.get(key)][4] < score) results[places.get(key)] = found;
    };
    for (const [title, found] of Object.entries(alltitles))
      for (const [file, id] of found) add(title, Scorer.title, file, id, titles[file] === title);
    for (const [entry, found] of Object.entries(indexentries))
      for (const [file, id] of found) add(entry, Scorer.title - 1, file, id, false);
    return results.sort(_orderResultsByScoreThenName);
  };
})();
"""


class SearchVietnamese(SearchLanguage):
    """Sphinx's search language ``vi``."""

    lang = "vi"
    language_name = "Vietnamese"
    js_stemmer_code = JS_STEMMER
    js_splitter_code = JS_SPLITTER
    # Every syllable counts: "và" and "va" (to collide) fold to one, so no list of stop words is safe.
    stopwords: set[str] = set()  # noqa: RUF012 -- as Sphinx declares it

    def split(self, input: str) -> list[str]:
        """The words of ``input``. Composed first: a bare combining mark would cut a word in two."""
        return _WORD.findall(unicodedata.normalize("NFC", input))

    def stem(self, word: str) -> str:
        """``word`` folded; there is nothing to stem."""
        return bare_letters(word)

    def word_filter(self, word: str) -> bool:
        """Every word counts, also a single letter."""
        return bool(word)
