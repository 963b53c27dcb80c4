// Everything can be read without this; it adds a tip at points of charts, and a larger view of pictures.

const charts = [...document.querySelectorAll('.plot > svg')];

function pointsOf(chart) {
  return [...chart.querySelectorAll('.markers')]
    .map(series => [...series.querySelectorAll('use')])
    .filter(series => series.length > 0);
}

function centre(point) {
  const box = point.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

function tipOf(chart) {
  let tip = chart.parentNode.querySelector('.tip');
  if (!tip) {
    tip = document.createElement('p');
    tip.className = 'tip';
    tip.setAttribute('role', 'status');
    chart.parentNode.append(tip);
  }
  return tip;
}

function hide(chart) {
  chart.querySelectorAll('.at').forEach(point => point.classList.remove('at'));
  const tip = chart.parentNode.querySelector('.tip');
  if (tip) {
    tip.hidden = true;
  }
}

function show(chart, point) {
  if (point.classList.contains('at')) {
    return;
  }
  hide(chart);
  const tip = tipOf(chart);
  const frame = chart.parentNode.getBoundingClientRect();
  const at = centre(point);
  tip.hidden = false;
  tip.textContent = point.querySelector('title').textContent;
  const half = tip.offsetWidth / 2;
  const left = Math.max(half - 40, Math.min(at.x - frame.left, frame.width - half + 10));
  tip.style.left = left + 'px';
  tip.style.top = (at.y - frame.top) + 'px';
  point.classList.add('at');
}

function nearest(chart, x, y) {
  let best = null;
  let least = 40 * 40;
  for (const point of pointsOf(chart).flat()) {
    const at = centre(point);
    const distance = (at.x - x) ** 2 + (at.y - y) ** 2;
    if (distance < least) {
      least = distance;
      best = point;
    }
  }
  return best;
}

function step(chart, key) {
  const all = pointsOf(chart);
  const current = chart.querySelector('.at');
  let row = all.findIndex(series => series.includes(current));
  if (row < 0) {
    show(chart, all[0][0]);
    return;
  }
  let column = all[row].indexOf(current);
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    row = (row + (key === 'ArrowDown' ? 1 : all.length - 1)) % all.length;
  } else if (key === 'Home' || key === 'End') {
    column = key === 'Home' ? 0 : all[row].length - 1;
  } else {
    column += key === 'ArrowRight' ? 1 : -1;
  }
  show(chart, all[row][Math.max(0, Math.min(column, all[row].length - 1))]);
}

for (const chart of charts) {
  chart.addEventListener('pointermove', event => {
    const point = nearest(chart, event.clientX, event.clientY);
    if (point) {
      show(chart, point);
    } else {
      hide(chart);
    }
  });
  chart.addEventListener('pointerleave', () => hide(chart));
  chart.addEventListener('blur', () => hide(chart));
  chart.addEventListener('keydown', event => {
    if (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) {
      event.preventDefault();
      step(chart, event.key);
    } else if (event.key === 'Escape') {
      hide(chart);
    }
  });
}

const dialog = document.createElement('dialog');
dialog.setAttribute('aria-label', 'Chosen image');
const view = document.createElement('div');
const buttons = document.createElement('div');
buttons.className = 'buttons';
dialog.append(view, buttons);
document.body.append(dialog);
let shown = null;

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  made.addEventListener('click', act);
  buttons.append(made);
}

function enlarge(card) {
  shown = card;
  const copy = card.cloneNode(true);
  const picture = copy.querySelector('.picture');
  picture.classList.remove('zoomable');
  picture.removeAttribute('tabindex');
  const original = picture.querySelector('image');
  if (original) {
    original.removeAttribute('id');
  }
  const size = picture.viewBox.baseVal.width / 34;
  for (const box of picture.querySelectorAll('g rect')) {
    const label = document.createElementNS(box.namespaceURI, 'text');
    label.textContent = box.querySelector('title').textContent;
    label.setAttribute('font-size', size);
    label.setAttribute('x', Number(box.getAttribute('x')) + size / 4);
    const top = Number(box.getAttribute('y'));
    const flipped = box.parentNode.classList.contains('flipped');
    label.setAttribute('y', flipped ? top + Number(box.getAttribute('height')) - size / 3 : top + size * 1.1);
    box.parentNode.append(label);
  }
  view.replaceChildren(copy);
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.scrollTop = 0;
}

function move(by) {
  const cards = [...shown.parentNode.children];
  const next = cards[cards.indexOf(shown) + by];
  if (next) {
    enlarge(next);
  }
}

button('Previous', () => move(-1));
button('Next', () => move(1));
button('Close', () => dialog.close());
dialog.addEventListener('keydown', event => {
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    move(event.key === 'ArrowLeft' ? -1 : 1);
  }
});
dialog.addEventListener('click', event => {
  if (event.target === dialog) {
    dialog.close();
  }
});
for (const picture of document.querySelectorAll('.card .picture')) {
  picture.classList.add('zoomable');
  picture.setAttribute('tabindex', '0');
  picture.addEventListener('click', () => enlarge(picture.closest('.card')));
  picture.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      enlarge(picture.closest('.card'));
    }
  });
}
