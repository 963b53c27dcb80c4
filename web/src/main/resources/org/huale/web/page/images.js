// All images of the requests that are open, to go to any of them.

import { answer, ask } from './dialogs.js';
import { button, h } from './dom.js';
import { get } from './server.js';

const STATES = { open: 'open', leased: 'somebody is at it', done: 'done', skipped: 'skipped', sent_back: 'sent back' };

/** Promises the lines of all images of these requests, of which the server gives some at a time. */
export async function allImages() {
  const all = [];
  let some;
  do {
    some = await get(`/api/images?offset=${all.length}`);
    all.push(...some);
  } while (some.length > 0);
  return all;
}

export async function showImages(open) {
  const images = await allImages();
  let chosen = null;
  const rows = images.map(it => h('tr', {}, h('td', {}, String(it.rank + 1)),
    h('td', {}, button(it.name, event => { chosen = it.id; event.target.closest('dialog').close(); }, { kind: 'plain' })),
    h('td', {}, STATES[it.state] ?? it.state), h('td', {}, it.annotator ?? '')));
  await ask('Images', [h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'List of images' }, h('table', {},
    h('thead', {}, h('tr', {}, ...['Rank', 'Image', 'State', 'By'].map(it => h('th', {}, it)))), h('tbody', {}, ...rows)))],
  [answer('Close', 'ok', 'first')]);
  if (chosen !== null) {
    await open(chosen);
  }
}
