/* What the page does beyond standing still: live charts, notes at hand, tables that scroll by keyboard.
 *
 * Everything works without it: a chart has its still picture, a footnote its place at the foot of the page.
 * Nothing is fetched; the Vega bundle comes in by a script element, which works from file:// too.
 */
(() => {
  "use strict";

  const root = document.documentElement.dataset.content_root || "./";
  let bundle = null;

  function loadBundle() {
    bundle ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}_static/vega-bundle.js`;
      script.onload = () => (window.vegaEmbed ? resolve(window.vegaEmbed) : reject(new Error("no vegaEmbed")));
      script.onerror = () => reject(new Error("vega-bundle.js is missing"));
      document.head.append(script);
    });
    return bundle;
  }

  async function enliven(figure) {
    const still = figure.querySelector("img.pb-chart-still");
    const source = figure.querySelector("script.pb-chart-spec");
    if (!still || !source || figure.dataset.state) return;
    figure.dataset.state = "drawing";
    const place = document.createElement("div");
    place.className = "pb-chart-live";
    place.style.minHeight = `${still.getBoundingClientRect().height}px`;
    try {
      const embed = await loadBundle();
      const spec = JSON.parse(source.textContent);
      spec.config = { ...spec.config, font: getComputedStyle(document.body).fontFamily };
      // In the page, beside the picture, while drawing: a chart as wide as its container must be in one.
      place.style.position = "absolute";
      place.style.visibility = "hidden";
      place.style.width = `${figure.clientWidth}px`;
      still.after(place);
      if (spec.usermeta?.min_width > figure.clientWidth) slide(place, spec);
      await draw(embed, place, spec, still.alt);
      place.removeAttribute("style");
      if (place.classList.contains("pb-chart-slides")) {
        place.tabIndex = 0;
        sayThatItSlides(place, "Kéo ngang để xem đủ biểu đồ →");
      }
      still.hidden = true;
      still.style.display = "none";
      figure.dataset.state = "live";
      offerOrders(place, spec.usermeta?.orders ?? [], (rows) => draw(embed, place, inOrder(spec, rows), still.alt));
    } catch {
      place.remove();
      figure.dataset.state = "still";
    }
  }

  async function draw(embed, place, spec, alt) {
    await embed(place, spec, { actions: false, renderer: "svg" });
    // After drawing: Vega names the place "Vega visualization" and hands each mark to screen readers.
    place.setAttribute("role", "img");
    place.removeAttribute("aria-roledescription");
    place.setAttribute("aria-label", alt);
    place.querySelector("svg")?.setAttribute("aria-hidden", "true");
  }

  /* The same chart with its rows in another order: the rows are the domain of its layers' vertical scale. */
  function inOrder(spec, rows) {
    const turned = structuredClone(spec);
    for (const layer of turned.layer) layer.encoding.y.scale.domain = rows;
    return turned;
  }

  /* Radio buttons: one stop of the keyboard, arrows choose. Without a script the first order is what is drawn. */
  function offerOrders(place, orders, redraw) {
    if (orders.length < 2) return;
    const choice = document.createElement("fieldset");
    choice.className = "pb-orders";
    const name = `order-${document.querySelectorAll(".pb-orders").length}`;
    const legend = document.createElement("legend");
    legend.textContent = "Thứ tự";
    choice.append(legend);
    orders.forEach((order, place) => {
      const label = document.createElement("label");
      const button = document.createElement("input");
      Object.assign(button, { type: "radio", name, checked: place === 0 });
      button.addEventListener("change", () => redraw(order.rows));
      label.append(button, ` ${order.label}`);
      choice.append(label);
    });
    place.before(choice);
  }

  /* Narrower than its words allow, a chart is drawn at its least width and slides in its place. */
  function slide(place, spec) {
    place.classList.add("pb-chart-slides");
    spec.width = spec.usermeta.min_width;
  }

  function watchCharts() {
    const figures = document.querySelectorAll("figure.pb-chart");
    if (!figures.length) return;
    if (!("IntersectionObserver" in window)) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries.filter((each) => each.isIntersecting)) {
          watcher.unobserve(entry.target);
          enliven(entry.target);
        }
      },
      { rootMargin: "300px" },
    );
    figures.forEach((figure) => watcher.observe(figure));
    followWidths(figures);
    // On paper the drawn pictures are surer than a chart that was sized for the screen.
    window.addEventListener("beforeprint", () => showStills(true));
    window.addEventListener("afterprint", () => showStills(false));
  }

  /* Vega measures a chart's place only when the window changes; the column may change without it, or after. */
  function followWidths(figures) {
    const widths = new WeakMap();
    const observer = new ResizeObserver((entries) => {
      const moved = entries.filter((each) => {
        const before = widths.get(each.target);
        widths.set(each.target, each.contentRect.width);
        return before !== undefined && before !== each.contentRect.width;
      });
      if (moved.length) requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    });
    figures.forEach((figure) => observer.observe(figure));
  }

  function showStills(wanted) {
    for (const figure of document.querySelectorAll('figure.pb-chart[data-state="live"]')) {
      const still = figure.querySelector("img.pb-chart-still");
      still.hidden = !wanted;
      still.style.display = wanted ? "" : "none";
      figure.querySelector(".pb-chart-live").hidden = wanted;
      figure.querySelector(".pb-chart-live").style.display = wanted ? "none" : "";
    }
  }

  /* A box that slides must be reachable by keyboard, have a name and say that it goes on; one that does not
   * slide must not be a stop. */
  function nameScrollBoxes() {
    // The second kind are the tables of the hand-written text.
    for (const box of document.querySelectorAll(".pb-scroll, .pst-scrollable-table-container")) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.querySelector("caption")?.textContent.trim() || "Bảng");
        sayThatItSlides(box, "Kéo ngang để xem đủ các cột →");
      } else {
        for (const name of ["tabindex", "role", "aria-label", "data-more"]) box.removeAttribute(name);
        if (box.previousElementSibling?.matches(".pb-table-cue")) box.previousElementSibling.remove();
      }
    }
  }

  function sayThatItSlides(box, words) {
    if (!box.previousElementSibling?.matches(".pb-table-cue")) {
      const cue = document.createElement("p");
      cue.className = "pb-table-cue";
      cue.textContent = words;
      box.before(cue);
      box.addEventListener("scroll", () => showWhereItGoesOn(box), { passive: true });
    }
    showWhereItGoesOn(box);
  }

  function showWhereItGoesOn(box) {
    const isAtEnd = box.scrollLeft + box.clientWidth >= box.scrollWidth - 2;
    box.dataset.more = isAtEnd ? "none" : "end";
  }

  /* A long list would hide all that follows it: where rows are blocks (narrow windows, see the style sheet),
     and at every width where the table grows with the number of units. */
  function foldLongLists() {
    for (const table of document.querySelectorAll(".pb-scroll > :is(table.pb-stack, table.pb-long)")) {
      foldRows(table, table.matches(".pb-long") ? 20 : 12);
    }
  }

  function foldRows(table, most) {
    const rows = [...table.querySelectorAll("tbody tr:not(.gt_group_heading_row)")];
    if (rows.length <= most + 3) return;
    const first = rows[most];
    for (const row of table.querySelectorAll("tbody tr")) {
      const isBeyond = row === first || first.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
      const heading = row.matches(".gt_group_heading_row") ? row.nextElementSibling : null;
      row.classList.toggle("pb-beyond", Boolean(isBeyond) || heading === first);
    }
    const box = table.parentElement;
    if (box.classList.contains("pb-folded")) return;
    box.classList.add("pb-folded");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pb-unfold";
    button.textContent = `Xem đủ ${rows.length} dòng`;
    const unfold = () => {
      box.classList.remove("pb-folded");
      button.remove();
    };
    button.addEventListener("click", () => {
      unfold();
      table.querySelector(".pb-beyond:not(.gt_group_heading_row)")?.querySelector("a, th, td")?.focus?.();
      nameScrollBoxes();
    });
    box.after(button);
    const showAimed = () => {
      const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (aim && aim.closest(".pb-beyond") && box.contains(aim)) {
        unfold();
        aim.scrollIntoView();
      }
    };
    showAimed();
    window.addEventListener("hashchange", showAimed);
  }

  /* A page of more than twelve screens folds, until it is no longer so, what its text marks as details and then
     its tables, the tallest first. */
  function foldLongPage() {
    if (!window.matchMedia("(min-width: 1024px)").matches) return;
    const isTall = () => document.documentElement.scrollHeight > 12 * 800;
    for (const details of document.querySelectorAll(".pb-details")) {
      if (!isTall()) return;
      const names = document.createElement("details");
      names.className = "pb-names";
      const summary = document.createElement("summary");
      summary.textContent = "Xem chi tiết";
      details.before(names);
      names.append(summary, details);
    }
    const tables = [...document.querySelectorAll(".pb-scroll > table")];
    tables.sort((one, other) => other.offsetHeight - one.offsetHeight);
    for (const table of tables) {
      if (!isTall()) return;
      table.classList.add("pb-long");
      foldRows(table, 12);
    }
  }

  /* A link into a folded list opens it. */
  function openAimedNames() {
    const open = () => {
      const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const names = aim && aim.closest(".pb-names");
      if (!names || names.open) return;
      names.open = true;
      aim.scrollIntoView();
    };
    open();
    window.addEventListener("hashchange", open);
    window.addEventListener("beforeprint", () => {
      for (const names of document.querySelectorAll(".pb-names")) names.open = true;
    });
  }

  function showNotes() {
    let box = null;
    const close = () => {
      box?.remove();
      box = null;
    };
    const open = (reference) => {
      close();
      const note = document.getElementById(decodeURIComponent(reference.hash.slice(1)));
      if (!note) return;
      box = document.createElement("div");
      box.className = "pb-note-box";
      box.setAttribute("role", "tooltip");
      for (const part of note.querySelectorAll(":scope > p")) box.append(part.cloneNode(true));
      if (!box.childElementCount) return;
      document.body.append(box);
      const at = reference.getBoundingClientRect();
      const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 16);
      box.style.left = `${Math.max(16, left) + window.scrollX}px`;
      const below = at.bottom + box.offsetHeight + 12 < window.innerHeight;
      box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + window.scrollY}px`;
    };
    for (const reference of document.querySelectorAll("a.footnote-reference")) {
      reference.addEventListener("mouseenter", () => open(reference));
      reference.addEventListener("focus", () => open(reference));
      reference.addEventListener("mouseleave", close);
      reference.addEventListener("blur", close);
    }
    document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  }

  /* The theme remembers how far the table of contents was scrolled; the page's own entry must be in sight. */
  function showOwnEntry() {
    const side = document.querySelector(".bd-sidebar-primary");
    const own = side?.querySelector('[aria-current="page"], .current > a.current, .current > a');
    if (!own) return;
    const [at, box] = [own.getBoundingClientRect(), side.getBoundingClientRect()];
    if (at.top < box.top || at.bottom > Math.min(box.bottom, window.innerHeight)) {
      side.scrollTop += at.top - box.top - box.height / 3;
    }
  }

  /* In a site of issued editions a script beside this one says which others there are (press.issued.site); an
     edition that stands alone lies in a folder of another name and asks for none. */
  function askForEditions() {
    const folder = new URL(root, location.href).pathname.split("/").at(-2);
    if (!folder || ![document.body.dataset.edition, "latest"].includes(decodeURIComponent(folder))) return;
    const script = document.createElement("script");
    script.src = `${root}../editions.js`;
    document.head.append(script);
  }

  watchCharts();
  askForEditions();
  window.addEventListener("load", showOwnEntry);
  foldLongLists();
  foldLongPage();
  openAimedNames();
  nameScrollBoxes();
  window.addEventListener("resize", nameScrollBoxes);
  showNotes();
})();
