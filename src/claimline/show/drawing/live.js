/* Figures that answer: a tooltip with the quote, a filter by voice and period, a passage for the mark that was chosen.
   Everything shown here stands on the page without it. What a mark says comes from its link, its days and voice from
   the table behind its figure. Text enters the page as text only. */
(() => {
  "use strict";
  if (window.claimlineLive) return window.claimlineLive();
  const MOST_VOICES = 12;
  const hidden = new Map(); // figure -> the ids of rows that its filter leaves out

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };
  const row = (link) => (link.getAttribute("href") || link.getAttribute("xlink:href") || "").slice(1);
  const links = (figure) => [...figure.querySelectorAll("svg a")];

  // ---- tooltips: pointed at or focused, hoverable, gone with Escape -------------------------------------------

  const tip = make("div", "claimline-tip");
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  let teller = null; // the link whose words the tooltip shows
  const say = (link) => {
    teller = link;
    tip.replaceChildren(...link.dataset.said.split("\n").map((line) => make("p", "", line)));
    tip.hidden = false;
    const box = link.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    const below = box.bottom + 6 + tip.offsetHeight < window.innerHeight;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - tip.offsetHeight - 6)}px`;
  };
  const hush = () => { tip.hidden = true; };

  const speaking = (link) => {
    const title = link.querySelector("title");
    if (!title) return;
    link.dataset.said = title.textContent;
    if (!link.hasAttribute("aria-label")) link.setAttribute("aria-label", title.textContent.replaceAll("\n", " · "));
    title.remove(); // the browser's own tooltip would cover ours
    link.addEventListener("pointerenter", () => say(link));
    link.addEventListener("focus", () => say(link));
    link.addEventListener("blur", hush);
    link.addEventListener("pointerleave", (event) => { if (event.relatedTarget !== tip) hush(); });
  };

  // ---- the passage of a chosen mark ---------------------------------------------------------------------------

  const passage = (figure, link) => {
    const id = row(link);
    const shown = figure.querySelector(".claimline-passage");
    const told = document.querySelector(`tr#${CSS.escape(id)} .quote`);
    const lines = link.dataset.said.split("\n");
    const quote = make("blockquote");
    if (told) quote.append(...[...told.childNodes].map((node) => node.cloneNode(true)));
    else quote.append(make("mark", "", lines.find((line) => line.startsWith("“")) || lines[0]));
    const place = make("p", "", lines.filter((line) => !line.startsWith("“")).join(" · ") + " ");
    if (told) {
      const there = make("a", "", "Its evidence");
      there.href = `#${id}`;
      there.addEventListener("click", () => { told.closest("details")?.setAttribute("open", ""); });
      place.append(there);
    }
    shown.replaceChildren(place, quote);
    shown.hidden = false;
    links(figure).forEach((other) => other.classList.toggle("chosen", row(other) === id));
  };

  // ---- filters ------------------------------------------------------------------------------------------------

  const known = (figure) => [...figure.querySelectorAll("tr[data-row]")].map((line) => ({
    id: line.dataset.row, voice: line.dataset.voice, from: line.dataset.from, to: line.dataset.to,
  }));

  const apply = () => {
    const out = new Set([...hidden.values()].flatMap((ids) => [...ids]));
    document.querySelectorAll(".claimline-figure svg a").forEach((link) => {
      link.classList.toggle("faint", out.has(row(link)));
    });
    document.querySelectorAll("tr[data-row], table.evidence tr[id]").forEach((line) => {
      line.hidden = out.has(line.dataset.row || line.id);
    });
  };

  // A row without a day meets no period; one of several days meets every period that has one of them.
  const within = (one, from, to) => (!from && !to)
    || ((one.from || one.to) && (!to || !one.from || one.from <= to) && (!from || !one.to || one.to >= from));

  const filter = (figure) => {
    const rows = known(figure);
    if (rows.length < 2) return;
    const folded = make("details", "claimline-filter");
    folded.append(make("summary", "", "Filter by voice or period"));
    const voices = new Map();
    rows.forEach((one) => { if (one.voice) voices.set(one.voice, (voices.get(one.voice) || 0) + 1); });
    const most = [...voices].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_VOICES);
    const told = make("output");
    let brushed = null;

    const buttons = most.map(([voice, count]) => {
      const button = make("button", "", `${voice} (${count})`);
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.dataset.voice = voice;
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        choose();
      });
      return button;
    });
    const [from, to] = ["From", "To"].map((name) => {
      const field = make("input");
      field.type = "date";
      field.setAttribute("aria-label", `${name} day`);
      field.addEventListener("change", () => { brushed = null; choose(); });
      return field;
    });
    const all = make("button", "", "Show all");
    all.type = "button";
    all.addEventListener("click", () => {
      buttons.forEach((button) => button.setAttribute("aria-pressed", "false"));
      from.value = to.value = "";
      brushed = null;
      choose();
    });

    const choose = () => {
      const pressed = buttons.filter((button) => button.getAttribute("aria-pressed") === "true");
      const asked = new Set(pressed.map((button) => button.dataset.voice));
      const kept = rows.filter((one) => (!asked.size || asked.has(one.voice))
        && (brushed ? brushed.has(one.id) : within(one, from.value, to.value)));
      const stay = new Set(kept.map((one) => one.id));
      hidden.set(figure, new Set(rows.filter((one) => !stay.has(one.id)).map((one) => one.id)));
      const any = asked.size || from.value || to.value || brushed;
      told.textContent = any ? `${kept.length} of ${rows.length} rows: the tables on this page show them alone.` : "";
      apply();
    };
    figure.claimlineBrush = (ids) => {
      const met = rows.filter((one) => ids.has(one.id));
      const ends = [met.map((one) => one.from || one.to), met.map((one) => one.to || one.from)];
      const [first, last] = ends.map((some) => some.filter(Boolean).sort());
      brushed = ids;
      from.value = first[0] || "";
      to.value = last[last.length - 1] || "";
      folded.open = true;
      choose();
    };
    const period = make("p");
    period.append("Said from ", from, " to ", to, " ", all);
    const chips = make("p", "voices");
    chips.append(...buttons);
    folded.append(chips, period, make("p", "", "Or draw a box over marks with the mouse."), told);
    figure.querySelector("details")?.before(folded);
  };

  // ---- the brush: marks inside a box drawn with the mouse; the keyboard has the fields above -----------------

  const brush = (figure, drawing) => {
    let start = null;
    let drawn = false;
    const box = make("div", "claimline-brush");
    drawing.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || event.button) return;
      start = { x: event.clientX, y: event.clientY };
      drawn = false;
    });
    drawing.addEventListener("click", (event) => { // the click that ends a box is not meant for the mark below it
      if (!drawn) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
    drawing.addEventListener("dragstart", (event) => event.preventDefault());
    const ends = (event) => ({
      left: Math.min(start.x, event.clientX), right: Math.max(start.x, event.clientX),
      top: Math.min(start.y, event.clientY), bottom: Math.max(start.y, event.clientY),
    });
    window.addEventListener("pointermove", (event) => {
      if (!start) return;
      const area = ends(event);
      if (area.right - area.left < 8) return;
      document.body.append(box);
      for (const [edge, value] of [["left", area.left], ["top", area.top]]) box.style[edge] = `${value}px`;
      box.style.width = `${area.right - area.left}px`;
      box.style.height = `${area.bottom - area.top}px`;
      event.preventDefault();
    });
    window.addEventListener("pointerup", (event) => {
      if (!start) return;
      const area = ends(event);
      drawn = box.isConnected;
      start = null;
      box.remove();
      if (!drawn || !figure.claimlineBrush) return;
      const met = links(drawing).filter((link) => {
        const mark = link.getBoundingClientRect();
        const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2];
        return mark.width && x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;
      });
      if (!met.length) return;
      figure.claimlineBrush(new Set(met.map(row)));
    });
  };

  const enliven = (figure) => {
    if (figure.dataset.live) return;
    figure.dataset.live = "true";
    links(figure).forEach((link) => {
      speaking(link);
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || !link.dataset.said) return;
        event.preventDefault();
        passage(figure, link);
      });
    });
    const shown = make("div", "claimline-passage");
    shown.setAttribute("aria-live", "polite");
    shown.hidden = true;
    filter(figure);
    (figure.querySelector(".claimline-filter") || figure.querySelector("details"))?.before(shown);
    figure.querySelectorAll("svg").forEach((drawing) => brush(figure, drawing));
  };

  window.claimlineLive = () => setTimeout(() => {
    document.body.append(tip);
    document.querySelectorAll("figure.claimline-figure").forEach(enliven);
  });
  tip.addEventListener("pointerleave", hush);
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });
  window.addEventListener("scroll", () => {
    if (!tip.hidden) teller.matches(":hover, :focus") ? say(teller) : hush();
  }, { passive: true });
  window.claimlineLive();
})();
