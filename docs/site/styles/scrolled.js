// A table wider than a phone scrolls; by keys too, in browsers that focus no scrolled part by themselves.
const reach = () => {
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
};
document$.subscribe(reach);
addEventListener("resize", reach);
