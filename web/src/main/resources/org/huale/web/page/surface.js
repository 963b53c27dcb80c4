// The image and the SVG layer over it, in pixels of the screen so that lines and words keep their size. Draws what it is
// told, at most once a frame, and only what changed.

import { h, s } from './dom.js';
import { HANDLES, handlePoint, isSeen, onScreen, toScreen } from './geometry.js';
import { percent } from './guesses.js';

const LABEL_HEIGHT = 17;

export class Surface {
  #nodes = new Map();
  #due = false;
  #scene = null;

  constructor(host) {
    this.host = host;
    this.picture = h('img', { class: 'picture', alt: '', draggable: 'false' });
    this.views = s('g', { class: 'views' });
    this.boxes = s('g', { class: 'boxes' });
    this.handles = s('g', { class: 'handles' });
    this.draft = s('rect', { class: 'draft', visibility: 'hidden' });
    this.across = [s('line', { class: 'cross dark' }), s('line', { class: 'cross light' })];
    this.along = [s('line', { class: 'cross dark' }), s('line', { class: 'cross light' })];
    this.cross = s('g', { class: 'crosshair', visibility: 'hidden' }, ...this.across, ...this.along);
    for (const handle of HANDLES) {
      this.handles.append(s('rect', { class: 'handle', 'data-handle': handle, width: 9, height: 9, rx: 2 }));
    }
    this.layer = s('svg', { class: 'layer', 'aria-hidden': 'true' }, this.views, this.boxes, this.handles, this.draft, this.cross);
    host.replaceChildren(this.picture, this.layer);
  }

  get screen() {
    return { width: this.host.clientWidth, height: this.host.clientHeight };
  }

  /** Shows other pixels. */
  show(url, size) {
    this.picture.src = url;
    this.picture.width = size.width;
    this.picture.height = size.height;
    for (const node of this.#nodes.values()) {
      node.group.remove();
    }
    this.#nodes.clear();
  }

  light(brightness, contrast) {
    const plain = brightness === 100 && contrast === 100;
    this.picture.style.filter = plain ? '' : `brightness(${brightness / 100}) contrast(${contrast / 100})`;
  }

  /** Asks for a drawing in the next frame. */
  draw(scene) {
    this.#scene = scene;
    if (!this.#due) {
      this.#due = true;
      requestAnimationFrame(() => {
        this.#due = false;
        this.#drawNow(this.#scene);
      });
    }
  }

  #drawNow(scene) {
    const { view } = scene;
    this.picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    this.picture.classList.toggle('pixels', view.scale >= 4);
    const screen = this.screen;
    const wanted = new Set();
    for (const thing of scene.things) {
      wanted.add(thing.key);
      this.#place(thing, view, screen);
    }
    for (const [key, node] of this.#nodes) {
      if (!wanted.has(key)) {
        node.group.remove();
        this.#nodes.delete(key);
      }
    }
    this.#placeHandles(scene, view);
    this.#placeRect(this.draft, scene.draft, view);
    this.#placeViews(scene.views, view);
    this.#placeCross(scene.cursor, screen);
  }

  #place(thing, view, screen) {
    const place = onScreen(view, thing);
    let node = this.#nodes.get(thing.key);
    if (!isSeen(place, screen)) {
      if (node) {
        node.group.remove();
        this.#nodes.delete(thing.key);
      }
      return;
    }
    if (!node) {
      node = this.#made(thing);
      this.#nodes.set(thing.key, node);
    }
    const words = thing.score === undefined ? thing.name : `${thing.name} ${percent(thing.score)}`;
    const said = `${thing.colour} ${thing.kind} ${thing.selected} ${words}`;
    if (node.said !== said) {
      node.said = said;
      node.group.setAttribute('class', `thing ${thing.kind}${thing.selected ? ' selected' : ''}`);
      node.rect.setAttribute('stroke', thing.colour);
      node.rect.setAttribute('fill', thing.colour);
      node.words.textContent = words;
      node.back.setAttribute('fill', thing.colour);
      node.back.setAttribute('width', Math.max(10, words.length * 7 + 8));
    }
    const at = `${place.x} ${place.y} ${place.width} ${place.height}`;
    if (node.at !== at) {
      node.at = at;
      node.group.setAttribute('transform', `translate(${place.x} ${place.y})`);
      node.rect.setAttribute('width', Math.max(place.width, 0.5));
      node.rect.setAttribute('height', Math.max(place.height, 0.5));
      const bare = !thing.selected && (place.width < 24 || place.height < LABEL_HEIGHT);
      if (node.bare !== bare) {
        node.bare = bare;
        node.label.setAttribute('visibility', bare ? 'hidden' : 'inherit');
      }
    }
  }

  #made(thing) {
    const rect = s('rect', { class: 'edge', 'fill-opacity': 0 });
    const back = s('rect', { height: LABEL_HEIGHT, class: 'back' });
    const words = s('text', { x: 4, y: 12.5 });
    const label = s('g', { class: 'label' }, back, words);
    const group = s('g', { 'data-key': thing.key }, rect, label);
    this.boxes.append(group);
    return { group, rect, label, back, words, at: '', said: '', bare: null };
  }

  #placeHandles(scene, view) {
    const chosen = scene.things.find(it => it.selected && it.kind === 'box');
    this.handles.setAttribute('visibility', chosen && !scene.locked ? 'visible' : 'hidden');
    if (chosen) {
      for (const node of this.handles.children) {
        const at = toScreen(view, handlePoint(chosen, node.dataset.handle));
        node.setAttribute('x', at.x - 4.5);
        node.setAttribute('y', at.y - 4.5);
      }
    }
  }

  #placeRect(node, box, view) {
    node.setAttribute('visibility', box ? 'visible' : 'hidden');
    if (box) {
      put([node], { ...onScreen(view, box), stroke: box.colour });
    }
  }

  #placeViews(views, view) {
    while (this.views.children.length > views.length) {
      this.views.lastChild.remove();
    }
    while (this.views.children.length < views.length) {
      this.views.append(s('rect', {}));
    }
    views.forEach((box, i) => put([this.views.children[i]], { ...onScreen(view, box), class: box.kind }));
  }

  #placeCross(cursor, screen) {
    this.cross.setAttribute('visibility', cursor ? 'visible' : 'hidden');
    if (cursor) {
      put(this.across, { x1: 0, x2: screen.width, y1: cursor.y, y2: cursor.y });
      put(this.along, { x1: cursor.x, x2: cursor.x, y1: 0, y2: screen.height });
    }
  }
}

function put(nodes, attributes) {
  for (const node of nodes) {
    for (const [name, value] of Object.entries(attributes)) {
      node.setAttribute(name, value);
    }
  }
}
