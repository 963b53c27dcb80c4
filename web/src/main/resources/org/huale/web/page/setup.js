// The first question about a folder of images: what there is to find in them.

import { answer, ask, tell } from './dialogs.js';
import { h } from './dom.js';
import { get, post } from './server.js';

/** Class names from lines or commas, each once, in their order. */
export function namesIn(text) {
  const seen = new Set();
  return text.split(/[\n,]/).map(it => it.trim()).filter(it => it !== '' && !seen.has(it) && seen.add(it));
}

/** Begins with the classes that somebody gives, however often the question is closed without any; promises null where somebody else did. */
export async function setUp(state) {
  const text = h('textarea', { id: 'classes', rows: 6, required: true, placeholder: 'car\nperson\ntraffic light', spellcheck: 'false' });
  for (;;) {
    const said = await ask('What is there to find?', [
      h('p', {}, state.message),
      h('label', { for: 'classes' }, 'Classes, one on each line'), text,
      h('p', { class: 'note' }, 'The order decides which number key a class has. More can be added between batches, by the command huale classes.')],
    [answer('Begin', 'ok', 'first')]);
    try {
      if (said === 'ok') {
        return await post('/api/setup', { classes: namesIn(text.value) });
      }
      if ((await get('/api/state')).phase !== 'setup') {
        return null; // somebody else was faster
      }
    } catch (e) {
      if (e.status === 409) {
        return null; // somebody else was faster
      }
      await tell('Not begun', [e.message]);
    }
  }
}
