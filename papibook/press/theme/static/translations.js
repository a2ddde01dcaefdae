/* The words of the search page: Sphinx's own Vietnamese catalogue leaves them empty. */
Documentation.addTranslations({
  locale: "vi",
  plural_expr: "0",
  messages: {
    "Searching": "Đang tìm",
    "Preparing search...": "Đang chuẩn bị tìm…",
    "Search Results": "Kết quả tìm kiếm",
    "Search": "Tìm kiếm",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Không tìm thấy trang nào. Hãy thử ít chữ hơn; có thể gõ không dấu.",
    "Search finished, found ${resultCount} page(s) matching the search query.": "Tìm thấy ${resultCount} kết quả.",
    "Hide Search Matches": "Bỏ đánh dấu",
    ", in ": ", trong ",
  },
});
