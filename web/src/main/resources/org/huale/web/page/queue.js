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
  #givenBack = Promise.resolve();
  #keeps;

  /** @param keeps whether an image by its number is kept from others for some more time */
  constructor(keeps) {
    this.#keeps = keeps;
    setInterval(() => this.#beat(), HEARTBEAT);
    addEventListener('pagehide', () => this.#releaseAll());
  }

  pixels(id) {
    return pixelsOf(id);
  }

  /** Promises the image that was fetched in advance as the one after this, null for none. */
  async ahead(after) {
    const ahead = this.#ahead;
    if (ahead?.after !== after) {
      this.letGo();
      return null;
    }
    this.#ahead = null;
    const image = await ahead.image.catch(() => null);
    return image?.none ? null : image;
  }

  /** Gives the image that was fetched in advance back, as the person goes on from elsewhere. */
  letGo() {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead !== null) {
      this.#givenBack = ahead.image.then(image => image.none ? null : this.release(image.id)).catch(() => {});
    }
  }

  /** Fetches the image after this one in advance. */
  lookAhead(after) {
    if (this.#ahead?.after !== after) {
      this.#ahead = { after, image: this.fetch(after) };
      this.#ahead.image.catch(() => {});
    }
  }

  /** Promises the next image, or {none: why}. */
  fetch(after) {
    return this.#handed('/api/next', after);
  }

  /** Promises the next image that is finished and not reviewed, or {none: why}. */
  fetchToReview(after) {
    return this.#handed('/api/next/review', after);
  }

  async #handed(from, after) {
    await this.#givenBack; // it may be this very image
    const image = await post(from, { after });
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

  /** Keeps an image for oneself; promises why it cannot be had, null where it can. */
  async hold(id) {
    this.letGo();
    await this.#givenBack;
    try {
      await post(`/api/images/${id}/lease`);
      this.#held.add(id);
      return null;
    } catch (e) {
      if (!e.held) {
        throw e;
      }
      return e.message;
    }
  }

  /** Says that an image is no longer needed; until its lease lapses, it stays for whoever left it. */
  drop(id) {
    this.#held.delete(id);
  }

  /** Leaves an image to others at once; promises that they may have it. */
  async release(id) {
    if (this.#held.delete(id)) {
      await post(`/api/images/${id}/release`);
    }
  }

  /** Leaves all images to others, the one that is open included; promises that they may have them. */
  async giveBack() {
    this.letGo();
    await this.#givenBack;
    await Promise.all([...this.#held].map(id => this.release(id)));
  }

  #beat() {
    for (const id of [...this.#held].filter(this.#keeps)) {
      post(`/api/images/${id}/lease`).catch(() => {});
    }
  }

  #releaseAll() {
    for (const id of this.#held) {
      post(`/api/images/${id}/release`, {}, { keepalive: true }).catch(() => {});
    }
  }
}
