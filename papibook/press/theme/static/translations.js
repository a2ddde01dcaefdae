/* Sphinx's own Vietnamese catalogue, which this file takes the place of, leaves these words empty. */
Documentation.addTranslations({
  locale: "vi",
  plural_expr: "0",
  messages: { "Hide Search Matches": "Bỏ đánh dấu" },
});
