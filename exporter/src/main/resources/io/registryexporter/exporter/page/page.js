
"use strict";
(() => {
  const table = document.getElementById("repositories");
  if (!table) return;
  const body = table.tBodies[0];
  const repositories = [...body.rows].map(row => ({
    row,
    name: row.cells[0].textContent,
    lowerCaseName: row.cells[0].textContent.toLowerCase(),
    values: [...row.cells].map(cell => cell.dataset.v ? Number(cell.dataset.v) : NaN),
  }));
  const STORED = 1, EXCLUSIVE = 2, MOST_CELLS = 150;
  const byId = id => document.getElementById(id);
  const create = (tag, className, text) => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const bytes = value => {
    let unit = 0;
    for (; value >= 1023.95 && unit < 6; unit++) value /= 1024;
    return unit ? value.toFixed(1) + " " + "KMGTPE"[unit - 1] + "iB" : value + " B";
  };

  // The table: sorted by a click on a heading, restricted by the filter and by where the map is.
  const sortBy = (column, heading) => {
    const descending = heading.ariaSort ? heading.ariaSort === "ascending" : column > 0;
    for (const other of heading.parentNode.cells) other.removeAttribute("aria-sort");
    heading.ariaSort = descending ? "descending" : "ascending";
    const order = (a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    repositories.sort((a, b) => column
      ? (descending ? b.values[column] - a.values[column] : a.values[column] - b.values[column]) || order(a, b)
      : (descending ? order(b, a) : order(a, b)));
    body.append(...repositories.map(repository => repository.row));
  };
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = create("button", "", heading.textContent);
    button.type = "button";
    button.addEventListener("click", () => sortBy(column, heading));
    heading.replaceChildren(button);
    if (heading.dataset.order === table.dataset.order) {
      heading.ariaSort = heading.dataset.order === "name" || heading.dataset.order === "last-push" ? "ascending" : "descending";
    }
  });
  const place = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };
  const isBelow = (name, path) => !path || name === path || name.startsWith(path + "/");
  const filter = () => {
    const text = byId("filter").value.trim().toLowerCase(), path = place();
    let shown = 0;
    for (const { row, name, lowerCaseName } of repositories) {
      row.hidden = !(lowerCaseName.includes(text) && isBelow(name, path));
      shown += !row.hidden;
    }
    byId("shown").textContent = shown + " of " + repositories.length;
  };
  byId("filter").addEventListener("input", filter);

  // The map: what is one component below a path. Paths have figures of their own, because their repositories share blobs.
  const number = text => text ? Number(text) : NaN;
  const paths = new Map([...byId("paths").children].map(({ textContent, dataset }) => [textContent, {
    stored: number(dataset.stored), exclusive: number(dataset.exclusive), repositories: number(dataset.repositories),
  }]));
  const oneBelow = (name, path) => {
    const end = name.indexOf("/", path ? path.length + 1 : 0);
    return end < 0 ? name : name.slice(0, end);
  };
  const entriesBelow = path => {
    const entries = new Map();
    const add = (name, own) => {
      const next = oneBelow(name, path), together = next === path ? undefined : paths.get(next);
      const entry = entries.get(next)
        ?? { path: next, label: next === path ? path : next.slice(path ? path.length + 1 : 0), together: Boolean(together), least: 0, ...together ?? own };
      entry.least = Math.max(entry.least, own.stored || 0);
      entries.set(next, entry);
    };
    for (const { name, values } of repositories) {
      if (isBelow(name, path)) add(name, { stored: values[STORED], exclusive: values[EXCLUSIVE], repositories: 1 });
    }
    for (const [name, figures] of paths) {
      if (name !== path && isBelow(name, path)) add(name, figures);
    }
    // Where not everything below a path could be read, the path stores no less than its largest repository.
    for (const entry of entries.values()) entry.area = Number.isNaN(entry.stored) ? entry.least : entry.stored;
    return [...entries.values()].filter(entry => entry.area > 0).sort((a, b) => b.area - a.area);
  };
  const cellsOf = entries => {
    if (entries.length <= MOST_CELLS) return entries;
    const smaller = entries.slice(MOST_CELLS), sum = figure => smaller.reduce((all, entry) => all + entry[figure], 0);
    const rest = { path: "", label: smaller.length + " smaller ones", area: sum("area"), exclusive: sum("exclusive"), repositories: sum("repositories") };
    return [...entries.slice(0, MOST_CELLS), rest].sort((a, b) => b.area - a.area);
  };
  const stores = entry => entry.stored >= 0 ? bytes(entry.stored) : "at least " + bytes(entry.least);
  const explain = entry => {
    const count = Number.isNaN(entry.repositories) ? "" : entry.repositories + (entry.repositories === 1 ? " repository" : " repositories");
    if (!entry.path) return entry.label + ": " + count;
    const parts = entry.exclusive >= 0 && entry.stored >= 0
      ? "; " + bytes(entry.exclusive) + " exclusive, " + bytes(entry.stored - entry.exclusive) + " shared with repositories elsewhere" : "";
    return entry.label + ": " + stores(entry) + (entry.together ? " together, each blob once" + (count && ", in " + count) : " stored") + parts;
  };
  const sumUp = (path, entries) => {
    const whole = paths.get(path), { unused, all } = byId("paths").dataset;
    if (!whole) return "";
    const name = path || "All repositories";
    if (Number.isNaN(whole.stored)) return name + ": unknown together, because some entries could not be read.";
    const added = entries.reduce((sum, entry) => sum + entry.area, 0);
    return name + ": " + bytes(whole.stored) + " together, each blob once"
      + (!path && unused > 0 ? "; another " + bytes(Number(unused)) + " in no repository." : ".")
      + (all && added > whole.stored ? " The parts share blobs, and each part counts them: they add up to " + bytes(added) + "." : "");
  };

  // Squarified (Bruls, Huizing, van Wijk): rows along the shorter side, as long as the cells become squarer.
  const squarify = (entries, width, height, put) => {
    let x = 0, y = 0, w = width, h = height, from = 0;
    let left = entries.reduce((sum, entry) => sum + entry.area, 0);
    const scale = width * height / left;
    const worst = (sum, least, most, side) => Math.max(side * side * most / (sum * sum), sum * sum / (side * side * least));
    while (from < entries.length) {
      const side = Math.min(w, h);
      let to = from, sum = 0;
      const most = entries[from].area * scale;
      while (to < entries.length) {
        const area = entries[to].area * scale;
        const last = to > from ? entries[to - 1].area * scale : 0;
        if (to > from && worst(sum + area, area, most, side) > worst(sum, last, most, side)) break;
        sum += area;
        to++;
      }
      const thickness = sum / side;
      let along = 0;
      for (const entry of entries.slice(from, to)) {
        const length = entry.area * scale / thickness;
        if (w >= h) put(entry, x, y + along, thickness, length);
        else put(entry, x + along, y, length, thickness);
        along += length;
      }
      if (w >= h) { x += thickness; w -= thickness; } else { y += thickness; h -= thickness; }
      from = to;
    }
  };

  const draw = () => {
    const map = byId("treemap"), path = place();
    const entries = entriesBelow(path);
    map.replaceChildren();
    byId("together").textContent = sumUp(path, entries);
    if (entries.length) {
      squarify(cellsOf(entries), map.clientWidth, map.clientHeight, (entry, x, y, width, height) => {
        const goesIn = entry.path && entry.path !== path;
        const cell = create(goesIn ? "a" : "div", "cell", "");
        const part = entry.exclusive >= 0 ? Math.min(100, 100 * entry.exclusive / entry.area) : 0;
        if (goesIn) cell.href = "#" + encodeURIComponent(entry.path);
        cell.title = explain(entry);
        if (width > 40 && height > 20) cell.append(create("span", "", entry.label));
        if (entry.path && width > 40 && height > 40) cell.append(create("span", "bytes", stores(entry)));
        Object.assign(cell.style, { left: x + "px", top: y + "px", width: width + "px", height: height + "px" });
        if (width < 8 || height < 8) cell.style.padding = "0";
        cell.style.setProperty("--part", part + "%");
        map.append(cell);
      });
    }
    const trail = [create("a", "", "all")];
    trail[0].href = "#";
    path.split("/").forEach((component, i, all) => {
      if (!component) return;
      const link = create("a", "", component);
      link.href = "#" + encodeURIComponent(all.slice(0, i + 1).join("/"));
      trail.push(" / ", link);
    });
    byId("trail").replaceChildren(...trail);
  };

  const show = () => { filter(); draw(); };
  byId("tools").hidden = false;
  byId("map").hidden = !repositories.some(repository => repository.values[STORED]);
  addEventListener("hashchange", show);
  new ResizeObserver(draw).observe(byId("treemap"));
  show();
})();
// The tags: of the live page loaded a hundred at a time, of a file those that the file has.
(() => {
  const byId = id => document.getElementById(id);
  const section = byId("tags");
  if (!section) return;
  const table = byId("tag-table"), body = table.tBodies[0], source = section.dataset.source, now = Number(section.dataset.now);
  const NAME = 0, SIZE = 1, EXCLUSIVE = 2, PUSHED = 4, DAY = 86400000;
  const columns = { name: NAME, size: SIZE, exclusive: EXCLUSIVE, pushed: PUSHED };
  const embedded = [...body.rows];
  let order = section.dataset.order, page = 0, request = 0, timer = 0;
  const bytes = value => {
    if (value === null) return "?";
    let unit = 0;
    for (; value >= 1023.95 && unit < 6; unit++) value /= 1024;
    return unit ? value.toFixed(1) + " " + "KMGTPE"[unit - 1] + "iB" : value + " B";
  };
  const age = millis => {
    const minutes = Math.floor(millis / 60000), hours = Math.floor(minutes / 60);
    if (hours >= 48) return Math.floor(hours / 24) + "d";
    return hours > 0 ? hours + "h" : minutes > 0 ? minutes + "m" : Math.max(0, Math.floor(millis / 1000)) + "s";
  };
  const row = tag => {
    const made = document.createElement("tr");
    [tag.repository + ":" + tag.tag, bytes(tag.bytes), bytes(tag.exclusiveBytes), tag.layers.toLocaleString("en"), age(now - Date.parse(tag.pushed))]
      .forEach((text, column) => {
        const cell = made.insertCell();
        cell.textContent = text;
        if (column) cell.className = column === 3 ? "n wide" : "n";
        if (column === PUSHED) cell.title = tag.pushed;
      });
    return made;
  };
  const sortEmbedded = () => {
    const column = columns[order];
    const name = row => row.cells[NAME].textContent, value = row => Number(row.cells[column].dataset.v || -1);
    const byName = (a, b) => name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0;
    embedded.sort((a, b) => column === NAME ? byName(a, b)
      : (column === PUSHED ? value(a) - value(b) : value(b) - value(a)) || byName(a, b));
    body.append(...embedded);
  };
  const filterEmbedded = () => {
    const text = byId("tag-repository").value.trim().toLowerCase(), days = Number(byId("tag-age").value);
    let shown = 0;
    for (const row of embedded) {
      const name = row.cells[NAME].textContent;
      row.hidden = !name.slice(0, name.lastIndexOf(":")).toLowerCase().includes(text)
        || (days > 0 && Number(row.cells[PUSHED].dataset.v) > now - days * DAY);
      shown += !row.hidden;
    }
    byId("tag-shown").textContent = shown + " of the " + embedded.length + " that this file has";
  };
  const load = async () => {
    const mine = ++request;
    // Without the user and password that the address of the page may have: fetch refuses them.
    const address = new URL(source, location.origin + location.pathname);
    address.searchParams.set("sort", order);
    address.searchParams.set("page", page);
    const text = byId("tag-repository").value.trim(), days = byId("tag-age").value;
    if (text) address.searchParams.set("repository", text);
    if (days) address.searchParams.set("older-than-days", days);
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(response.status);
      const list = await response.json();
      if (mine !== request) return;
      body.replaceChildren(...list.tags.map(row));
      const first = list.page * 100 + 1, count = value => value.toLocaleString("en");
      byId("tag-shown").textContent = list.tags.length
        ? count(first) + " to " + count(first + list.tags.length - 1) + " of " + count(list.matches) : "none of them";
      byId("tag-pages").hidden = list.pages < 2;
      byId("tag-back").disabled = page === 0;
      byId("tag-next").disabled = page + 1 >= list.pages;
    } catch (error) {
      if (mine === request) byId("tag-shown").textContent = "The tags could not be loaded. Reload the page.";
    }
  };
  const show = () => {
    if (source) load();
    else filterEmbedded();
  };
  const soon = () => {
    page = 0;
    clearTimeout(timer);
    timer = setTimeout(show, source ? 250 : 0);
  };
  const mark = () => {
    for (const heading of table.tHead.rows[0].cells) {
      if (heading.dataset.order === order) heading.ariaSort = order === "size" || order === "exclusive" ? "descending" : "ascending";
      else heading.removeAttribute("aria-sort");
    }
  };
  for (const heading of table.tHead.rows[0].cells) {
    if (!heading.dataset.order) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => {
      order = heading.dataset.order;
      mark();
      if (!source) sortEmbedded();
      soon();
    });
    heading.replaceChildren(button);
  }
  byId("tag-repository").addEventListener("input", soon);
  byId("tag-age").addEventListener("change", soon);
  byId("tag-back").addEventListener("click", () => { page--; show(); });
  byId("tag-next").addEventListener("click", () => { page++; show(); });
  byId("tag-tools").hidden = false;
  mark();
})();
