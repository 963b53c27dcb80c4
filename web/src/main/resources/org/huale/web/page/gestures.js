// Mouse, pen and touch made into a few words: draw, move, resize, select, pan, zoom. One finger draws; two pan and zoom.

import { boxAt, handleAt, isBox, moved, resized, spanned, toImage, zoomed } from './geometry.js';

const REACH = { mouse: 7, pen: 10, touch: 20 };
/** Pixels of the screen that a hand may shake in a click. */
const SHAKE = 3;

export class Gestures {
  #pointers = new Map();
  #drag = null;
  #pinch = null;
  #space = false;

  /** @param desk has view, size, boxes, guesses, selected, locked, and hears what is done */
  constructor(host, desk) {
    this.host = host;
    this.desk = desk;
    host.addEventListener('pointerdown', event => this.#down(event));
    host.addEventListener('pointermove', event => this.#move(event));
    host.addEventListener('pointerup', event => this.#up(event));
    host.addEventListener('pointercancel', event => this.#cancel(event));
    host.addEventListener('pointerleave', () => desk.cursor(null));
    host.addEventListener('wheel', event => this.#wheel(event), { passive: false });
    host.addEventListener('contextmenu', event => event.preventDefault());
    host.addEventListener('keydown', event => this.#key(event, true));
    host.addEventListener('keyup', event => this.#key(event, false));
    host.addEventListener('blur', () => { this.#space = false; });
  }

  get busy() {
    return this.#drag !== null;
  }

  /** Gives up what is being dragged. */
  cancel() {
    this.#drag = null;
    this.desk.draft(null);
  }

  #key(event, down) {
    if (event.key === ' ') {
      this.#space = down;
      event.preventDefault();
    }
  }

  #at(event) {
    const frame = this.host.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  #down(event) {
    if (event.button > 1) {
      return;
    }
    this.host.focus({ preventScroll: true });
    this.host.setPointerCapture(event.pointerId);
    const screen = this.#at(event);
    this.#pointers.set(event.pointerId, screen);
    if (this.#pointers.size >= 2) {
      this.cancel();
      this.#pinch = this.#span();
      return;
    }
    this.#drag = this.#begun(event, screen);
    event.preventDefault();
  }

  #begun(event, screen) {
    const { desk } = this;
    if (event.button === 1 || this.#space) {
      return { kind: 'pan', screen };
    }
    const from = toImage(desk.view, screen);
    const reach = (REACH[event.pointerType] ?? REACH.mouse) / desk.view.scale;
    const chosen = desk.locked ? null : desk.selectedBox;
    const handle = chosen && handleAt(chosen, from, reach);
    if (handle) {
      return { kind: 'resize', screen, from, handle, box: chosen };
    }
    if (chosen && boxAt([chosen], from, 0)) {
      return { kind: 'move', screen, from, box: chosen };
    }
    return { kind: 'draw', screen, from, reach: reach / 2 };
  }

  #move(event) {
    const screen = this.#at(event);
    if (this.#pointers.has(event.pointerId)) {
      this.#pointers.set(event.pointerId, screen);
    }
    if (this.#pinch) {
      this.#pinched();
      return;
    }
    this.desk.cursor(event.pointerType === 'touch' ? null : screen);
    if (this.#drag) {
      this.#dragged(screen);
    }
  }

  #dragged(screen) {
    const { desk } = this;
    const drag = this.#drag;
    drag.moved ||= Math.hypot(screen.x - drag.screen.x, screen.y - drag.screen.y) > SHAKE;
    if (!drag.moved) {
      return;
    }
    if (drag.kind === 'pan') {
      desk.look({ ...desk.view, x: desk.view.x + screen.x - drag.screen.x, y: desk.view.y + screen.y - drag.screen.y });
      drag.screen = screen;
      return;
    }
    desk.draft(this.#result(drag, toImage(desk.view, screen)));
  }

  /** The box that a drag would leave now. */
  #result(drag, to) {
    const { size } = this.desk;
    const dx = to.x - drag.from.x;
    const dy = to.y - drag.from.y;
    switch (drag.kind) {
      case 'draw': return spanned(drag.from, to, size);
      case 'move': return moved(drag.box, dx, dy, size);
      default: return resized(drag.box, drag.handle, dx, dy, size);
    }
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
    if (this.#pinch) {
      this.#pinch = this.#pointers.size >= 2 ? this.#span() : null;
      return;
    }
    const drag = this.#drag;
    this.cancel();
    if (drag && drag.kind !== 'pan') {
      const to = toImage(this.desk.view, this.#at(event));
      if (!drag.moved) {
        this.desk.pick(this.#under(to, drag));
      } else if (drag.kind === 'resize') {
        this.desk.resize(drag.box.id, this.#result(drag, to));
      } else if (drag.kind === 'move') {
        this.desk.reshape(drag.box.id, this.#result(drag, to));
      } else if (!this.desk.locked && isBox(this.#result(drag, to))) {
        this.desk.drawn(this.#result(drag, to));
      }
    }
  }

  #under(point, drag) {
    const { desk } = this;
    return boxAt([...desk.shownBoxes, ...desk.shownGuesses], point, drag.reach ?? 0);
  }

  #cancel(event) {
    this.#pointers.delete(event.pointerId);
    this.#pinch = null;
    this.cancel();
  }

  #span() {
    const [a, b] = [...this.#pointers.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
  }

  #pinched() {
    const { desk } = this;
    const before = this.#pinch;
    const now = this.#span();
    const view = zoomed(desk.view, desk.view.scale * now.length / before.length, before);
    desk.look({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y });
    this.#pinch = now;
  }

  #wheel(event) {
    event.preventDefault();
    const { desk } = this;
    if (event.shiftKey) {
      desk.look({ ...desk.view, x: desk.view.x - event.deltaY - event.deltaX, y: desk.view.y });
      return;
    }
    const lines = event.deltaMode === 1 ? 16 : 1;
    desk.look(zoomed(desk.view, desk.view.scale * Math.exp(-event.deltaY * lines / 400), this.#at(event)));
  }
}
