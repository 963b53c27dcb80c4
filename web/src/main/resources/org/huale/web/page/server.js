// Talking to the server.

/** The server answered, and said no. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.error ?? `status ${status}`);
    this.status = status;
    this.current = body.current ?? null;
  }

  /** Whether the same request may do better later. */
  get passes() {
    return this.status === 429 || this.status === 503;
  }
}

/** Another run is served here by now. */
const OTHER_RUN = 410;

let run = null;

/** Whether a state is of the run that the page is of, the first one that it hears of; where another is served, the page begins again. */
export function isOfRun(word) {
  run ??= word;
  if (word !== run) {
    location.reload();
  }
  return word === run;
}

/** The server did not answer. */
export class Away extends Error {}

export async function call(method, path, body = undefined, { keepalive = false } = {}) {
  let answer;
  try {
    answer = await fetch(path, { method, keepalive, credentials: 'same-origin', cache: 'no-store',
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(run === null ? {} : { 'X-Huale-Run': run }) },
      body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (e) {
    throw new Away(e.message);
  }
  if (answer.status === OTHER_RUN) {
    location.reload();
    return new Promise(() => {}); // nobody gives up what belongs to the other run
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

/** Hears of every new state; goes on by itself when the server was away. */
export function listen(heard, lost) {
  const events = new EventSource('/api/events');
  events.addEventListener('state', event => heard(JSON.parse(event.data)));
  events.addEventListener('error', lost);
  return events;
}
