// Talking with the program on this machine. Every answer is JSON or an error with a reason in both languages.

/** How long an answer may take, in milliseconds. */
const PATIENCE = 30_000;

/** What the program refused: its code, what it says (`zh`, `en`), what to do about it. `offline`: it did not answer. */
export class Refusal extends Error {
  constructor(code, { message, help } = {}) {
    super(message?.zh ?? code);
    this.code = code;
    this.said = message;
    this.help = help;
  }
}

let token = '';

/** Use this token from now on (only where the program was started for other machines). */
export function useToken(value) {
  token = value ?? '';
}

async function ask(path, options = {}) {
  const headers = { ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), ...options, headers });
  } catch {
    throw new Refusal('offline');
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new Refusal(body?.error?.code ?? `http-${response.status}`, body?.error);
}

function json(body) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

function bytes(body) {
  return { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body };
}

/** Half a surrogate pair, as a browser may give in the middle of typing, is no text for the program; same length. */
function wellFormed(text) {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

/** What the program is: version, situations, categories, elements, limits. */
export async function about() {
  return (await ask('api/about')).json();
}

/** All rules, with title and source. */
export async function rules() {
  return (await ask('api/rules')).json();
}

/** The findings for `text`, as `wenfeng check --format json` writes them. */
export async function check({ text, situation, config, lang, name }) {
  const body = { text: wellFormed(text), lang, config, name };
  if (situation) body.situation = situation;
  return (await ask('api/check', json(body))).json();
}

/** How weibo takes `text` apart: units, fold and parts. */
export async function view({ text, name }) {
  return (await ask('api/view', json({ text: wellFormed(text), name }))).json();
}

/** The posts of a file. */
export async function read(name, content) {
  return (await ask(`api/read?name=${encodeURIComponent(name)}`, bytes(content))).json();
}

/** A Word file with comments. */
export async function review(name, content) {
  return (await ask(`api/review?name=${encodeURIComponent(name)}`, bytes(content))).blob();
}

/** Settings as the text of a wenfeng.toml. */
export async function toml(config) {
  return (await (await ask('api/config', json({ config }))).json()).toml;
}

/** Have the program hold `state` in its memory under `key`. `last` is for a page that is going away. */
export async function keep(key, state, last = false) {
  // What is sent by a page on its way out may not be longer.
  const keepalive = last && state.length < 20_000;
  await ask('api/keep', { ...json({ key, state: wellFormed(state) }), keepalive });
}

/** What the program holds under `key`, or null. */
export async function kept(key) {
  return (await (await ask('api/kept', json({ key }))).json()).state;
}
