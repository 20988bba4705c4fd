// The parts of the extension that need no VS Code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';

const { outputFiles } = await build({ entryPoints: ['src/lookup.ts'], bundle: true, format: 'esm', write: false });
const { programOf, ruleOf } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

test('the program is the one that was set, else the one beside the extension, else the one on the PATH', () => {
  const there = (file) => file === '/ext/server/wenfeng';
  assert.equal(programOf(' /opt/wenfeng ', '/ext/server', there, 'linux'), '/opt/wenfeng');
  assert.equal(programOf('', '/ext/server', there, 'linux'), '/ext/server/wenfeng');
  assert.equal(programOf('', '/elsewhere', there, 'linux'), 'wenfeng');
  assert.equal(programOf('', '/ext/server', there, 'win32'), 'wenfeng.exe');
});

test('the rule is known whether its code leads to a page or not', () => {
  assert.equal(ruleOf('modesty/self-praise'), 'modesty/self-praise');
  assert.equal(ruleOf({ value: 'modesty/self-praise', target: {} }), 'modesty/self-praise');
  for (const other of [undefined, null, 7, '', 'E501', { value: 7 }, {}]) {
    assert.equal(ruleOf(other), undefined);
  }
});
