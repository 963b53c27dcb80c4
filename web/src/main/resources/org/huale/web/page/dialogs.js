// Windows over the page that ask or tell one thing.

import { button, h } from './dom.js';
import { KEYS, printed } from './keys.js';

/** Opens a window; promises what it was closed with, '' where it was given up. */
export function ask(title, content, buttons) {
  return new Promise(done => {
    const heading = h('h2', { id: 'dialog-title' }, title);
    const form = h('form', { method: 'dialog' }, heading, ...content, h('div', { class: 'buttons' }, ...buttons));
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue);
    });
    dialog.addEventListener('keydown', event => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const answer = (words, value, kind = '') => h('button', { value, class: kind }, words);

/** No button of the form, or Enter in a field would press it, as the first one. */
const giveUp = () => button('Cancel', event => event.target.closest('dialog').close(''));

/** The keys and what they do. */
export function showKeys() {
  const parts = KEYS.map(([title, rows]) => h('section', { class: 'keys' }, h('h3', {}, title),
    h('dl', {}, ...rows.filter(([, , words]) => words).flatMap(([action, keys, words]) => [
      h('dt', {}, ...shownKeys(action, keys).flatMap(key => [h('kbd', {}, printed(key)), ' '])), h('dd', {}, words)]))));
  const mouse = h('p', { class: 'note' }, 'Drag draws a box; a click selects; drag inside a selected box moves it, a handle resizes it.'
    + ' Space and drag, or the middle button, move the image; the wheel zooms. With fingers: one draws, two move and zoom.');
  return ask('Keys', [mouse, h('div', { class: 'columns' }, ...parts)], [answer('Close', 'ok', 'first')]);
}

const shownKeys = (action, keys) => action === 'digit' ? ['1', '…', '9'] : action === 'left' ? ['←', '→', '↑', '↓'] : keys;

export const REASONS = ['unreadable', 'not sure what it shows', 'not for this task'];

/** Why an image is skipped; null where it is not. */
export async function askReason() {
  const text = h('input', { id: 'reason', list: 'reasons', required: true, maxlength: 200, autocomplete: 'off' });
  const list = h('datalist', { id: 'reasons' }, ...REASONS.map(it => h('option', { value: it })));
  const quick = REASONS.map(it => button(it, () => { text.value = it; }, { kind: 'chip' }));
  const said = await ask('Skip this image', [h('label', { for: 'reason' }, 'Why?'), text, list, h('p', { class: 'chips' }, ...quick)],
    [giveUp(), answer('Skip', 'ok', 'first')]);
  return said === 'ok' && text.value.trim() !== '' ? text.value.trim() : null;
}

/** A note to the annotator; null where nothing is sent back. */
export async function askNote() {
  const text = h('textarea', { id: 'note', required: true, maxlength: 1000, rows: 3 });
  const said = await ask('Send back', [h('label', { for: 'note' }, 'What should be changed?'), text],
    [giveUp(), answer('Send back', 'ok', 'first')]);
  return said === 'ok' && text.value.trim() !== '' ? text.value.trim() : null;
}

/** Of a person's name, in characters, as the server takes it. */
export const LONGEST_NAME = 80;

/** Who sits here; '' where nobody says. */
export async function askName(before = '') {
  const text = h('input', { id: 'name', required: true, maxlength: LONGEST_NAME, autocomplete: 'name', value: before });
  const said = await ask('Who labels?', [h('label', { for: 'name' }, 'Your name'), text,
    h('p', { class: 'note' }, 'It stands beside what you label, so that times and agreement can be counted.')],
  [answer('Begin', 'ok', 'first')]);
  return said === 'ok' ? text.value.trim() : '';
}

/** Tells something; promises that it was closed. */
export const tell = (title, words) => ask(title, words.map(it => h('p', {}, it)), [answer('Close', 'ok', 'first')]);
