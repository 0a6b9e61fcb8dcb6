// What a page looks like to a reader's eye, as numbers: run in the page, returns what is wrong as lists of words.
() => {
  const shown = (element) => element.getClientRects().length > 0;
  const box = (element) => element.getBoundingClientRect();
  const said = (text) => text.textContent.trim();
  const charts = [...document.querySelectorAll(".claimline-figure:not(.thumbnail) svg")].filter(shown);
  const texts = charts.map((svg) => [...svg.querySelectorAll("text")].filter((text) => said(text) && shown(text)));

  const overlaps = texts.flatMap((group) =>
    group.flatMap((one, index) =>
      group.slice(index + 1).flatMap((other) => {
        const [a, b] = [box(one), box(other)];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        // A line box is taller than its letters: lines that touch do not overlap.
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return wide > 1 && high > 0.3 * Math.min(a.height, b.height) ? [`${said(one)} / ${said(other)}`] : [];
      }),
    ),
  );

  const clipped = charts.flatMap((svg, index) =>
    texts[index].filter((text) => {
      const [inner, outer] = [box(text), box(svg)];
      return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1;
    }).map(said),
  );

  const size = (svg, text) => parseFloat(getComputedStyle(text).fontSize) * (box(svg).width / svg.viewBox.baseVal.width);
  const small = charts.flatMap((svg, index) => texts[index].filter((text) => size(svg, text) < 11.95).map(said));

  const channels = (colour) => (colour.match(/[0-9.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  const filled = (element) => {
    const style = getComputedStyle(element);
    const solid = style.fill.startsWith("rgb") && (channels(style.fill)[3] ?? 1) > 0.5;
    return solid && style.fillOpacity * style.opacity > 0.5 && ["path", "rect", "circle"].includes(element.tagName);
  };
  const under = (text) => {
    text.scrollIntoView({ block: "center" });
    const at = box(text);
    const stack = document.elementsFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    const shape = stack.find((element) => element !== text && filled(element));
    return shape ? getComputedStyle(shape).fill : page;
  };
  const contrast = (text) => {
    const [a, b] = [luminance(getComputedStyle(text).fill), luminance(under(text))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const faint = texts.flat().filter((text) => contrast(text) < 4.5).map((text) => `${said(text)}: ${contrast(text).toFixed(2)}`);

  // A row's mark may be a pale bar or tile as long as something else of it, a letter or an edge, stands out.
  const stands = (part) => {
    const style = getComputedStyle(part);
    return ["fill", "stroke"].some((paint) => {
      const solid = style[paint].startsWith("rgb") && (channels(style[paint])[3] ?? 1) * style[`${paint}Opacity`] * style.opacity > 0.5;
      const [a, b] = [luminance(style[paint]), luminance(page)].sort((x, y) => y - x);
      return solid && (a + 0.05) / (b + 0.05) >= 3;
    });
  };
  const pale = charts.flatMap((svg) => {
    const rows = Object.groupBy([...svg.querySelectorAll("a")], (link) => link.getAttribute("href"));
    const parts = (links) => links.flatMap((link) => [...link.querySelectorAll("path,rect,text,line")]);
    const all = [...svg.querySelectorAll("path,rect,text,line")].filter((part) => !part.closest("a"));
    const near = (part) => all.filter((other) => {
      const [a, b] = [box(part), box(other)];
      return b.left < a.right + 2 && b.right > a.left - 2 && b.top < a.bottom + 2 && b.bottom > a.top - 2;
    });
    return Object.entries(rows)
      .filter(([, links]) => !parts(links).some((part) => stands(part) || near(part).some(stands)))
      .map(([href]) => href);
  });

  const links = [...document.querySelectorAll("a[href^='#'], section svg a")].map((link) => link.getAttribute("href"));
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return {
    overflow: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
    overlaps, clipped, small, faint, pale,
    dangling: links.filter((href) => !href?.startsWith("#") || !document.getElementById(href.slice(1))),
    twice: ids.filter((id, index) => ids.indexOf(id) !== index),
    marks: charts.map((svg) => svg.querySelectorAll("a").length),
    unseen: [...document.querySelectorAll(".claimline-figure")].filter((figure) => figure.querySelector("svg") && ![...figure.querySelectorAll("svg")].some(shown)).map((figure) => figure.id),
    tableless: [...document.querySelectorAll("figure.claimline-figure")].filter((figure) => figure.querySelector("svg") && !figure.querySelector("tbody tr")).map((figure) => figure.id),
    nameless: [...document.querySelectorAll("figure.claimline-figure")].filter((figure) => !document.getElementById(figure.getAttribute("aria-labelledby"))?.textContent.trim()).map((figure) => figure.id),
    unnamed: charts.filter((svg) => !svg.getAttribute("aria-label") || svg.getAttribute("aria-label").length > 600).length,
  };
}
