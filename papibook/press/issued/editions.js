/* Beside the editions of a site: says on each page which other editions there are, and that one was replaced.
   What is in force is here alone, so that an edition's own files stay as they were issued. */
(() => {
  const site = {"editions": []};
  const script = document.currentScript;
  if (!site.editions.length || !script) return;
  const root = new URL(".", script.src);
  const path = decodeURI(location.href.split(/[?#]/)[0]);
  const base = decodeURI(root.href);
  if (!path.startsWith(base)) return;
  const [folder, ...rest] = path.slice(base.length).split("/");
  const page = rest.join("/") || "index.html";
  const id = folder === "latest" ? site.latest : folder;
  const here = site.editions.find((each) => each.id === id);
  const article = document.querySelector("article.bd-article");
  if (!here || !article) return;
  const words = site.words;
  const make = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const link = (edition, text) => {
    const made = make("a", text);
    const has = edition.pages.includes(page);
    made.href = new URL(`${edition.id}/${has ? page : "index.html"}`, root).href;
    if (!has) made.append(` ${words.cover}`);
    return made;
  };
  const bar = make("nav", "", "pb-editions d-print-none");
  bar.setAttribute("aria-label", words.editions);
  const others = site.editions.filter((each) => each !== here);
  if (others.length) {
    bar.append(`${words.here}: `);
    others.forEach((each, at) => {
      if (at) bar.append(" · ");
      bar.append(link(each, each.name));
    });
    bar.append(" · ");
  }
  const all = make("a", words.all);
  all.href = new URL("index.html", root).href;
  bar.append(all);
  article.prepend(bar);
  const after = site.editions.find((each) => each.id === here.replacedBy);
  if (!after) return;
  const told = words.replaced.replace("{name}", after.name).replace("{number}", after.number).replace("{day}", after.day);
  const mark = make("p", `${told} `, "pb-replaced");
  mark.setAttribute("role", "note");
  mark.append(link(after, words.see));
  article.prepend(mark);
})();
