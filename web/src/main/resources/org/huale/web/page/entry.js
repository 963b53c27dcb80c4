// Who sits before the page: by a personal link, by the name given before, or by asking.

import { askName, tell } from './dialogs.js';
import { get, post } from './server.js';

const NAME = 'huale:name';

/** Promises the state with somebody in it. */
export async function enter() {
  const token = location.pathname === '/join' ? location.hash.slice(1) : '';
  if (token !== '') {
    history.replaceState(null, '', '/');
    await post('/api/join', { token });
  }
  const state = await get('/api/state');
  if (state.me) {
    return state;
  }
  if (state.hosted) {
    await tell('A personal link is needed', ['Ask whoever runs this for a link of your own, and open it.']);
    throw new Error('no link');
  }
  await sit(localStorage.getItem(NAME) || await asked());
  return get('/api/state');
}

/** A name, however often the question is closed without one. */
async function asked() {
  for (;;) {
    const given = await askName();
    if (given !== '') {
      return given;
    }
  }
}

/** A name that the server refuses is not kept, or it would be refused at every visit. */
async function sit(name) {
  await post('/api/me', { name });
  localStorage.setItem(NAME, name);
}

/** Enters again under the same name, as after a restart of the server; promises whether that was possible. */
export async function enterAgain() {
  const before = localStorage.getItem(NAME);
  if (before === null) {
    return false;
  }
  return post('/api/me', { name: before }).then(() => true, () => false);
}

/**
 * Somebody else sits down, before a page that begins again: what is open in this one, and what it listens to, are the other's.
 *
 * @param giveBack promises that images of the name before are free
 */
export async function changeName(giveBack) {
  const before = localStorage.getItem(NAME) ?? '';
  const given = await askName(before);
  if (given !== '' && given !== before) {
    await giveBack();
    await sit(given);
    location.reload();
  }
}
