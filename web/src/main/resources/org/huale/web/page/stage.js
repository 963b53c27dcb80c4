// One image on the screen, with what is drawn on it: the view, what is selected, hidden and locked. The boxes themselves
// are kept by Boxes, the pixels by Surface.

import { fitted, isBox, kept, moved, resized, toImage, toScreen, zoomed, between } from './geometry.js';
import { Gestures } from './gestures.js';
import { FIRST_THRESHOLD, shown } from './guesses.js';
import { Surface } from './surface.js';
import { say } from './dom.js';

const NOTHING = { boxes: [], open: [], size: { width: 1, height: 1 }, box: () => null };

export class Stage {
  #draft = null;
  #cursor = null;

  /** @param heard gets 'selected', 'drawn' and 'settings' */
  constructor(host, heard) {
    this.host = host;
    this.heard = heard;
    this.surface = new Surface(host);
    this.boxes = NOTHING;
    this.view = { scale: 1, x: 0, y: 0 };
    this.selected = null;
    this.threshold = FIRST_THRESHOLD;
    this.hidden = false;
    this.guessesHidden = false;
    this.locked = false;
    this.views = [];
    this.classes = [];
    this.gestures = new Gestures(host, this);
    new ResizeObserver(() => this.#resized()).observe(host);
  }

  /** Puts another image on the screen. */
  open(boxes, url) {
    this.gestures.cancel();
    this.boxes = boxes;
    this.selected = null;
    this.views = [];
    this.surface.show(url, this.size);
    this.fit();
    this.heard('selected');
  }

  close() {
    this.boxes = NOTHING;
    this.selected = null;
    this.redraw();
  }

  get size() {
    return this.boxes.size;
  }

  get shownBoxes() {
    return this.hidden ? [] : this.boxes.boxes;
  }

  get shownGuesses() {
    return shown(this.boxes.open, this.shownFrom);
  }

  /** The least score of guesses that can be seen. */
  get shownFrom() {
    return this.hidden || this.guessesHidden ? Infinity : this.threshold;
  }

  get selectedBox() {
    return this.selected?.kind === 'box' && !this.hidden ? this.boxes.box(this.selected.id) : null;
  }

  get selectedGuess() {
    return this.selected?.kind === 'guess' ? this.shownGuesses.find(it => it.id === this.selected.id) ?? null : null;
  }

  // what gestures tell

  look(view) {
    this.view = kept(view, this.size, this.surface.screen);
    this.redraw();
  }

  cursor(at) {
    this.#cursor = at;
    this.redraw();
  }

  draft(box) {
    this.#draft = box;
    this.redraw();
  }

  pick(thing) {
    this.selected = thing === null ? null : { kind: thing.score === undefined ? 'box' : 'guess', id: thing.id };
    this.announce();
    this.redraw();
    this.heard('selected');
  }

  reshape(id, { x1, y1, x2, y2 }) {
    this.boxes.change(id, { x1, y1, x2, y2 });
  }

  /** Takes the sides that a handle was pulled to, unless they leave nothing of the box. */
  resize(id, sides) {
    if (isBox(sides)) {
      this.reshape(id, sides);
    }
  }

  drawn(sides) {
    this.heard('drawn', sides);
  }

  // what keys ask for

  fit() {
    this.view = fitted(this.size, this.surface.screen);
    this.redraw();
  }

  /** A pixel of the image on each pixel of the screen, not between two. */
  full() {
    this.zoom(1 / this.view.scale);
    const { left, top } = this.host.getBoundingClientRect();
    this.look({ scale: 1, x: Math.round(left + this.view.x) - left, y: Math.round(top + this.view.y) - top });
  }

  /** Zooms to the cursor, or to the middle where there is none. */
  zoom(factor) {
    const { width, height } = this.surface.screen;
    this.look(zoomed(this.view, this.view.scale * factor, this.#cursor ?? { x: width / 2, y: height / 2 }));
  }

  /** Moves or resizes what is selected, or the image where nothing is. */
  nudge(dx, dy, { fast = false, sides = false } = {}) {
    const step = fast ? 10 : 1;
    const box = this.selectedBox;
    if (!box) {
      this.look({ ...this.view, x: this.view.x - dx * 40 * step, y: this.view.y - dy * 40 * step });
    } else if (!this.locked) {
      if (sides) {
        this.resize(box.id, resized(box, (dy === 0 ? '' : 's') + (dx === 0 ? '' : 'e'), dx * step, dy * step, this.size));
      } else {
        this.reshape(box.id, moved(box, dx * step, dy * step, this.size));
      }
      this.announce();
    }
  }

  /** Selects the next of boxes and guesses; says whether there was one. */
  step(by) {
    const all = [...this.shownBoxes.map(it => ({ kind: 'box', id: it.id, it })),
      ...this.shownGuesses.map(it => ({ kind: 'guess', id: it.id, it }))];
    const at = all.findIndex(it => it.kind === this.selected?.kind && it.id === this.selected?.id);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (next < 0 || next >= all.length) {
      this.pick(null);
      return false;
    }
    this.pick(all[next].it);
    this.#bringIntoView(all[next].it);
    return true;
  }

  #bringIntoView(box) {
    const screen = this.surface.screen;
    const middle = toScreen(this.view, { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 });
    if (middle.x < 0 || middle.y < 0 || middle.x > screen.width || middle.y > screen.height) {
      this.look({ ...this.view, x: this.view.x + screen.width / 2 - middle.x, y: this.view.y + screen.height / 2 - middle.y });
    }
  }

  /** A box in the middle of what is seen, for hands without a mouse. */
  middleBox() {
    const { width, height } = this.surface.screen;
    const at = toImage(this.view, { x: width / 2, y: height / 2 });
    const x = between(at.x, 0, this.size.width);
    const y = between(at.y, 0, this.size.height);
    const half = Math.max(4, Math.min(width, height) / this.view.scale / 10);
    return { x1: Math.max(x - half, 0), y1: Math.max(y - half, 0),
      x2: Math.min(x + half, this.size.width), y2: Math.min(y + half, this.size.height) };
  }

  set(name, value) {
    this[name] = value;
    this.heard('settings');
    this.redraw();
  }

  name(id) {
    return this.classes.find(it => it.id === id)?.name ?? `class ${id}`;
  }

  colour(id) {
    return this.classes.find(it => it.id === id)?.colour ?? '#888888';
  }

  announce() {
    const thing = this.selectedBox ?? this.selectedGuess;
    if (thing) {
      const at = `${Math.round(thing.x2 - thing.x1)} by ${Math.round(thing.y2 - thing.y1)} pixels at ${Math.round(thing.x1)}, ${Math.round(thing.y1)}`;
      say(`${thing.score === undefined ? 'Box' : 'Guess'} ${this.name(thing.class)}, ${at}`);
    }
  }

  redraw() {
    this.surface.draw(this.#scene());
  }

  #scene() {
    const { view } = this;
    const things = this.shownGuesses.map(it => this.#thing(it, 'guess'));
    for (const box of this.shownBoxes) {
      things.push(this.#thing(box, 'box'));
    }
    const drafted = this.#draft;
    if (drafted && drafted.id !== undefined) {
      const thing = things.find(it => it.key === `box-${drafted.id}`);
      if (thing) {
        Object.assign(thing, { x1: drafted.x1, y1: drafted.y1, x2: drafted.x2, y2: drafted.y2 });
      }
    }
    const draft = drafted && drafted.id === undefined && !this.locked ? { ...drafted, colour: this.colour(this.drawsClass) } : null;
    return { view, things, draft, cursor: this.#cursor, locked: this.locked, views: this.views };
  }

  #thing(it, kind) {
    return { key: `${kind}-${it.id}`, kind, x1: it.x1, y1: it.y1, x2: it.x2, y2: it.y2, score: it.score,
      selected: this.selected?.kind === kind && this.selected.id === it.id,
      name: this.name(it.class), colour: this.colour(it.class) };
  }

  #resized() {
    if (this.boxes !== NOTHING) {
      this.fit();
    }
  }
}
