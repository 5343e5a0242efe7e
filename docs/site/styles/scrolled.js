// A table wider than a phone scrolls; by keys too, in browsers that focus no scrolled part by themselves.
const reach = () => {
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap")) {
    wide.tabIndex = wide.scrollWidth > wide.clientWidth ? 0 : -1;
  }
};
document$.subscribe(reach);
addEventListener("resize", reach);
