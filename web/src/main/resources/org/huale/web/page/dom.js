// Elements made of words: everything that comes from outside becomes a text node, never markup.

const SVG = 'http://www.w3.org/2000/svg';

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** An HTML element; a function among the attributes listens to the event of its name. */
export function h(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function s(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** A button that says its key as well. */
export function button(words, act, { key = '', kind = '', label = null } = {}) {
  return h('button', { type: 'button', class: kind, 'aria-label': label, 'aria-keyshortcuts': key.replace('⇧', 'Shift+') || null, click: act },
    words, key ? h('kbd', { 'aria-hidden': 'true' }, key) : null);
}

export const find = id => document.getElementById(id);

/** Tells those who do not see the page. */
export function say(words) {
  find('said').textContent = words;
}
