// Begins: who is here, how far the run is, and then one image after the other.

import { Desk } from './desk.js';
import { showKeys, tell } from './dialogs.js';
import { button, find, h, say } from './dom.js';
import { changeName, enter, enterAgain } from './entry.js';
import { showImages } from './images.js';
import { curve, words } from './panels.js';
import { showPeople } from './people.js';
import { agrees, get, listen } from './server.js';
import { setUp } from './setup.js';

const PHASES = {
  training: 'The detector is learning from what you labeled.',
  selecting: 'The detector is looking for the images that it can learn most from.',
  ended: 'The run is at its end.',
  failed: 'Something went wrong.',
};

/** Leases of others end without a word; where there was no image, ask again now and then. */
const LOOK_AGAIN = 10000;

let state = null;
let desk = null;
let going = false;
let again = false;

/** Shows the state of the run in place of an image. */
function notice(title, ...sentences) {
  const place = find('notice');
  place.hidden = false;
  place.replaceChildren(h('div', { class: 'card' }, h('h2', {}, title), ...sentences.filter(it => it !== '').map(it => h('p', {}, it)),
    ...words(state).map(it => h('p', { class: 'note' }, it)), ...curve(state.progress)));
}

function top() {
  find('title').textContent = state.title;
  document.title = `${state.title}: label`;
  find('who').textContent = state.me?.name ?? '';
  const { request } = state;
  const place = find('amount');
  if (request) {
    const finished = request.done + request.skipped;
    place.replaceChildren(h('progress', { max: request.total, value: finished, 'aria-label': 'Images finished' }),
      h('span', {}, `${finished} of ${request.total}`));
  } else {
    place.replaceChildren();
  }
}

function tools() {
  const reviewer = state.me?.role === 'reviewer';
  const review = button(desk.reviewing ? 'Label' : 'Review', () => desk.review(!desk.reviewing).then(tools));
  find('tools').replaceChildren(...[
    state.hosted ? null : button('Name', () => changeName(() => desk.queue.giveBack())),
    button('Images', () => showImages(id => desk.openById(id))),
    reviewer ? review : null,
    reviewer && state.hosted ? button('People', showPeople) : null,
    button('Keys', showKeys, { key: '?' })].filter(it => it !== null));
}

/** Goes on with what the run is at, one step at a time, and once more where something happened meanwhile. */
async function goOn() {
  if (going) {
    again = true;
    return;
  }
  going = true;
  try {
    do {
      again = false;
      await step();
    } while (again);
  } finally {
    going = false;
  }
}

async function step() {
  if (state.phase === 'setup') {
    await setUp(state);
    state = await get('/api/state');
    top();
    again = true;
    return;
  }
  if (desk === null) {
    if (state.classes.length === 0) {
      notice('Getting ready', state.message);
      return;
    }
    desk = new Desk(state, (what, more) => {
      if (what === 'none') {
        notice(state.phase === 'waiting' ? 'Nothing to label right now' : PHASES[state.phase] ?? '', more, state.message);
        if (!going) {
          setTimeout(goOn, 300);
        }
      }
    });
    tools();
  }
  if (!agrees('Classes', state.classWord)) {
    return;
  }
  desk.heardState(state);
  await desk.takeUp();
  if (state.phase === 'waiting') {
    if (desk.work === null && !desk.moving) {
      await desk.next(null);
    }
  } else if (desk.work === null && !desk.moving) {
    notice(PHASES[state.phase] ?? '', state.message);
    say(PHASES[state.phase] ?? '');
  }
}

/** @param first whether the server, which may be another one by now, was just found again */
async function heard(fresh, first = false) {
  if (state !== null && !first && fresh.at < state.at || !agrees('Run', fresh.run)) {
    return;
  }
  state = { ...fresh, me: fresh.me ?? state?.me ?? null };
  top();
  try {
    await goOn();
  } catch (e) {
    if (e.status === 401) {
      await enterAgain();
    }
  }
}

async function begin() {
  try {
    state = await enter();
  } catch (e) {
    await tell('Not open', [e.message]);
    return;
  }
  await heard(state);
  listen(heard, () => enterAgain());
  setInterval(() => goOn().catch(() => {}), LOOK_AGAIN);
}

begin();
