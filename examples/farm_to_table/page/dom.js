// Elements without markup in strings: nothing that stands in a passport can become HTML.

/** An element with a class, attributes and children; text is text. */
export function el(tag, options = {}, ...children) {
  const { class: name, on = {}, ...attributes } = options;
  const element = document.createElement(tag);
  if (name) element.className = name;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A drawing element. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Takes the pictures into the page, once; later none is asked for again. */
export async function loadIcons(address) {
  const sprite = new DOMParser().parseFromString(await (await fetch(address)).text(), "image/svg+xml").documentElement;
  sprite.setAttribute("class", "sprite");
  sprite.setAttribute("aria-hidden", "true");
  document.body.prepend(document.adoptNode(sprite));
}

/** A picture of the sprite; what it says stands beside it in words. */
export const icon = (name) => draw("svg", { "aria-hidden": "true" }, draw("use", { href: `#${name}` }));

/** A picture that came as text. */
export function picture(text) {
  const drawn = document.adoptNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
  drawn.setAttribute("class", "drawn");
  drawn.setAttribute("role", "img");
  return drawn;
}
