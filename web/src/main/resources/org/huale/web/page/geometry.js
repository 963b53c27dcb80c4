// Boxes and views as plain numbers. Boxes are in pixels of the image; a view maps them to pixels of the screen by
// screen = image * scale + offset. Nothing here touches the document.

/** A box shorter than this on a side, in pixels of the image, is a slip of the hand. */
export const LEAST_SIDE = 1;

export const between = (value, least, most) => Math.min(Math.max(value, least), most);

export const width = box => box.x2 - box.x1;
export const height = box => box.y2 - box.y1;
export const area = box => width(box) * height(box);

/** The box with two opposite corners, cut to an image. */
export function spanned(from, to, size) {
  return {
    x1: between(Math.min(from.x, to.x), 0, size.width),
    y1: between(Math.min(from.y, to.y), 0, size.height),
    x2: between(Math.max(from.x, to.x), 0, size.width),
    y2: between(Math.max(from.y, to.y), 0, size.height),
  };
}

export const isBox = box => width(box) >= LEAST_SIDE && height(box) >= LEAST_SIDE;

export const sameSides = (a, b) => a.x1 === b.x1 && a.y1 === b.y1 && a.x2 === b.x2 && a.y2 === b.y2;

/** Moved as far as the image reaches, its size kept. */
export function moved(box, dx, dy, size) {
  const x = between(dx, -box.x1, size.width - box.x2);
  const y = between(dy, -box.y1, size.height - box.y2);
  return { ...box, x1: box.x1 + x, y1: box.y1 + y, x2: box.x2 + x, y2: box.y2 + y };
}

/** Handles by the sides that they move, going round from the upper left corner. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

/** Where a handle of a box is. */
export function handlePoint(box, handle) {
  const x = handle.includes('w') ? box.x1 : handle.includes('e') ? box.x2 : (box.x1 + box.x2) / 2;
  const y = handle.includes('n') ? box.y1 : handle.includes('s') ? box.y2 : (box.y1 + box.y2) / 2;
  return { x, y };
}

/** With the sides of a handle moved; a side that is pulled past the opposite one becomes that one. */
export function resized(box, handle, dx, dy, size) {
  const x1 = box.x1 + (handle.includes('w') ? dx : 0);
  const x2 = box.x2 + (handle.includes('e') ? dx : 0);
  const y1 = box.y1 + (handle.includes('n') ? dy : 0);
  const y2 = box.y2 + (handle.includes('s') ? dy : 0);
  return { ...box, ...spanned({ x: x1, y: y1 }, { x: x2, y: y2 }, size) };
}

/** Cut to an image; null where nothing of it is inside. */
export function cut(box, size) {
  const inside = { ...box, ...spanned({ x: box.x1, y: box.y1 }, { x: box.x2, y: box.y2 }, size) };
  return isBox(inside) ? inside : null;
}

/** The handle of a box that a point of the image is nearest to, within a reach in pixels of the image; null for none. */
export function handleAt(box, point, reach) {
  let best = null;
  let least = reach;
  for (const handle of HANDLES) {
    const at = handlePoint(box, handle);
    const distance = Math.max(Math.abs(at.x - point.x), Math.abs(at.y - point.y));
    if (distance <= least) {
      least = distance;
      best = handle;
    }
  }
  return best;
}

export const contains = (box, point, reach = 0) => point.x >= box.x1 - reach && point.x <= box.x2 + reach
  && point.y >= box.y1 - reach && point.y <= box.y2 + reach;

/** The smallest of the boxes around a point; null for none. */
export function boxAt(boxes, point, reach) {
  let best = null;
  for (const box of boxes) {
    if (contains(box, point, reach) && (best === null || area(box) < area(best))) {
      best = box;
    }
  }
  return best;
}

export const SMALLEST_SCALE = 0.02;
export const LARGEST_SCALE = 64;

/** The whole image in the middle of a screen. */
export function fitted(size, screen) {
  const scale = between(Math.min(screen.width / size.width, screen.height / size.height), SMALLEST_SCALE, LARGEST_SCALE);
  return { scale, x: (screen.width - size.width * scale) / 2, y: (screen.height - size.height * scale) / 2 };
}

/** Another scale, with a point of the screen staying where it is. */
export function zoomed(view, scale, at) {
  const to = between(scale, SMALLEST_SCALE, LARGEST_SCALE);
  const ratio = to / view.scale;
  return { scale: to, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

export const toImage = (view, point) => ({ x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale });
export const toScreen = (view, point) => ({ x: point.x * view.scale + view.x, y: point.y * view.scale + view.y });

/** Where a box is on the screen. */
export function onScreen(view, box) {
  return { x: box.x1 * view.scale + view.x, y: box.y1 * view.scale + view.y,
    width: width(box) * view.scale, height: height(box) * view.scale };
}

/** Whether any of it can be seen. */
export const isSeen = (place, screen) => place.x + place.width >= 0 && place.y + place.height >= 0
  && place.x <= screen.width && place.y <= screen.height;

/** Shifted so that the image cannot be lost from the screen: a margin of it always stays. */
export function kept(view, size, screen, margin = 48) {
  return { ...view,
    x: between(view.x, margin - size.width * view.scale, screen.width - margin),
    y: between(view.y, margin - size.height * view.scale, screen.height - margin) };
}
