// Which class a person means by few keys: recent ones first.

export class RecentClasses {
  #order;

  /** @param order class numbers, recent first, of an earlier visit */
  constructor(classes, order = []) {
    this.classes = classes;
    this.#order = order.filter(id => classes.some(it => it.id === id));
  }

  used(id) {
    this.#order = [id, ...this.#order.filter(it => it !== id)];
  }

  get order() {
    return [...this.#order];
  }

  /** The class of a digit key, 1 to 9, by the order of the list, which never moves under the fingers; null for none. */
  digit(number) {
    return this.classes[number - 1]?.id ?? null;
  }

  /** Classes that fit what was typed: recent ones first, then those that begin with it, then those that contain it. */
  matching(text) {
    const wanted = text.trim().toLowerCase();
    const fits = this.classes.filter(it => it.name.toLowerCase().includes(wanted));
    const place = it => {
      const recent = this.#order.indexOf(it.id);
      const exact = it.name.toLowerCase() === wanted ? -2000 : 0;
      const begins = wanted !== '' && it.name.toLowerCase().startsWith(wanted) ? -1000 : 0;
      return exact + begins + (recent < 0 ? 500 : recent);
    };
    return fits.map(it => ({ it, place: place(it) })).sort((a, b) => a.place - b.place || a.it.id - b.it.id)
      .map(({ it }) => it);
  }
}

const MOST_SHOWN = 60;

/** The classes of a long list that are shown, the chosen one among them where it is in the list, and how many more there are. */
export function firstOf(classes, chosen) {
  const shown = classes.slice(0, MOST_SHOWN);
  const own = classes.find(it => it.id === chosen);
  if (own && !shown.includes(own)) {
    shown[MOST_SHOWN - 1] = own;
  }
  return { shown, more: classes.length - shown.length };
}
