// One image that is being worked on: its boxes, who saves them, and what was not saved when the page was left.

import { Boxes } from './boxes.js';
import { Saver } from './autosave.js';
import { shown } from './guesses.js';
import { put } from './server.js';

const sameBoxes = (a, b) => a.length === b.length && a.every((it, i) => it.class === b[i].class
  && ['x1', 'y1', 'x2', 'y2'].every(side => Math.abs(it[side] - b[i][side]) < 1e-6));

const placeOf = (run, id) => `huale:${run}:${id}`;

const isFinished = ({ state }) => state === 'done' || state === 'skipped';

const sameOutcomes = (outcomes, guesses) => guesses.every(it => (outcomes[it.id] ?? it.outcome) === it.outcome);

/** Whether an image of the server is what a content wanted; of guesses that it does not name, it wanted nothing. */
export const isAs = (content, image) => Boolean(image) && sameBoxes(content.boxes, image.boxes)
  && sameOutcomes(content.outcomes, image.guesses)
  && (image.state === content.state || (content.state === 'open' && !isFinished(image)));

/** What earlier visits could not save: each its place in the browser, and the number and the name of its image. */
export function unsaved(run) {
  const begin = placeOf(run, '');
  return Object.keys(localStorage).filter(it => it.startsWith(begin))
    .map(place => ({ place, id: Number(place.slice(begin.length)), name: JSON.parse(localStorage.getItem(place)).name }))
    .sort((a, b) => a.id - b.id);
}

export class Work {
  #passOn;

  /**
   * @param image as the server gave it
   * @param run the state of the run: its word, under which unsaved work is kept in the browser, and its classes
   * @param spent gives the seconds that were spent on the image since it was asked before
   * @param heard gets this, what the saver says, and what belongs to it
   */
  constructor(image, run, spent, heard) {
    this.image = image;
    this.spent = spent;
    this.state = this.isFinished ? image.state : 'open';
    this.place = placeOf(run.run, image.id);
    this.classes = run.classes.map(it => it.name);
    this.threshold = 0;
    /** Kept where somebody else turns out to have the image: how long they will have it, nobody knows. */
    this.held = new Promise(done => { this.#passOn = done; });
    this.boxes = new Boxes(image, () => this.changed());
    this.saver = new Saver(image.revision, content => put(`/api/images/${image.id}`, content), isAs, (what, more) => {
      if (what === 'saved') {
        this.image = { ...this.image, revision: more.revision, state: more.state };
        this.#forget();
      } else if (what === 'away' && more.held) {
        this.#passOn();
      }
      heard(this, what, more);
    });
    this.onChange = () => {};
  }

  /** Whether the server has it as finished. */
  get isFinished() {
    return isFinished(this.image);
  }

  /**
   * Unsaved work of an earlier visit: null for none, else its boxes, whether the image is still what they were made from, and the
   * classes of boxes that are left out, as there are none of that name any more.
   */
  left() {
    const text = localStorage.getItem(this.place);
    if (text === null) {
      return null;
    }
    const { revision, content, classes } = JSON.parse(text);
    const boxes = content.boxes.map(it => this.#numbered(it, classes[it.class]));
    const gone = content.boxes.filter((it, i) => boxes[i] === null).map(it => classes[it.class]);
    const now = { ...content, boxes: boxes.filter(it => it !== null) };
    if (gone.length === 0 && isAs(now, this.image)) {
      this.#forget();
      return null;
    }
    return { content: now, fits: revision === this.image.revision, gone };
  }

  /** With the number that a class of this name has now, or with that of the server's box, which may have followed to another name. */
  #numbered(box, name) {
    const number = this.classes.indexOf(name);
    const there = this.image.boxes.find(it => it.id === box.id);
    return number >= 0 ? { ...box, class: number } : there ? { ...box, class: there.class } : null;
  }

  #forget() {
    localStorage.removeItem(this.place);
  }

  #content(state, reason, passedOver, seconds) {
    return { boxes: this.boxes.boxes, outcomes: this.boxes.outcomes(passedOver), state, reason, seconds: seconds + this.spent() };
  }

  changed() {
    this.onChange();
    this.save(this.state === 'done' ? 'done' : 'open');
  }

  /** @param state that the image is in from now on; guesses of at least the threshold are then decided on */
  save(state, reason = '') {
    return this.#send(state, reason, state === 'done' ? shown(this.boxes.open, this.threshold).map(it => it.id) : []);
  }

  /** Goes on with a content that was to be saved before, as one step and one save; on what it has not decided, nobody does. */
  take({ boxes, outcomes, state, reason, seconds }) {
    this.boxes.replace(boxes, outcomes);
    this.onChange();
    return this.#send(state, reason, [], seconds);
  }

  #send(state, reason, passedOver, seconds = 0) {
    this.state = state;
    const content = this.#content(state, reason, passedOver, seconds);
    this.keep(content);
    return this.saver.save(content);
  }

  keep(content) {
    try {
      localStorage.setItem(this.place, JSON.stringify({ name: this.image.name, revision: this.saver.revision, content,
        classes: this.classes }));
    } catch {
      // without room in the browser, what is on its way is lost with the page
    }
  }
}
