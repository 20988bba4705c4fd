import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, fromBytes, pieces, shifted, shiftedRanges } from '../positions.js';

test('every byte at which a character begins is the unit at which it begins', () => {
  for (const text of ['', 'a', '中文', '😀停水', 'é😀\n👨‍👩‍👧。', '\u0000\uFFFD']) {
    const at = fromBytes(text);
    let unit = 0;
    for (const character of `${text}`) {
      assert.equal(at(Buffer.byteLength(text.slice(0, unit))), unit, JSON.stringify(text));
      unit += character.length;
    }
    assert.equal(at(Buffer.byteLength(text)), text.length);
  }
});

test('half a pair counts as the replacement character that is sent for it', () => {
  assert.equal(fromBytes('\uD83D停')(3), 1);
});

test('a change is found where it was made', () => {
  assert.deepEqual(difference('今天停水', '今天不停水'), { start: 2, removed: 0, added: 1 });
  assert.deepEqual(difference('今天停水', '停水'), { start: 0, removed: 2, added: 0 });
  assert.deepEqual(difference('好好', '好好好'), { start: 2, removed: 0, added: 1 });
  assert.deepEqual(difference('同', '同'), { start: 1, removed: 0, added: 0 });
});

test('what lies before a change stays, what lies behind moves, what it touched goes', () => {
  const ranges = [
    { start: 0, end: 2 },
    { start: 2, end: 5 },
    { start: 6, end: 8 },
  ];
  const edit = { start: 3, removed: 1, added: 4 };
  assert.deepEqual(shiftedRanges(ranges, edit), [
    { start: 0, end: 2 },
    { start: 9, end: 11 },
  ]);
  assert.equal(shifted(8, edit), 11);
  assert.equal(shifted(2, edit), 2);
});

test('words put in at the edge of a mark leave the mark', () => {
  const edit = { start: 2, removed: 0, added: 1 };
  assert.deepEqual(shiftedRanges([{ start: 0, end: 2 }], edit), [{ start: 0, end: 2 }]);
  assert.deepEqual(shiftedRanges([{ start: 2, end: 4 }], edit), [{ start: 3, end: 5 }]);
});

test('pieces cover the text once and know what lies on them, the longest first', () => {
  const long = { start: 1, end: 6 };
  const short = { start: 4, end: 6 };
  const after = { start: 6, end: 9 };
  assert.deepEqual(pieces(8, [short, long, after]), [
    { start: 0, end: 1, ranges: [] },
    { start: 1, end: 4, ranges: [long] },
    { start: 4, end: 6, ranges: [long, short] },
    { start: 6, end: 8, ranges: [after] },
  ]);
  assert.deepEqual(pieces(0, []), []);
});
