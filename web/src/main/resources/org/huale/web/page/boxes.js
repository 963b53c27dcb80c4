// What a person has drawn on one image, and every step back. A state is never changed; each change makes another one, so
// that undo is a step in a list.

import { cut, sameSides } from './geometry.js';

/** Marks that other tools give; what is drawn here has none. */
const UNMARKED = { difficult: false, crowd: false };

/** Numbers of boxes are below it, so that there is room for more: the server takes none above 1,000,000,000. */
const LARGEST = 500000000;

/** The number after the largest of some boxes. */
const after = boxes => 1 + boxes.reduce((most, box) => Math.max(most, box.id), 0);

/** Boxes with other numbers in place of those that are too large to count on from. */
function counted(boxes, from = 0) {
  let next = Math.max(from, after(boxes.filter(it => it.id < LARGEST)));
  return boxes.map(it => it.id < LARGEST ? it : { ...it, id: next++ });
}

/** What became of a guess, as it follows from the boxes and from what was rejected. */
export function outcome(guess, state) {
  const box = state.boxes.find(it => it.guess === guess.id);
  if (!box) {
    return state.rejected.includes(guess.id) ? 'deleted' : 'open';
  }
  if (box.class !== guess.class) {
    return 'reclassed';
  }
  return sameSides(box, guess) ? 'accepted' : 'moved';
}

export class Boxes {
  #states;
  #at = 0;
  #nextId;
  #listener;
  /** Guesses that somebody decided on at some time, so that the server may have that: they are named also where they are open again. */
  #decided = new Set();

  /** @param image as the server gives it */
  constructor(image, listener = () => {}) {
    this.image = image;
    this.size = { width: image.width, height: image.height };
    const rejected = image.guesses.filter(it => it.outcome === 'deleted').map(it => it.id);
    const boxes = counted(image.boxes);
    this.#states = [{ boxes, rejected }];
    this.#nextId = after(boxes);
    this.#listener = listener;
    this.decidedElsewhere(image.guesses);
  }

  get state() {
    return this.#states[this.#at];
  }

  get boxes() {
    return this.state.boxes;
  }

  box(id) {
    return this.boxes.find(it => it.id === id) ?? null;
  }

  /** Guesses that nobody has decided on. */
  get open() {
    return this.image.guesses.filter(it => outcome(it, this.state) === 'open');
  }

  /** Tells how the server has guesses by now. */
  decidedElsewhere(guesses) {
    guesses.filter(it => it.outcome !== 'open').forEach(it => this.#decided.add(it.id));
  }

  /** By guess, for those that somebody decided on, also where that was undone, and for those that were shown and passed over. */
  outcomes(passedOver = []) {
    const all = {};
    for (const guess of this.image.guesses) {
      const became = outcome(guess, this.state);
      if (became !== 'open') {
        all[guess.id] = became;
      } else if (passedOver.includes(guess.id)) {
        all[guess.id] = 'deleted';
        this.#decided.add(guess.id);
      } else if (this.#decided.has(guess.id)) {
        all[guess.id] = 'open';
      }
    }
    return all;
  }

  #become(state) {
    this.#step(state);
    this.#listener();
  }

  #step(state) {
    this.#states.length = this.#at + 1;
    this.#states.push(state);
    this.#at++;
    this.image.guesses.filter(it => !this.#decided.has(it.id) && outcome(it, state) !== 'open').forEach(it => this.#decided.add(it.id));
  }

  /** Adds a box of a class; returns its id. */
  add(sides, kind, guess = null) {
    const id = this.#nextId++;
    this.#become({ ...this.state, boxes: [...this.boxes, { id, class: kind, ...only(sides), guess, ...UNMARKED }] });
    return id;
  }

  /** Gives a box other sides or another class; does nothing where they are what it has. */
  change(id, values) {
    const before = this.box(id);
    if (!before || Object.entries(values).every(([name, value]) => before[name] === value)) {
      return;
    }
    this.#become({ ...this.state, boxes: this.boxes.map(it => it.id === id ? { ...it, ...values } : it) });
  }

