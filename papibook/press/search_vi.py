"""Search in Vietnamese: marks are folded away, so that "ke hoach" and "kế hoạch" both find "kế hoạch".

Sphinx knows no Vietnamese and would fall back to English stemming. A Vietnamese word is written as
syllables without endings, so there is nothing to stem: a syllable is folded to its bare letters, in the
index (here) and in the browser (``JS_FOLD``) by the same rule.
"""

from __future__ import annotations

import re
import unicodedata

from sphinx.search import SearchLanguage

_WORD = re.compile(r"\w+")

JS_STEMMER = r"""
var papibookFold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
var Stemmer = function () {
  this.stemWord = papibookFold;
};
"""

# Sphinx matches whole titles by their own spelling, so a bare "ke hoach" would miss the title "Kế hoạch".
# The wrapper adds the titles that match when folded, with the score that Sphinx gives an exact title.
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
    const results = perform(query, ...terms);
    const wanted = papibookFold(query.trim());
    const { alltitles, titles, docnames, filenames } = Search._index;
    const seen = new Map(results.map((result, place) => [result[0] + result[2], place]));
    for (const [title, places] of Object.entries(alltitles)) {
      const folded = papibookFold(title);
      if (!wanted || !folded.includes(wanted) || wanted.length < folded.length / 2) continue;
      for (const [file, id] of places) {
        const isPage = titles[file] === title;
        const score = Math.round((Scorer.title * wanted.length) / folded.length) + (isPage ? 1 : 0);
        const anchor = id !== null ? "#" + id : "";
        const label = isPage ? title : `${titles[file]} > ${title}`;
        const found = [docnames[file], label, anchor, null, score, filenames[file]];
        const place = seen.get(docnames[file] + anchor);
        if (place === undefined) results.push(found);
        else if (results[place][4] < score) results[place] = found;
      }
    }
    return results.sort(_orderResultsByScoreThenName);
  };
})();
"""


def fold(text: str) -> str:
    """``text`` in lower case without marks: what the index and the browser compare.

    >>> fold("Kế hoạch"), fold("ĐƯỜNG")
    ('ke hoach', 'duong')
    """
    apart = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
    return bare.replace("đ", "d")


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
        return fold(word)

    def word_filter(self, word: str) -> bool:
        return bool(word)
