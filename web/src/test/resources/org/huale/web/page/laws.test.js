// Laws of the modules that touch no document, and of the list of classes. The seed is in the address; what fails is told with it.

import * as geometry from '/geometry.js';
import { Boxes, outcome, united, unitedOutcomes } from '/boxes.js';
import { RecentClasses } from '/classes.js';
import { Saver } from '/autosave.js';
import { Stopwatch, LONGEST_PAUSE, LONGEST_STAY, minutes, seconds } from '/pace.js';
import { KEYS, actionOf } from '/keys.js';
import { ClassPanel } from '/panels.js';
import { namesIn } from '/setup.js';
import { shown, stepped } from '/guesses.js';

const seed = Number(new URLSearchParams(location.search).get('seed'));
const told = [];
let state = seed >>> 0;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function random() {
  state = (state + 0x6D2B79F5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const within = most => random() * most;

function hold(words, ...facts) {
  facts.forEach((fact, i) => {
    if (!fact) {
      throw new Error(`${words}: fact ${i + 1} does not hold`);
    }
  });
}

async function law(words, body) {
  try {
    for (let i = 0; i < 50; i++) {
      await body(i);
    }
    told.push(`ok ${words}`);
  } catch (e) {
    told.push(`not ok ${words}: ${e.message} (seed ${seed})`);
  }
}

const someSize = () => ({ width: 50 + Math.floor(within(4000)), height: 50 + Math.floor(within(3000)) });
const somePoint = size => ({ x: within(size.width * 1.4) - size.width * 0.2, y: within(size.height * 1.4) - size.height * 0.2 });

function someBox(size, id = 1) {
  for (;;) {
    const box = geometry.spanned(somePoint(size), somePoint(size), size);
    if (geometry.isBox(box)) {
      return { id, class: Math.floor(within(3)), ...box, guess: null };
    }
  }
}

const isInside = (box, size) => box.x1 >= 0 && box.y1 >= 0 && box.x2 <= size.width && box.y2 <= size.height && box.x1 <= box.x2 && box.y1 <= box.y2;
const near = (a, b, least = 1e-6) => Math.abs(a - b) <= least * Math.max(1, Math.abs(a));

await law('a box that is drawn, moved or resized stays within its image', () => {
  const size = someSize();
  const box = someBox(size);
  const dx = within(2 * size.width) - size.width;
  const dy = within(2 * size.height) - size.height;
  const shifted = geometry.moved(box, dx, dy, size);
  hold('moved', isInside(shifted, size), near(geometry.width(shifted), geometry.width(box)), near(geometry.height(shifted), geometry.height(box)));
  for (const handle of geometry.HANDLES) {
    hold(handle, isInside(geometry.resized(box, handle, dx, dy, size), size));
  }
});

await law('a handle moves its own sides and no others', () => {
  const size = { width: 1000, height: 1000 };
  const box = { x1: 300, y1: 300, x2: 700, y2: 700 };
  const dx = within(200) - 100;
  const dy = within(200) - 100;
  for (const handle of geometry.HANDLES) {
    const now = geometry.resized(box, handle, dx, dy, size);
    hold(handle, now.x1 === (handle.includes('w') ? 300 + dx : 300), now.x2 === (handle.includes('e') ? 700 + dx : 700),
      now.y1 === (handle.includes('n') ? 300 + dy : 300), now.y2 === (handle.includes('s') ? 700 + dy : 700));
  }
});

await law('each handle is found where it is', () => {
  const size = someSize();
  const box = { x1: 5, y1: 5, x2: size.width - 5, y2: size.height - 5 };
  for (const handle of geometry.HANDLES) {
    hold(handle, geometry.handleAt(box, geometry.handlePoint(box, handle), 3) === handle);
  }
  hold('middle', geometry.handleAt(box, { x: size.width / 2, y: size.height / 2 }, 3) === null);
});

await law('the smallest box around a point is picked', () => {
  const size = someSize();
  const boxes = Array.from({ length: 30 }, (_, i) => someBox(size, i));
  const at = somePoint(size);
  const around = boxes.filter(it => geometry.contains(it, at));
  const picked = geometry.boxAt(boxes, at, 0);
  hold('picked', picked === null ? around.length === 0 : around.every(it => geometry.area(it) >= geometry.area(picked)));
});

await law('a point of the screen stays where it is while zooming there', () => {
  const view = { scale: 0.1 + within(5), x: within(500), y: within(500) };
  const at = { x: within(1000), y: within(800) };
  const before = geometry.toImage(view, at);
  const after = geometry.toImage(geometry.zoomed(view, view.scale * (0.2 + within(4)), at), at);
  hold('stays', near(before.x, after.x, 1e-9), near(before.y, after.y, 1e-9));
  const back = geometry.toScreen(view, before);
  hold('there and back', near(back.x, at.x), near(back.y, at.y));
});

await law('the fitted image is whole and in the middle', () => {
  const size = someSize();
  const screen = { width: 300 + within(1500), height: 300 + within(1000) };
  const view = geometry.fitted(size, screen);
  const place = geometry.onScreen(view, { x1: 0, y1: 0, x2: size.width, y2: size.height });
  hold('whole', place.x >= -1e-6, place.y >= -1e-6, place.width <= screen.width + 1e-6, place.height <= screen.height + 1e-6);
  hold('middle', near(place.x * 2 + place.width, screen.width), near(place.y * 2 + place.height, screen.height));
});

function someImage() {
  const size = someSize();
  const guesses = Array.from({ length: 4 }, (_, i) => ({ ...someBox(size), id: i, class: Math.floor(within(3)), score: random(), outcome: 'open' }));
  return { ...size, boxes: Array.from({ length: Math.floor(within(4)) }, (_, i) => someBox(size, i)), guesses };
}

function someChange(boxes) {
  const { size } = boxes;
  const one = boxes.boxes[Math.floor(within(boxes.boxes.length))];
  switch (Math.floor(within(7))) {
    case 0: return boxes.add(someBox(size), 1);
    case 1: return one && boxes.change(one.id, { ...geometry.moved(one, 3, 3, size) });
    case 2: return one && boxes.change(one.id, { class: (one.class + 1) % 3 });
    case 3: return one && boxes.remove(one.id);
    case 4: return boxes.accept(boxes.open.slice(0, 2));
    case 5: return boxes.reject(boxes.open.slice(0, 1));
    default: return boxes.copy([someBox(size)]);
  }
}

await law('undo goes back through every state, and redo forward again', () => {
  const boxes = new Boxes(someImage());
  const seen = [boxes.state];
  for (let i = 0; i < 60; i++) {
    someChange(boxes);
    if (seen[seen.length - 1] !== boxes.state) {
      seen.push(boxes.state);
    }
  }
  for (let i = seen.length - 2; i >= 0; i--) {
    boxes.undo();
    hold(`back ${i}`, boxes.state === seen[i]);
  }
  hold('at the beginning', !boxes.canUndo);
  for (let i = 1; i < seen.length; i++) {
    boxes.redo();
    hold(`on ${i}`, boxes.state === seen[i]);
  }
  hold('at the end', !boxes.canRedo);
});

await law('marks stay with a box, its changes and its copies, and boxes that are drawn have none', () => {
  const image = someImage();
  const marked = { ...someBox(image, 7), difficult: false, crowd: true };
  const boxes = new Boxes({ ...image, boxes: [marked] });
  boxes.change(7, { ...geometry.moved(marked, 3, 3, boxes.size), class: 2 });
  boxes.remove(7);
  boxes.undo();
  hold('moved', boxes.box(7).crowd, boxes.box(7).difficult === false, boxes.box(7).class === 2);
  const fresh = [boxes.add(someBox(image), 0), boxes.accept(boxes.open.slice(0, 1))].map(id => boxes.box(id));
  hold('fresh', fresh.every(it => it.crowd === false && it.difficult === false));
  const other = new Boxes({ ...image, boxes: [] });
  hold('copied', other.copy([marked]) === 1, other.boxes[0].crowd, other.boxes[0].difficult === false);
});

await law('a change after undo forgets what was undone', () => {
  const boxes = new Boxes(someImage());
  boxes.add(someBox(boxes.size), 0);
  boxes.undo();
  boxes.add(someBox(boxes.size), 2);
  hold('no redo', !boxes.canRedo, boxes.boxes[boxes.boxes.length - 1].class === 2);
});

await law('the number of a box is never given to another', () => {
  const boxes = new Boxes(someImage());
  const given = new Map(boxes.boxes.map(it => [it.id, true]));
  for (let i = 0; i < 30; i++) {
    const id = boxes.add(someBox(boxes.size), 0);
    hold('fresh', !given.has(id));
    given.set(id, true);
    boxes.remove(id);
  }
});

await law('a box whose number leaves no room for others gets another', () => {
  const image = someImage();
  const large = { ...someBox(image, 2147483647), class: 2 };
  const boxes = new Boxes({ ...image, boxes: [someBox(image, 3), large, someBox(image, 1000000000)] });
  hold('as before', boxes.boxes.length === 3, boxes.boxes[0].id === 3, boxes.boxes[1].class === 2, boxes.boxes[1].x1 === large.x1);
  boxes.add(someBox(image), 0);
  boxes.replace(united(boxes.boxes, [large]), {});
  boxes.add(someBox(image), 0);
  const ids = boxes.boxes.map(it => it.id);
  hold('small', ids.every(it => it < 1000));
  hold('different', new Set(ids).size === ids.length);
});

await law('what became of a guess follows from the boxes', () => {
  const image = someImage();
  const boxes = new Boxes(image);
  const [first, second, third, fourth] = image.guesses;
  const id = boxes.accept([first]);
  hold('accepted', outcome(first, boxes.state) === 'accepted');
  boxes.change(id, { x2: boxes.box(id).x2 - 0.25 });
  hold('moved', outcome(first, boxes.state) === 'moved');
  boxes.change(id, { class: first.class + 1 });
  hold('reclassed', outcome(first, boxes.state) === 'reclassed');
  boxes.remove(id);
  hold('deleted', outcome(first, boxes.state) === 'deleted');
  boxes.reject([second]);
  hold('rejected', outcome(second, boxes.state) === 'deleted', outcome(third, boxes.state) === 'open');
  const all = boxes.outcomes([third.id]);
  hold('passed over', all[third.id] === 'deleted', all[fourth.id] === undefined);
});

await law('what was decided on a guess and undone is told as open, whatever comes after', () => {
  const image = someImage();
  const boxes = new Boxes(image);
  const [first, second, third, fourth] = image.guesses;
  boxes.accept([first]);
  boxes.undo();
  hold('undone', boxes.outcomes()[first.id] === 'open');
  boxes.reject([second]); // nothing leads back to what was undone before
  boxes.undo();
  boxes.add(someBox(boxes.size), 0);
  boxes.decidedElsewhere([{ ...third, outcome: 'accepted' }, fourth]);
  const all = boxes.outcomes();
  hold('after', all[first.id] === 'open', all[second.id] === 'open', all[third.id] === 'open', all[fourth.id] === undefined);
});

await law('with the boxes of both sides a guess that either rejects is rejected, unless it is a box', () => {
  const image = someImage();
  const [first, second, third, fourth] = image.guesses;
  const boxes = new Boxes(image);
  const theirs = [{ ...first, outcome: 'deleted' }, { ...second, outcome: 'deleted' }, { ...third, outcome: 'accepted' }, fourth];
  boxes.decidedElsewhere(theirs);
  boxes.replace([{ ...second, id: 1, guess: second.id }],
    unitedOutcomes({ [first.id]: 'open', [second.id]: 'accepted' }, theirs));
  const all = boxes.outcomes();
  hold('outcomes', all[first.id] === 'deleted', all[second.id] === 'accepted', all[third.id] === 'open', all[fourth.id] === undefined);
});

await law('what is taken in place of all decides on guesses as it says, and leaves others as they were', () => {
  const image = someImage();
  const boxes = new Boxes(image);
  const [first, second, third] = image.guesses;
  boxes.reject([first, second]);
  boxes.replace([], { [first.id]: 'open', [third.id]: 'deleted' });
  hold('outcomes', outcome(first, boxes.state) === 'open', outcome(second, boxes.state) === 'deleted', outcome(third, boxes.state) === 'deleted');
});

await law('united boxes hold both sides once, with numbers that differ', () => {
  const size = someSize();
  const shared = someBox(size, 1);
  const mine = [shared, someBox(size, 2)];
  const theirs = [{ ...shared }, someBox(size, 2), someBox(size, 3)];
  const both = united(mine, theirs);
  hold('once', both.length === 4, new Set(both.map(it => it.id)).size === 4);
});

await law('classes: what was used last comes first, what begins with the text before what contains it', () => {
  const classes = ['tram', 'car', 'carriage', 'old car', 'bus'].map((name, id) => ({ id, name }));
  const recent = new RecentClasses(classes);
  hold('as listed', recent.matching('').map(it => it.id).join() === '0,1,2,3,4');
  recent.used(3);
  recent.used(4);
  hold('recent', recent.matching('').map(it => it.id).join() === '4,3,0,1,2');
  hold('exact first', recent.matching('CAR')[0].id === 1, recent.matching('car').map(it => it.id).join() === '1,2,3');
  hold('digits stay', recent.digit(1) === 0, recent.digit(9) === null);
  hold('none', recent.matching('zebra').length === 0);
});

await law('of many classes the first are listed and the chosen one, and how many more there are', i => {
  const count = 58 + i;
  const classes = Array.from({ length: count }, (_, id) => ({ id, name: `class ${id}`, colour: 'red' }));
  const panel = new ClassPanel(new RecentClasses(classes), () => {});
  const chosen = Math.floor(within(count));
  panel.fill(chosen);
  const rows = [...panel.list.querySelectorAll('button')];
  const pressed = rows.filter(it => it.getAttribute('aria-pressed') === 'true');
  hold('rows', rows.length === Math.min(60, count), pressed.length === 1, pressed[0].textContent.startsWith(`class ${chosen}`));
  const notes = [...panel.list.querySelectorAll('.note')].map(it => it.textContent);
  hold('note', count <= 60 ? notes.length === 0 : notes.join() === (count === 61 ? '1 more: type to find it.' : `${count - 60} more: type to find them.`));
});

await law('seconds at work: pauses count up to their limit, and are taken once', () => {
  const watch = new Stopwatch(100);
  watch.touch(105);
  watch.touch(105 + LONGEST_PAUSE + 500);
  hold('sum', watch.take(105 + LONGEST_PAUSE + 500) === 5 + LONGEST_PAUSE, watch.take(105 + LONGEST_PAUSE + 500) === 0);
  const last = 105 + LONGEST_PAUSE + 500;
  hold('alone', !watch.isAlone(last + LONGEST_STAY), watch.isAlone(last + LONGEST_STAY + 1));
  hold('words', minutes(0.2) === 'under a minute', minutes(1) === '1 minute', minutes(12.4) === '12 minutes', minutes(150) === '2.5 hours',
    seconds(0.3) === 'under a second', seconds(1.2) === '1 second', seconds(59.6) === '60 seconds');
});

await law('no key stands for two actions, and Shift tells letters apart', () => {
  const keys = KEYS.flatMap(([, rows]) => rows).flatMap(([, all]) => all);
  hold('once', new Set(keys).size === keys.length);
  hold('shift', actionOf({ key: 'A', shiftKey: true }) === 'rejectAll', actionOf({ key: 'a' }) === 'acceptAll');
  hold('control', actionOf({ key: 'z', ctrlKey: true }) === 'undo', actionOf({ key: 'Z', ctrlKey: true, shiftKey: true }) === 'redo', actionOf({ key: 'z' }) === 'full');
  hold('layouts', actionOf({ key: '?', shiftKey: true }) === 'keys', actionOf({ key: '+', shiftKey: true }) === 'zoomIn', actionOf({ key: '/', shiftKey: true }) === 'findClass');
  hold('others', actionOf({ key: 'd', altKey: true }) === null, actionOf({ key: 'q' }) === null, actionOf({ key: 'a', ctrlKey: true }) === null);
});

await law('class names come from lines and commas, each once', () => {
  hold('names', namesIn(' car,bus\n\ncar , traffic light ').join('|') === 'car|bus|traffic light', namesIn(' ,\n').length === 0);
});

await law('a guess is shown from the threshold that its score reads as', i => {
  const threshold = (i % 21) / 20;
  const score = Math.fround(threshold);
  hold('shown', shown([{ score }], threshold).length === 1, shown([{ score: score - 0.001 }], threshold).length === 0);
});

await law('the threshold stays in [0, 1]', () => {
  let threshold = random();
  for (let i = 0; i < 40; i++) {
    threshold = stepped(threshold, random() < 0.5);
    hold('range', threshold >= 0, threshold <= 1);
  }
});

/** A server that fails at times, loses answers at times, and counts revisions. */
function shakyServer() {
  const server = { revision: 0, last: null, seconds: 0, saves: 0 };
  server.put = async content => {
    if (random() < 0.3) {
      throw Object.assign(new Error('away'), {});
    }
    if (content.revision !== server.revision) {
      throw Object.assign(new Error('stale'), { status: 409, current: { ...server.last, revision: server.revision } });
    }
    server.revision++;
    server.saves++;
    server.last = { boxes: content.boxes, state: content.state };
    server.seconds += content.seconds;
    if (random() < 0.2) {
      throw Object.assign(new Error('answer lost'), {});
    }
    return { ...server.last, revision: server.revision };
  };
  return server;
}

await law('the last content arrives, whatever fails on the way, and nothing is a conflict that is none', async () => {
  const server = shakyServer();
  const heard = [];
  const same = (content, image) => JSON.stringify(content.boxes) === JSON.stringify(image.boxes);
  const saver = new Saver(0, server.put, same, what => heard.push(what), () => Promise.resolve());
  let last = null;
  let done = Promise.resolve();
  for (let i = 0; i < 20; i++) {
    last = [{ id: i, x: random() }];
    done = saver.save({ boxes: last, state: 'open', seconds: 1 });
    if (random() < 0.5) {
      await done;
    }
  }
  await done;
  hold('arrived', JSON.stringify(server.last.boxes) === JSON.stringify(last), !saver.owes, heard[heard.length - 1] === 'saved');
  hold('no conflict', !heard.includes('conflict'));
});

await law('a change of somebody else is a conflict, with both versions', async () => {
  const server = { put: async () => { throw Object.assign(new Error('stale'), { status: 409, current: { revision: 7, boxes: [], state: 'open' } }); } };
  let conflict = null;
  const saver = new Saver(3, server.put, () => false, (what, more) => { if (what === 'conflict') { conflict = more; } }, () => Promise.resolve());
  await saver.save({ boxes: [{ id: 1 }], state: 'open', seconds: 0 });
  hold('told', conflict.current.revision === 7, conflict.mine.boxes.length === 1, !saver.owes);
});

document.getElementById('told').textContent = `${told.join('\n')}\nall told`;