  /** Removes a box; the guess that it came from counts as rejected. */
  remove(id) {
    const box = this.box(id);
    if (box) {
      const rejected = box.guess === null ? this.state.rejected : [...this.state.rejected, box.guess];
      this.#become({ boxes: this.boxes.filter(it => it.id !== id), rejected });
    }
  }

  /** Removes all boxes, and rejects the guesses that are open. */
  clear(shown = []) {
    const guesses = [...this.boxes.map(it => it.guess).filter(it => it !== null), ...shown];
    if (this.boxes.length + shown.length > 0) {
      this.#become({ boxes: [], rejected: [...new Set([...this.state.rejected, ...guesses])] });
    }
  }

  /** Makes boxes of guesses, in one step; returns the id of the last. */
  accept(guesses) {
    const fresh = guesses.filter(it => outcome(it, this.state) === 'open')
      .map(it => ({ id: this.#nextId++, class: it.class, ...only(it), guess: it.id, ...UNMARKED }));
    if (fresh.length > 0) {
      this.#become({ ...this.state, boxes: [...this.boxes, ...fresh] });
    }
    return fresh.length > 0 ? fresh[fresh.length - 1].id : null;
  }

  reject(guesses) {
    const ids = guesses.filter(it => outcome(it, this.state) === 'open').map(it => it.id);
    if (ids.length > 0) {
      this.#become({ ...this.state, rejected: [...this.state.rejected, ...ids] });
    }
  }

  /** Copies boxes of another image, as far as they reach into this one and are not there already; returns how many. */
  copy(others) {
    const fresh = others.map(it => cut({ class: it.class, ...only(it), difficult: it.difficult, crowd: it.crowd }, this.size))
      .filter(it => it && !this.boxes.some(box => box.class === it.class && sameSides(box, it)))
      .map(it => ({ ...it, id: this.#nextId++, guess: null }));
    if (fresh.length > 0) {
      this.#become({ ...this.state, boxes: [...this.boxes, ...fresh] });
    }
    return fresh.length;
  }

  /**
   * Takes other boxes in place of all, as one step, and what became of guesses; others are rejected where they were. The listener
   * hears nothing, as whoever does it saves it.
   */
  replace(boxes, outcomes) {
    const taken = counted(boxes, this.#nextId);
    this.#nextId = Math.max(this.#nextId, after(taken));
    const rejected = this.image.guesses.map(it => it.id)
      .filter(id => outcomes[id] === undefined ? this.state.rejected.includes(id) : outcomes[id] === 'deleted');
    this.#step({ boxes: taken, rejected });
  }

  get canUndo() {
    return this.#at > 0;
  }

  get canRedo() {
    return this.#at < this.#states.length - 1;
  }

  undo() {
    if (this.canUndo) {
      this.#at--;
      this.#listener();
    }
  }

  redo() {
    if (this.canRedo) {
      this.#at++;
      this.#listener();
    }
  }
}

function only(sides) {
  const { x1, y1, x2, y2 } = sides;
  return { x1, y1, x2, y2 };
}

/** Both sets of boxes, without those that stand in both. */
export function united(mine, theirs) {
  const all = [...theirs];
  let next = after([...mine, ...theirs]);
  for (const box of mine) {
    if (!theirs.some(it => it.class === box.class && sameSides(it, box))) {
      all.push(theirs.some(it => it.id === box.id) ? { ...box, id: next++ } : box);
    }
  }
  return all;
}

/** What becomes of guesses with the boxes of both sides: what theirs rejects and mine leaves open is rejected. */
export const unitedOutcomes = (mine, theirs) => ({ ...mine,
  ...Object.fromEntries(theirs.filter(it => it.outcome === 'deleted').map(it => [it.id, it.outcome])) });
