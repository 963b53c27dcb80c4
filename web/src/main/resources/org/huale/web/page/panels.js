// The column beside the image: classes, guesses, light, why the image was chosen, how far all is.

import { firstOf } from './classes.js';
import { button, find, h, s } from './dom.js';
import { percent } from './guesses.js';
import { minutes, seconds } from './pace.js';

const panel = (title, ...content) => h('section', { class: 'panel' }, h('h2', {}, title), ...content);

/** Classes with their keys; the chosen one is what the next box will be. */
export class ClassPanel {
  /** @param choose gets the number of a class */
  constructor(recent, choose) {
    this.recent = recent;
    this.choose = choose;
    this.list = h('ul', { class: 'classes', role: 'list' });
    this.text = h('input', { id: 'find-class', type: 'search', placeholder: 'Find a class', autocomplete: 'off', 'aria-label': 'Find a class by typing' });
    this.text.addEventListener('input', () => this.fill());
    this.text.addEventListener('keydown', event => this.#key(event));
    this.element = panel('Classes', this.text, this.list);
  }

  #key(event) {
    event.stopPropagation();
    if (event.key === 'Enter') {
      const first = this.recent.matching(this.text.value)[0];
      if (first) {
        this.#chosen(first.id);
      }
      event.preventDefault();
    } else if (event.key === 'Escape') {
      this.#left();
    }
  }

  #chosen(id) {
    this.choose(id);
    this.#left();
  }

  #left() {
    this.text.value = '';
    this.fill();
    find('stage').focus();
  }

  open() {
    this.text.focus();
    this.text.select();
  }

  fill(current = this.current, counts = this.counts ?? new Map()) {
    this.current = current;
    this.counts = counts;
    const typed = this.text.value.trim() !== '';
    const classes = typed ? this.recent.matching(this.text.value) : this.recent.classes;
    const { shown, more } = firstOf(classes, current);
    this.list.replaceChildren(...shown.map(it => this.#row(it)));
    if (classes.length === 0) {
      this.#note('No class is called that.');
    } else if (more > 0) {
      this.#note(`${more} more: type ${typed ? 'on ' : ''}to find ${more === 1 ? 'it' : 'them'}.`);
    }
  }

  #note(words) {
    this.list.append(h('li', { class: 'note' }, words));
  }

  #row(it) {
    const number = this.recent.classes.indexOf(it) + 1;
    const dot = s('svg', { class: 'dot', viewBox: '0 0 10 10', 'aria-hidden': 'true' }, s('circle', { cx: 5, cy: 5, r: 5, fill: it.colour }));
    const count = this.counts.get(it.id) ?? 0;
    return h('li', {}, h('button', { type: 'button', 'aria-pressed': String(it.id === this.current), 'aria-label': `${it.name}, ${count} boxes`,
      click: () => this.#chosen(it.id) },
    dot, h('span', { class: 'name' }, it.name), count > 0 ? h('span', { class: 'count', 'aria-hidden': 'true' }, String(count)) : null,
    number <= 9 ? h('kbd', { 'aria-hidden': 'true' }, String(number)) : null));
  }
}

/** Guesses of the detector: how sure it must be, and all at once. */
export class GuessPanel {
  constructor(stage, act) {
    this.stage = stage;
    this.slider = h('input', { id: 'threshold', type: 'range', min: 0, max: 100, step: 1, input: () => stage.set('threshold', Number(this.slider.value) / 100) });
    this.value = h('output', { for: 'threshold' });
    this.words = h('p', { class: 'note' });
    this.hide = h('input', { id: 'hide-guesses', type: 'checkbox', change: () => stage.set('guessesHidden', !this.hide.checked) });
    this.element = panel('Guesses', this.words,
      h('div', { class: 'row' }, h('label', { for: 'threshold' }, 'Sure by'), this.slider, this.value),
      h('div', { class: 'row' }, this.hide, h('label', { for: 'hide-guesses' }, 'Show guesses')),
      h('div', { class: 'row' }, button('Accept all', () => act('acceptAll'), { key: 'A' }), button('Reject all', () => act('rejectAll'), { key: '⇧A' })));
  }

  fill() {
    const { stage } = this;
    const all = stage.boxes.open;
    this.element.hidden = (stage.boxes.image?.guesses.length ?? 0) === 0;
    this.slider.value = Math.round(stage.threshold * 100);
    this.value.textContent = percent(stage.threshold);
    this.hide.checked = !stage.guessesHidden;
    this.words.textContent = all.length === 0 ? 'All guesses are decided.'
      : `${stage.shownGuesses.length} of ${all.length} open guesses shown.`;
  }
}

