// Saves every change of one image, one request at a time, the latest content each time, until the server has it.

const FIRST_WAIT = 250;
const LONGEST_WAIT = 4000;

export class Saver {
  #revision;
  #waiting = null;
  #work = null;
  #rest = 0;
  #unsure = [];

  /**
   * @param put takes a content with its revision and promises the image as it then is
   * @param same whether an image of the server is what a content wanted, as after an answer that got lost
   * @param heard gets 'saving', 'saved', 'away', 'conflict' or 'refused', and what belongs to it
   * @param pause promises to wait for milliseconds
   */
  constructor(revision, put, same, heard, pause = ms => new Promise(done => setTimeout(done, ms))) {
    this.#revision = revision;
    this.put = put;
    this.same = same;
    this.heard = heard;
    this.pause = pause;
  }

  get revision() {
    return this.#revision;
  }

  /** Whether there is anything that the server does not have. */
  get owes() {
    return this.#waiting !== null || this.#work !== null;
  }

  /** Promises that nothing is on its way: the server has it all, or will not take it. */
  get settled() {
    return this.#work ?? Promise.resolve();
  }

  /** Goes on from what the server has by now. */
  rebase(revision) {
    this.#revision = revision;
    this.#waiting = null;
  }

  /** Promises that it is saved, or could not be; seconds of contents that were not sent yet are added up. */
  save(content) {
    const before = this.#waiting ? this.#waiting.seconds : 0;
    this.#waiting = { ...content, seconds: content.seconds + before };
    this.heard('saving');
    this.#work ??= this.#send().finally(() => { this.#work = null; });
    return this.#work;
  }

  async #send() {
    while (this.#waiting !== null) {
      const content = this.#waiting;
      this.#waiting = null;
      try {
        const image = await this.put({ ...content, revision: this.#revision });
        this.#acknowledged(image);
      } catch (e) {
        if (e.status === 409 && e.current) {
          this.#overtaken(content, e.current);
        } else if (e.status !== undefined && !e.passes && e.status !== 401) {
          this.heard('refused', e);
        } else {
          await this.#later(content, e);
        }
      }
    }
  }

  #acknowledged(image) {
    this.#revision = image.revision;
    this.#rest = 0;
    this.#unsure = [];
    if (this.#waiting === null) {
      this.heard('saved', image);
    }
  }

  /** The server has another revision: by somebody else, or by a save of our own whose answer was lost. */
  #overtaken(content, current) {
    if (this.same(content, current)) {
      this.#acknowledged(current);
    } else if (this.#unsure.some(it => this.same(it, current))) {
      this.#revision = current.revision;
      this.#unsure = [];
      this.#waiting = this.#joined({ ...content, seconds: 0 }, this.#waiting);
    } else {
      const mine = this.#joined(content, this.#waiting);
      this.#waiting = null;
      this.heard('conflict', { current, mine });
    }
  }

  async #later(content, e) {
    this.#unsure.push(content);
    this.#waiting = this.#joined(content, this.#waiting);
    this.heard('away', e);
    this.#rest = Math.min(Math.max(this.#rest * 2, FIRST_WAIT), LONGEST_WAIT);
    await this.pause(this.#rest);
  }

  #joined(sent, later) {
    return later === null ? sent : { ...later, seconds: later.seconds + sent.seconds };
  }
}
