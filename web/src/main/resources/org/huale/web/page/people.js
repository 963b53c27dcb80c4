// Who may label here, for reviewers of a hosted run: personal links, shown once.

import { answer, ask, LONGEST_NAME, tell } from './dialogs.js';
import { button, h } from './dom.js';
import { call, get, post } from './server.js';

export async function showPeople() {
  let people = await get('/api/people');
  const rows = h('tbody', {});
  const link = h('output', { class: 'link', 'aria-live': 'polite' });
  const name = h('input', { id: 'person', maxlength: LONGEST_NAME, autocomplete: 'off' });
  const role = h('select', { id: 'role' }, h('option', { value: 'annotator' }, 'annotator'), h('option', { value: 'reviewer' }, 'reviewer'));
  const fill = () => rows.replaceChildren(...people.map(it => h('tr', {}, h('td', {}, it.name), h('td', {}, it.role),
    h('td', {}, it.revoked ? 'link withdrawn' : button('Withdraw link', () => revoke(it), { label: `Withdraw the link of ${it.name}` })))));
  const revoke = async person => {
    await call('DELETE', '/api/people', { name: person.name });
    people = await get('/api/people');
    fill();
  };
  const add = async () => {
    try {
      const made = await post('/api/people', { name: name.value.trim(), role: role.value });
      link.textContent = `${name.value.trim()}: ${made.link}`;
      name.value = '';
      people = await get('/api/people');
      fill();
    } catch (e) {
      await tell('Not added', [e.message]);
    }
  };
  fill();
  await ask('People', [
    h('table', {}, h('thead', {}, h('tr', {}, h('th', {}, 'Name'), h('th', {}, 'Role'), h('th', {}, 'Link'))), rows),
    h('div', { class: 'row' }, h('label', { for: 'person' }, 'Name'), name, h('label', { for: 'role' }, 'Role'), role, button('Make a link', add)),
    link,
    h('p', { class: 'note' }, 'A link is shown once. Whoever has it labels under that name, so send it to nobody else. A new link for a name ends the old one.')],
  [answer('Close', 'ok', 'first')]);
}
