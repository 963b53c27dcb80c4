// Talking to the server.

const LISTEN_AGAIN = 1000;

/** The server answered, and said no. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.error ?? `status ${status}`);
    this.status = status;
    this.current = body.current ?? null;
    this.said = body.error !== undefined;
  }

  /** Whether the same request may do better later, as after an answer by what stands between, which is not the server's word. */
  get passes() {
    return this.held || this.status === 429 || this.status >= 500 || !this.said;
  }

  /** Whether somebody else is at work on what the request is about. */
  get held() {
    return this.status === 423;
  }
}

/** Another run is served here by now, or this one has other classes. */
const OUTGROWN = 410;

/** What numbers of images and of classes mean to this page; every call says it. */
const meant = {};

/** Whether a state is of the run, or has the classes, of which the page heard first; where it is not, the page begins again. */
export function agrees(what, word) {
  meant[`X-Huale-${what}`] ??= word;
  const same = meant[`X-Huale-${what}`] === word;
  if (!same) {
    location.reload();
  }
  return same;
}

/** The server did not answer, or not whole. */
export class Away extends Error {}

export async function call(method, path, body = undefined, { keepalive = false } = {}) {
  let answer;
  try {
    answer = await fetch(path, { method, keepalive, credentials: 'same-origin', cache: 'no-store',
      headers: body === undefined ? meant : { ...meant, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (e) {
    throw new Away(e.message);
  }
  if (answer.status === OUTGROWN) {
    location.reload();
    return new Promise(() => {}); // nobody gives up what is not saved
  }
  const content = await answer.json().catch(() => null); // every answer of the server has one
  if (!answer.ok) {
    throw new Refused(answer.status, content ?? {});
  }
  if (content === null) {
    throw new Away('the answer is not whole, or not of this server');
  }
  return content;
}

export const get = path => call('GET', path);
export const post = (path, body = {}, options = {}) => call('POST', path, body, options);
export const put = (path, body, options = {}) => call('PUT', path, body, options);

/**
 * Hears of every new state; goes on when the server was away.
 *
 * @param heard gets a state, and whether it is the first since the server was found again
 * @param lost does what may help, and promises that it is done
 */
export function listen(heard, lost) {
  const events = new EventSource('/api/events');
  let found = true;
  events.addEventListener('open', () => { found = true; });
  events.addEventListener('state', event => {
    const first = found;
    found = false;
    heard(JSON.parse(event.data), first);
  });
  events.addEventListener('error', async () => {
    await lost();
    if (events.readyState === EventSource.CLOSED) { // as after a refusal; it goes on by itself where nobody answers
      setTimeout(() => listen(heard, lost), LISTEN_AGAIN);
    }
  });
}