/** Brightness and contrast, of the screen only. */
export function lightPanel(surface) {
  const slider = (id, words) => {
    const input = h('input', { id, type: 'range', min: 25, max: 300, value: 100 });
    return { input, row: h('div', { class: 'row' }, h('label', { for: id }, words), input) };
  };
  const bright = slider('brightness', 'Brightness');
  const contrast = slider('contrast', 'Contrast');
  const apply = () => surface.light(Number(bright.input.value), Number(contrast.input.value));
  bright.input.addEventListener('input', apply);
  contrast.input.addEventListener('input', apply);
  const plain = button('As it is', () => { bright.input.value = 100; contrast.input.value = 100; apply(); });
  return panel('Light', bright.row, contrast.row, plain);
}

/** Why the image was chosen, and what the detector saw in it and in its mirror image. */
export class WhyPanel {
  constructor(stage) {
    this.stage = stage;
    this.body = h('div', {});
    this.element = panel('Why this image', this.body);
  }

  fill(image) {
    const { why } = image;
    const parts = why.parts.map(it => [h('dt', {}, it.name), h('dd', {}, it.text || number(it.value))]).flat();
    this.body.replaceChildren(h('p', {}, why.text), parts.length > 0 ? h('dl', {}, ...parts) : '', ...this.#switches(why.views));
  }

  #switches(views) {
    if (!views) {
      return [];
    }
    const box = (kind, words) => {
      const input = h('input', { id: `view-${kind}`, type: 'checkbox' });
      return { kind, input, row: h('div', { class: 'row' }, input, h('label', { for: `view-${kind}` }, `${words} (${views[kind].length})`)) };
    };
    const both = [box('original', 'What the detector saw'), box('flipped', 'and in the mirror image')];
    const apply = () => this.stage.set('views', both.filter(it => it.input.checked)
      .flatMap(it => views[it.kind].map(view => ({ ...view, kind: it.kind }))));
    both.forEach(it => it.input.addEventListener('change', apply));
    return both.map(it => it.row);
  }
}

const number = value => typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : '';

/** How many are left, how the detector came on, what the last batch brought. */
export class ProgressPanel {
  constructor() {
    this.element = panel('Progress');
    this.body = h('div', {});
    this.element.append(this.body);
  }

  fill(state) {
    this.body.replaceChildren(...words(state).map(it => h('p', {}, it)), ...curve(state.progress));
  }
}

/** What a person wants to know of the run, a sentence each. */
export function words({ request, progress }) {
  const all = [];
  if (request) {
    const left = request.total - request.done - request.skipped;
    all.push(`${left} of ${request.total} images left${request.skipped > 0 ? `, ${request.skipped} skipped` : ''}${request.sentBack > 0 ? `, ${request.sentBack} sent back` : ''}.`);
  }
  if (progress.minutesLeft !== null && request) {
    all.push(`About ${minutes(progress.minutesLeft)} at your pace, ${seconds(progress.secondsPerImage)} an image.`);
  }
  if (progress.shortage) {
    all.push(progress.shortage);
  }
  if (progress.lastBatch) {
    all.push(progress.lastBatch);
  }
  if (progress.forecast) {
    const f = progress.forecast;
    all.push(`This batch may bring ${signed(f.gain)} (${signed(f.low)} to ${signed(f.high)}), as the curve went so far.`);
  }
  return all;
}

const signed = value => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(1);

/** The learning curve so far, and the same as a table for those who do not see it. */
export function curve({ curve: points, figure }) {
  if (points.length === 0) {
    return [];
  }
  const most = Math.max(...points.map(it => it.images));
  const top = Math.max(10, ...points.map(it => it.figure));
  const at = it => `${12 + 270 * it.images / most},${104 - 92 * it.figure / top}`;
  const last = points[points.length - 1];
  const drawing = s('svg', { class: 'curve', viewBox: '0 0 300 124', role: 'img', 'aria-label': `${figure}: ${points.map(it => `${it.figure.toFixed(1)} at ${it.images} images`).join(', ')}` },
    s('line', { x1: 12, y1: 104, x2: 290, y2: 104, class: 'axis' }),
    s('polyline', { points: points.map(at).join(' '), class: 'line' }),
    ...points.map(it => s('circle', { cx: at(it).split(',')[0], cy: at(it).split(',')[1], r: 4, class: 'point' })),
    s('text', { x: 12, y: 120 }, '0'), s('text', { x: 284, y: 120, 'text-anchor': 'end' }, `${most} images`));
  return [drawing, h('p', { class: 'note' }, `${figure} ${last.figure.toFixed(1)} with ${last.images} images.`)];
}
