// One list of keys, for the page and for the help about it.

export const KEYS = [
  ['Draw', [
    ['newBox', ['n'], 'New box in the middle of the view'],
    ['remove', ['Delete', 'Backspace', 'x'], 'Delete the box, or reject the guess'],
    ['left', ['ArrowLeft'], 'Move the box a pixel (Shift: 10; Alt: its right or lower side); without a box, the image'],
    ['right', ['ArrowRight'], null],
    ['up', ['ArrowUp'], null],
    ['down', ['ArrowDown'], null],
    ['nextBox', ['Tab'], 'Next box, with the image in focus (Shift: the one before)'],
    ['copyPrevious', ['v'], 'Copy the boxes of the previous image'],
    ['undo', ['Ctrl+z'], 'Undo'],
    ['redo', ['Ctrl+y', 'Ctrl+Shift+z'], 'Redo'],
    ['escape', ['Escape'], 'Give up the drag, or select nothing'],
  ]],
  ['Classes', [
    ['digit', ['1', '2', '3', '4', '5', '6', '7', '8', '9'], 'Class by its number'],
    ['findClass', ['c', '/'], 'Find a class by typing'],
  ]],
  ['Guesses', [
    ['accept', ['Enter'], 'Accept the guess'],
    ['acceptAll', ['a'], 'Accept all guesses shown'],
    ['rejectAll', ['Shift+a'], 'Reject all guesses shown'],
    ['hideGuesses', ['g'], 'Show or hide guesses'],
    ['lower', ['['], 'Show more guesses'],
    ['higher', [']'], 'Show fewer guesses'],
  ]],
  ['See', [
    ['zoomIn', ['+', '='], 'Zoom in (wheel: to the cursor)'],
    ['zoomOut', ['-'], 'Zoom out'],
    ['fit', ['f'], 'Whole image'],
    ['full', ['z'], 'One to one'],
    ['hide', ['h'], 'Show or hide all boxes'],
    ['lock', ['l'], 'Lock or unlock the boxes'],
  ]],
  ['Go on', [
    ['done', ['d', 'Ctrl+Enter'], 'Done, and next'],
    ['nothing', ['e'], 'Nothing here, and next'],
    ['skip', ['s'], 'Skip, with a reason'],
    ['previous', ['p'], 'Previous image'],
    ['keys', ['?'], 'These keys'],
  ]],
];

const ACTIONS = new Map(KEYS.flatMap(([, rows]) => rows)
  .flatMap(([action, keys]) => keys.map(key => [key, action])));

/** Keys whose Shift changes how far, not what. */
const SHIFTED = new Set(['Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/** The action of a keyboard event; null for none. */
export function actionOf({ key, ctrlKey = false, metaKey = false, shiftKey = false, altKey = false }) {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const isLetter = /^[a-z]$/.test(letter);
  const control = ctrlKey || metaKey;
  if (altKey && !SHIFTED.has(key)) {
    return null;
  }
  const shift = shiftKey && (isLetter || control) && !SHIFTED.has(key);
  return ACTIONS.get((control ? 'Ctrl+' : '') + (shift ? 'Shift+' : '') + letter) ?? null;
}

/** A key as it is printed on a keyboard. */
export const printed = key => key.replace('Arrow', '').replace(/(^|\+)([a-z])$/, (all, plus, it) => plus + it.toUpperCase());
