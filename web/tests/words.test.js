import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

const web = new URL('../', import.meta.url);
const names = (await readdir(web)).filter((name) => /\.(js|html)$/.test(name) && name !== 'eslint.config.js');
const files = new Map(await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, web), 'utf8')])));
const table = files.get('words.js');
const sentences = [
  ...table.slice(table.indexOf('const words'), table.indexOf('let lang')).matchAll(/^ {2}'?([a-zA-Z-]+)'?: [[{]/gm),
];
const known = new Set(sentences.map((match) => match[1]));
const used = new Set();
for (const [name, text] of files) {
  if (name === 'words.js') continue;
  for (const match of text.matchAll(/(?:say|sayings)\(\s*['`]([a-zA-Z]+)/g)) used.add(match[1]);
  for (const match of text.matchAll(/data-say(?:-[a-z]+)?="([a-zA-Z]+)"/g)) used.add(match[1]);
  // Names that are chosen from a few: say(open ? 'foldUp' : 'unfold'), state('found').
  for (const match of text.matchAll(/'([a-zA-Z]+)'/g)) if (known.has(match[1])) used.add(match[1]);
}

test('every sentence the page asks for is there', () => {
  assert.deepEqual(
    [...used].filter((key) => !known.has(key)),
    [],
  );
});

test('every sentence that is there is said somewhere', () => {
  assert.deepEqual(
    [...known].filter((key) => !used.has(key)),
    [],
  );
});

test('the Chinese has no half-width marks between its characters', () => {
  for (const line of table.split('\n')) {
    const chinese = line.match(/'[^']*\p{Script=Han}[^']*'|`[^`]*\p{Script=Han}[^`]*`/u)?.[0] ?? '';
    assert.doesNotMatch(chinese, /\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}/u);
  }
});
