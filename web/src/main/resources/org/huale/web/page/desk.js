// The page at work: what keys and buttons do with the image that is open.

import { RecentClasses } from './classes.js';
import { askNote, askReason, showKeys, tell } from './dialogs.js';
import { button, find, h, say } from './dom.js';
import { enterAgain } from './entry.js';
import { stepped } from './guesses.js';
import { allImages } from './images.js';
import { actionOf } from './keys.js';
import { merged } from './merge.js';
import { Stopwatch } from './pace.js';
import { ClassPanel, GuessPanel, lightPanel, ProgressPanel, WhyPanel } from './panels.js';
import { Queue } from './queue.js';
import { post } from './server.js';
import { Stage } from './stage.js';
import { unsaved, Work } from './work.js';

const SAVING = { saving: 'Saving …', saved: 'Saved', conflict: 'Changed by somebody else' };

/** Seconds, from any beginning. */
const now = () => performance.now() / 1000;

const notYet = why => `Not saved yet: ${why}. Trying again …`;

/** What others said of an image, for whoever looks at it. */
const told = ({ state, note, reason }) => (state === 'sent_back' ? `, sent back: ${note}` : state === 'skipped' ? `, skipped: ${reason}` : '');

/** Each at a stroke of its own: a key that is held down must not finish images that nobody has looked at. */
const LEAVES = ['done', 'nothing', 'skip', 'previous'];

export class Desk {
  #visited = [];
  #moving = null;
  #leaving = Promise.resolve();
  #previousBoxes = [];
  #questions = Promise.resolve();
  #asked = new Set();
  #owing = new Map();
  #lookedAt = new Map();
  #unsent;
  #restored = Promise.resolve();

  /** @param heard gets 'none' and why there is no image, and 'open' when there is one */
  constructor(state, heard) {
    this.state = state;
    this.heard = heard;
    this.work = null;
    this.#unsent = unsaved(state.run);
    this.reviewing = false;
    this.queue = new Queue(id => this.#keeps(id));
    this.stopwatch = new Stopwatch(now());
    const recent = JSON.parse(localStorage.getItem('huale:recent') ?? '[]');
    this.recent = new RecentClasses(state.classes, recent.map(name => state.classes.find(it => it.name === name)?.id));
    this.drawsClass = this.recent.order[0] ?? state.classes[0]?.id ?? 0;
    this.stage = new Stage(find('stage'), (what, more) => this.#staged(what, more));
    this.stage.classes = state.classes;
    this.stage.drawsClass = this.drawsClass;
    this.classPanel = new ClassPanel(this.recent, id => this.chooseClass(id));
    this.guessPanel = new GuessPanel(this.stage, action => this.act(action));
    this.whyPanel = new WhyPanel(this.stage);
    this.progressPanel = new ProgressPanel();
    find('side').replaceChildren(this.classPanel.element, this.guessPanel.element, this.whyPanel.element,
      this.progressPanel.element, lightPanel(this.stage.surface));
    this.#bar();
    document.addEventListener('keydown', event => this.#key(event));
    for (const sign of ['pointermove', 'keydown', 'wheel']) {
      document.addEventListener(sign, () => this.stopwatch.touch(now()), { passive: true });
    }
  }

  heardState(state) {
    this.state = state;
    this.progressPanel.fill(state);
  }

  /** Whether another image is on its way. */
  get moving() {
    return this.#moving !== null;
  }

  // which image

  /** Opens the next image, or says why there is none; neither where the person has gone elsewhere meanwhile. */
  async next(after = this.work?.image.id ?? null) {
    const { reviewing, work } = this;
    const image = await this.#moved(() => reviewing ? this.#nextToReview(after) : this.#nextToLabel(after));
    if (reviewing !== this.reviewing || this.work?.image.id !== work?.image.id) {
      this.#pass(image);
      return;
    }
    if (image.none) {
      if (this.work !== null) {
        this.#left(this.work);
      }
      this.#close();
      this.heard('none', image.none);
      return;
    }
    this.#open(image);
    this.#leaving.then(() => this.#lookAhead(image.id));
  }

  #pass(image) {
    if (!image.none && this.work?.image.id !== image.id) {
      this.queue.release(image.id).catch(() => {});
    }
  }

  /** Unless the person has gone elsewhere meanwhile. */
  #lookAhead(id) {
    if (!this.reviewing && this.work?.image.id === id) {
      this.queue.lookAhead(id);
    }
  }

  /** Asks the server only when it knows what became of the image before, or it would hand it out again. */
  async #nextToLabel(after) {
    const ahead = await this.queue.ahead(after);
    if (ahead === null) {
      await this.#leaving;
      await this.#questions;
      await this.#leaving; // what was chosen is on its way as well
    }
    return ahead ?? this.queue.fetch(after);
  }

