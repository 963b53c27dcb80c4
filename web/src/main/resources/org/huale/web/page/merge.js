// Two people changed the same image: both versions side by side, and one of three ways on.

import { answer, ask } from './dialogs.js';
import { united, unitedOutcomes } from './boxes.js';
import { h, s } from './dom.js';

function drawing(image, boxes, stage, url) {
  const edge = Math.max(image.width, image.height) / 250;
  return s('svg', { viewBox: `0 0 ${image.width} ${image.height}`, class: 'mini', role: 'img', 'aria-label': `${boxes.length} boxes` },
    s('image', { href: url, width: image.width, height: image.height }),
    ...boxes.map(it => s('rect', { x: it.x1, y: it.y1, width: it.x2 - it.x1, height: it.y2 - it.y1, fill: 'none',
      stroke: stage.colour(it.class), 'stroke-width': edge })));
}

const column = (title, image, boxes, stage, url) => h('figure', {}, h('figcaption', {}, `${title}: ${boxes.length} boxes`),
  drawing(image, boxes, stage, url));

const titled = (who, { state }) => state === 'skipped' ? `${who} (skipped)` : who;

/** Promises the content to go on with, null for the server's image as it stands. */
export async function merged(current, mine, stage, url) {
  const who = current.annotator || 'Somebody else';
  const both = united(mine.boxes, current.boxes);
  const said = await ask('Changed twice', [
    h('p', {}, `${who} changed this image while you did. Nothing is lost yet: choose what to go on with.`),
    h('div', { class: 'versions' }, column(titled('Yours', mine), current, mine.boxes, stage, url),
      column(titled(who, current), current, current.boxes, stage, url), column('Both', current, both, stage, url))],
  [answer('Keep mine', 'mine'), answer('Take theirs', 'theirs'), answer('Keep both', 'both', 'first')]);
  switch (said) {
    case 'mine': return mine;
    case 'theirs': return null;
    default: return { // also where the question is closed: it loses nothing
      ...mine, boxes: both, outcomes: unitedOutcomes(mine.outcomes, current.guesses), state: together(mine.state, current.state) };
  }
}

/** Of what one has skipped and another has finished, the boxes count. */
const together = (mine, theirs) => mine === 'skipped' && theirs === 'done' ? 'done' : mine;
