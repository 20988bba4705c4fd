// Making nodes. Strings become text, never markup.

/** The element with the id `id`. */
export function $(id) {
  return document.getElementById(id);
}

/**
 * A new element `tag`. `props` are properties of it (`className`, `onclick`), `data-*`, `aria-*` and other names with a
 * hyphen attributes; what is undefined is left out. Children are nodes or strings; null and false are left out.
 */
export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined) continue;
    if (name.includes('-')) el.setAttribute(name, value);
    else el[name] = value;
  }
  el.append(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined));
  return el;
}

/** A button that says `text` and does `act`. */
export function button(text, act, props) {
  return h('button', { type: 'button', onclick: act, ...props }, text);
}

/** `text`, shortened to `most` characters. */
export function short(text, most) {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('');
}

/** Hand `content` to the user as a file `name`. */
export function download(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = h('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

let waiting = null;

/** Do `act` once what was drawn is on the screen. Of several acts that wait, only the last is done. */
export function afterPaint(act) {
  const scheduled = waiting !== null;
  waiting = act;
  if (scheduled) return;
  const run = () => {
    const last = waiting;
    waiting = null;
    last();
  };
  // A page in the background is not drawn.
  if (document.visibilityState === 'visible') requestAnimationFrame(() => setTimeout(run));
  else setTimeout(run);
}
