// Talking to the server.

const LISTEN_AGAIN = 1000;

/** The server answered, and said no. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.error ?? `status ${status}`);
    this.status = status;
    this.current = body.current ?? null;
  }

  /** Whether the same request may do better later. */
  get passes() {
    return this.held || this.status === 429 || this.status === 503;
  }

  /** Whether somebody else is at work on what the request is about. */
  get held() {
    return this.status === 423;
  }
}

/** The server did not answer. */
export class Away extends Error {}

export async function call(method, path, body = undefined, { keepalive = false } = {}) {
  let answer;
  try {
    answer = await fetch(path, { method, keepalive, credentials: 'same-origin', cache: 'no-store',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (e) {
    throw new Away(e.message);
  }
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused(answer.status, content);
  }
  return content;
}

export const get = path => call('GET', path);
export const post = (path, body = {}, options = {}) => call('POST', path, body, options);
export const put = (path, body, options = {}) => call('PUT', path, body, options);

/**
 * Hears of every new state; goes on when the server was away.
 *
 * @param lost does what may help, and promises that it is done
 */
export function listen(heard, lost) {
  const events = new EventSource('/api/events');
  events.addEventListener('state', event => heard(JSON.parse(event.data)));
  events.addEventListener('error', async () => {
    await lost();
    if (events.readyState === EventSource.CLOSED) { // as after a refusal; it goes on by itself where nobody answers
      setTimeout(() => listen(heard, lost), LISTEN_AGAIN);
    }
  });
}