  /** Keeps keys that are meant for the next image off the one before, whose seconds end here; what was asked for last counts. */
  async #moved(find) {
    const move = {};
    this.#moving = move;
    this.#setSecondsAside();
    try {
      return await find();
    } finally {
      if (this.#moving === move) {
        this.#moving = null;
      }
    }
  }

  /** The next of what is finished and not reviewed that nobody else has open. */
  async #nextToReview(after) {
    await this.#leaving; // or the image that was just finished is not among them
    return this.queue.fetchToReview(after);
  }

  /** An image that was asked to be kept for this page; where it does not come, others may have it. */
  async #fetched(id) {
    try {
      return await this.queue.open(id);
    } catch (e) {
      this.#pass({ id });
      throw e;
    }
  }

  /** Opens the images of which an earlier visit could not send everything; they may never be handed out again. */
  async takeUp() {
    if (this.#unsent.length === 0) {
      return;
    }
    const images = await allImages();
    const isAsked = it => images.some(image => image.id === it.id && (it.name ?? image.name) === image.name);
    await this.#giveUp(this.#unsent.filter(it => !isAsked(it)));
    this.#unsent = this.#unsent.filter(isAsked);
    while (this.#unsent.length > 0) {
      await this.openById(this.#unsent.shift().id); // where that fails, it waits for the next visit
      await this.#restored;
    }
    if (this.work !== null && this.work.state !== 'open') {
      await this.next(null);
    }
  }

  /** The requests of these images are closed. */
  async #giveUp(late) {
    if (late.length > 0) {
      const names = late.map(it => it.name ?? `image ${it.id}`).join(', ');
      await tell('Too late', [`What was drawn on ${names} could not be sent in time: the run has gone on without it.`]);
      late.forEach(it => localStorage.removeItem(it.place));
    }
  }

  async openById(id) {
    const [other, image] = await this.#moved(async () => [await this.queue.hold(id), await this.#fetched(id)]);
    this.#open(image);
    if (other) {
      say(other);
      this.#said('refused', { message: other });
    }
  }

  #close() {
    this.work = null;
    this.stage.close();
    delete find('stage').dataset.image;
    find('work').hidden = true;
    find('side').hidden = true;
  }

  #open(image) {
    if (this.work?.image.id !== image.id) {
      this.stopwatch.take(now()); // whoever waits is not at work on the next image, nor on the one before
      if (this.work !== null) {
        this.#left(this.work);
      }
    }
    this.work = this.#workOn(image);
    find('work').hidden = false;
    find('side').hidden = false;
    find('notice').hidden = true;
    this.work.threshold = this.stage.shownFrom;
    this.stage.open(this.work.boxes, this.queue.pixels(image.id));
    find('stage').dataset.image = image.id;
    find('stage').setAttribute('aria-label', `Boxes of the image ${image.name}`);
    this.whyPanel.fill(image);
    this.#fillBar();
    this.#changed();
    this.#restored = this.#restore();
    this.heard('open', image);
    find('stage').focus({ preventScroll: true });
    say(`${image.name}. ${this.work.boxes.boxes.length} boxes, ${image.guesses.length} guesses.${image.note ? ` Sent back: ${image.note}` : ''}`);
  }

  /** Goes on with what is not saved of an image yet: two that save the same one would each be somebody else to the other. */
  #workOn(image) {
    const before = this.#owing.get(image.id);
    if (before?.saver.owes) {
      return before;
    }
    const work = new Work(image, this.state, () => this.#spent(image.id), (it, what, more) => this.#saved(it, what, more));
    work.onChange = () => {
      if (this.work === work) {
        this.#changed();
      }
    };
    return work;
  }

  /** Seconds spent on an image that nobody was told of yet; those that gather now are spent on the one on the screen. */
  #spent(id) {
    const before = this.#lookedAt.get(id) ?? 0;
    this.#lookedAt.delete(id);
    return this.work?.image.id === id ? before + this.stopwatch.take(now()) : before;
  }

  /** Of the image on the screen, which may be left as it was, and finished when somebody comes back to it. */
  #setSecondsAside() {
    if (this.work !== null) {
      const { id } = this.work.image;
      this.#lookedAt.set(id, this.#spent(id));
    }
  }

  #left(work) {
    const { id } = work.image;
    this.#previousBoxes = work.boxes.boxes;
    this.#visited.push(id);
    work.saver.settled.then(() => {
      if (this.work?.image.id !== id) {
        this.#leave(work);
      }
    });
  }

  /** A finished image that is only left open holds nothing up. */
  #keeps(id) {
    const { work } = this;
    return work?.image.id !== id || !work.isFinished || !this.stopwatch.isAlone(now());
  }

  /** Nobody waits for a finished image until its lease lapses; an unfinished one stays at hand for a while. */
  #leave(work) {
    if (work.isFinished) {
      this.queue.release(work.image.id).catch(() => {});
    } else {
      this.queue.drop(work.image.id);
    }
  }

  /** Takes up what an earlier visit could not save. */
  async #restore() {
    const { work } = this;
    await this.#questions; // one may be about this very image
    const left = this.work !== work || work.saver.owes ? null : work.left();
    if (left && left.gone.length > 0) {
      await tell('Left out', [`Not saved before the classes changed: ${left.gone.length} boxes of ${[...new Set(left.gone)].join(', ')}, which is no class any more. Draw them again.`]);
    }
    if (left && left.fits) {
      this.#expect(work, work.take(left.content));
      say('What was not saved when the page was left is here again.');
    } else if (left) {
      await this.#merge(work, work.image, left.content);
    }
  }

  // saving

  #saved(work, what, more) {
    if (what === 'saving') {
      this.#owing.set(work.image.id, work);
    } else if (what === 'saved' || what === 'conflict') {
      this.#owing.delete(work.image.id);
    }
    if (what === 'conflict') {
      this.#merge(work, more.current, more.mine);
    } else if (what === 'away' && more.status === 401) {
      enterAgain();
    }
    this.#said(what, more);
    if (what === 'refused') {
      localStorage.removeItem(work.place);
    }
  }

  #said(what, more) {
    const place = find('saving');
    place.dataset.state = what;
    place.textContent = SAVING[what] ?? (what === 'away' ? notYet(more.status === undefined ? 'the server does not answer' : more.message)
      : `Not saved: ${more?.message ?? ''}`);
  }

  /** Asks which version to go on with: one question after the other, and one about an image, also where it was opened again. */
  #merge(work, current, mine) {
    if (!this.#asked.has(current.id)) {
      this.#asked.add(current.id);
      const chosen = this.#questions.then(() => this.#choose(work, current, mine));
      this.#questions = chosen.catch(() => {});
      return chosen;
    }
    return this.#questions;
  }

  async #choose(work, current, mine) {
    const chosen = await merged(current, mine, this.stage, this.queue.pixels(current.id))
      .finally(() => this.#asked.delete(current.id));
    const at = this.work?.image.id === current.id ? this.work : work;
    at.saver.rebase(current.revision);
    at.boxes.decidedElsewhere(current.guesses);
    if (chosen !== null) {
      this.#expect(at, at.take(chosen));
      return;
    }
    localStorage.removeItem(at.place);
    if (this.work === at) {
      this.#open({ ...current });
    }
    this.#said('saved');
  }

  // what a person does

  #changed() {
    const counts = new Map();
    for (const box of this.work.boxes.boxes) {
      counts.set(box.class, (counts.get(box.class) ?? 0) + 1);
    }
    if (this.stage.selected?.kind === 'box' && !this.work.boxes.box(this.stage.selected.id)) {
      this.stage.selected = null;
    }
    this.classPanel.fill(this.stage.selectedBox?.class ?? this.drawsClass, counts);
    this.guessPanel.fill();
    this.#fillBar();
    this.stage.redraw();
  }

  #staged(what, more) {
    if (!this.work) {
      return;
    }
    if (what === 'drawn') {
      this.#add(more);
    } else if (what === 'settings') {
      this.work.threshold = this.stage.shownFrom;
      this.guessPanel.fill();
      this.#fillBar();
    } else {
      this.classPanel.fill(this.stage.selectedBox?.class ?? this.drawsClass);
      this.#fillBar();
    }
  }

  #add(sides) {
    const id = this.work.boxes.add(sides, this.drawsClass);
    this.#used(this.drawsClass);
    this.stage.pick(this.work.boxes.box(id));
  }

  #used(kind) {
    this.recent.used(kind);
    localStorage.setItem('huale:recent', JSON.stringify(this.recent.order.map(id => this.stage.name(id))));
  }

  /** The class of the boxes to come, and of the selected one unless its image is being left. */
  chooseClass(id) {
    if (id === null) {
      return;
    }
    this.drawsClass = id;
    this.stage.drawsClass = id;
    this.#used(id);
    if (!this.moving) {
      this.#reclass(id);
    }
    this.classPanel.fill(id);
    say(`Class ${this.stage.name(id)}`);
  }

  /** A guess is accepted as the class, in one step and also where boxes are locked, as it is no box yet. */
  #reclass(id) {
    const guess = this.stage.selectedGuess;
    if (guess) {
      this.#accept([{ ...guess, class: id }]);
    } else if (this.stage.selectedBox && !this.stage.locked) {
      this.work.boxes.change(this.stage.selectedBox.id, { class: id });
    }
  }

  #accept(guesses) {
    const id = this.work.boxes.accept(guesses);
    if (id !== null && guesses.length === 1) {
      this.stage.pick(this.work.boxes.box(id));
    }
  }

  #remove() {
    const { stage } = this;
    if (stage.selectedGuess) {
      this.work.boxes.reject([stage.selectedGuess]);
    } else if (stage.selectedBox && !stage.locked) {
      this.work.boxes.remove(stage.selectedBox.id);
    }
  }

  #finish(state, reason = '') {
    this.#expect(this.work, this.work.save(state, reason));
    this.next();
  }

  /** A save that the server must have before it is asked for an image, unless somebody else has that image. */
  #expect(work, saved) {
    this.#leaving = Promise.all([this.#leaving, Promise.race([saved, work.held])]); // an earlier one may be slower
  }

  async #skip() {
    const { id } = this.work.image;
    const reason = await askReason();
    if (reason !== null && this.work?.image.id === id) {
      this.#finish('skipped', reason);
    }
  }

  async #review(verdict) {
    const { id } = this.work.image;
    const note = verdict === 'send_back' ? await askNote() : '';
    if (note === null || this.work?.image.id !== id) {
      return;
    }
    try {
      await this.#moved(() => this.#judge(this.work, verdict, note));
      this.next();
    } catch (e) {
      if (e.current && this.work?.image.id === e.current.id) {
        this.#open(e.current); // or a verdict on what somebody else has changed since would be refused again and again
        say(e.message);
      }
      this.#said('refused', e);
    }
  }

  /** What others finished stays as they left it; what the reviewer drew on an unfinished image is finished with it. */
  async #judge(work, verdict, note) {
    if (work.state === 'open' && work.boxes.canUndo) {
      await work.save('done');
    }
    await work.saver.settled;
    const { id } = work.image;
    await post(`/api/images/${id}/review`, { revision: work.saver.revision, verdict, note, seconds: this.#spent(id) });
  }

  /** Goes between labeling and the pass of a reviewer. */
  async review(on) {
    this.reviewing = on;
    this.queue.letGo();
    this.#bar();
    await this.next(null);
    this.#fillBar();
  }

  /** Does what a key or a button stands for; says whether it did anything. */
  act(action, event = {}) {
    const { stage, work } = this;
    if (action === 'keys') {
      showKeys();
      return true;
    }
    if (!work) {
      return false;
    }
    if (this.moving) {
      return true;
    }
    switch (action) {
      case 'newBox': if (!stage.locked) { this.#add(stage.middleBox()); } break;
      case 'remove': this.#remove(); break;
      case 'left': stage.nudge(-1, 0, event); break;
      case 'right': stage.nudge(1, 0, event); break;
      case 'up': stage.nudge(0, -1, event); break;
      case 'down': stage.nudge(0, 1, event); break;
      case 'copyPrevious': say(`${work.boxes.copy(this.#previousBoxes)} boxes copied.`); break;
      case 'undo': work.boxes.undo(); break;
      case 'redo': work.boxes.redo(); break;
      case 'escape': stage.gestures.cancel(); stage.pick(null); break;
      case 'findClass': this.classPanel.open(); break;
      case 'accept': if (stage.selectedGuess) { this.#accept([stage.selectedGuess]); } break;
      case 'acceptAll': this.#accept(stage.shownGuesses); break;
      case 'rejectAll': work.boxes.reject(stage.shownGuesses); break;
      case 'hideGuesses': stage.set('guessesHidden', !stage.guessesHidden); break;
      case 'lower': stage.set('threshold', stepped(stage.threshold, false)); break;
      case 'higher': stage.set('threshold', stepped(stage.threshold, true)); break;
      case 'zoomIn': stage.zoom(1.25); break;
      case 'zoomOut': stage.zoom(0.8); break;
      case 'fit': stage.fit(); break;
      case 'full': stage.full(); break;
      case 'hide': stage.set('hidden', !stage.hidden); break;
      case 'lock': stage.set('locked', !stage.locked); break;
      case 'done': if (this.reviewing) { this.#review('accept'); } else { this.#finish('done'); } break;
      case 'nothing': work.boxes.clear(stage.shownGuesses.map(it => it.id)); this.#finish('done'); break;
      case 'skip': this.#skip(); break;
      case 'sendBack': this.#review('send_back'); break;
      case 'previous': this.#back(); break;
      default: return false;
    }
    return true;
  }

  async #back() {
    const id = this.#visited.pop();
    if (id === undefined) {
      say('There is no image before this one.');
      return;
    }
    await this.openById(id);
    this.#visited.pop();
  }

  #key(event) {
    const { target } = event;
    if (target.closest('dialog') || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) {
      return;
    }
    const action = actionOf(event);
    const atButton = target.tagName === 'BUTTON';
    if (atButton && (event.key === 'Enter' || event.key === ' ')) {
      return;
    }
    if (event.repeat && LEAVES.includes(action)) {
      event.preventDefault();
      return;
    }
    if (action === 'nextBox') {
      if (target === find('stage') && this.work && this.stage.step(event.shiftKey ? -1 : 1)) {
        event.preventDefault();
      }
      return;
    }
    if (action === 'digit') {
      this.chooseClass(this.recent.digit(Number(event.key)));
      event.preventDefault();
    } else if (action && this.act(action, { fast: event.shiftKey, sides: event.altKey })) {
      event.preventDefault();
    }
  }

  #bar() {
    const act = name => () => this.act(name);
    this.undoButton = button('Undo', act('undo'), { key: 'Ctrl+Z' });
    this.redoButton = button('Redo', act('redo'), { key: 'Ctrl+Y' });
    this.hideButton = button('Hide', act('hide'), { key: 'H' });
    this.lockButton = button('Lock', act('lock'), { key: 'L' });
    this.position = h('span', { class: 'position' });
    const on = this.reviewing
      ? [button('Send back', act('sendBack'), {}), button('Accept and next', act('done'), { key: 'D', kind: 'first' })]
      : [button('Skip', act('skip'), { key: 'S' }), button('Nothing here', act('nothing'), { key: 'E' }),
        button('Done, next', act('done'), { key: 'D', kind: 'first' })];
    find('bar').replaceChildren(
      h('div', { class: 'group' }, button('Previous', act('previous'), { key: 'P' }), this.position),
      h('div', { class: 'group' }, this.undoButton, this.redoButton, button('Copy previous', act('copyPrevious'), { key: 'V' })),
      h('div', { class: 'group' }, button('−', act('zoomOut'), { label: 'Zoom out' }), button('+', act('zoomIn'), { label: 'Zoom in' }),
        button('Fit', act('fit'), { key: 'F' }), button('1:1', act('full'), { key: 'Z', label: 'One to one' }), this.hideButton, this.lockButton),
      h('div', { class: 'group end' }, ...on));
  }

  #fillBar() {
    const { work, stage } = this;
    if (!work) {
      return;
    }
    this.undoButton.disabled = !work.boxes.canUndo;
    this.redoButton.disabled = !work.boxes.canRedo;
    this.hideButton.setAttribute('aria-pressed', String(stage.hidden));
    this.lockButton.setAttribute('aria-pressed', String(stage.locked));
    this.position.textContent = `${work.image.name}${told(work.image)}`;
  }
}
