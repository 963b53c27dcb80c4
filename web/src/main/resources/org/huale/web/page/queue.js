// Which image comes next: the one after is fetched, with its pixels, while the present one is worked on.

import { get, post } from './server.js';

const HEARTBEAT = 20000;

const pixelsOf = id => `/api/images/${id}/pixels`;

/** Pixels that are decoded and ready to be shown. */
async function ready(id) {
  const picture = new Image();
  picture.src = pixelsOf(id);
  await picture.decode().catch(() => {});
  return picture;
}

export class Queue {
  #ahead = null;
  #held = new Set();

  constructor() {
    setInterval(() => this.#beat(), HEARTBEAT);
    addEventListener('pagehide', () => this.#letGo());
  }

  pixels(id) {
    return pixelsOf(id);
  }

  /** Promises the image that was fetched in advance as the one after this, null for none. */
  async ahead(after) {
    const ahead = this.#ahead;
    this.#ahead = null;
    const image = ahead?.after === after ? await ahead.image.catch(() => null) : null;
    return image?.none ? null : image;
  }

  /** Fetches the image after this one in advance. */
  lookAhead(after) {
    if (this.#ahead?.after !== after) {
      this.#ahead = { after, image: this.fetch(after) };
      this.#ahead.image.catch(() => {});
    }
  }

  /** Promises the next image, or {none: why}. */
  async fetch(after) {
    const image = await post('/api/next', { after });
    if (!image.none) {
      this.#held.add(image.id);
      image.picture = await ready(image.id);
    }
    return image;
  }

  /** An image by its number, to look at or to go on with. */
  async open(id) {
    const image = await get(`/api/images/${id}`);
    image.picture = await ready(id);
    return image;
  }

  /** Keeps an image for oneself; promises who has it in one's place, null for nobody. */
  async hold(id) {
    try {
      await post(`/api/images/${id}/lease`);
      this.#held.add(id);
      return null;
    } catch (e) {
      return e.message;
    }
  }

  /** Says that an image is no longer needed. */
  drop(id) {
    this.#held.delete(id);
  }

  #beat() {
    for (const id of this.#held) {
      post(`/api/images/${id}/lease`).catch(() => {});
    }
  }

  #letGo() {
    for (const id of this.#held) {
      post(`/api/images/${id}/release`, {}, { keepalive: true }).catch(() => {});
    }
  }
}
