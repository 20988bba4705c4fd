// The page: what is written is checked, what is found is shown, what is clicked is done.

import * as api from './api.js';
import { newestOnly } from './checker.js';
import { $, afterPaint, download } from './dom.js';
import { Editor } from './editor.js';
import { EXAMPLE } from './example.js';
import { showLength, showSituation } from './facts.js';
import { Files } from './files.js';
import { elementsOf, findingsOf, foldOf, follow } from './findings.js';
import { listenToLooks, paint, talk } from './looks.js';
import { calm, complain, tell, trouble } from './notice.js';
import { listenToPaper } from './paper.js';
import { Preview } from './preview.js';
import { Remarks } from './remarks.js';
import { Settings } from './settings.js';
import { showChecklist, showCount, showRemarks } from './show.js';
import { NOTHING, passagesSeen, state, titleOf } from './state.js';
import { Keeper, remember, remembered, tokenOfAddress } from './storage.js';
import { Walk } from './walk.js';
import { language, say } from './words.js';

const editor = new Editor({ input: $('text'), mirror: $('mirror'), scroller: $('scroller') });
const settings = new Settings();
const preview = new Preview($('weibo'));
const acts = { go: (item) => walk.go(item), apply, ignore, accept, off, nameFor, home: () => $('text') };
const passages = new Remarks($('passages'), acts);
const whole = new Remarks($('whole-list'), acts);
const walk = new Walk(editor, passages, acts);
const files = new Files({ open: openPost, count: countOf, trouble, complain });
const keeper = new Keeper(() => ({
  text: editor.text,
  place: editor.place,
  situation: state.situation,
  byDraft: state.byDraft,
  unsaved: state.unsaved,
  settings: settings.plain,
  lang: language(),
  theme: state.theme,
  files: files.plain,
}));

const check = newestOnly(
  (asked) => api.check(asked),
  (asked, answer) => answered(asked, answer),
  (error) => (error.code === 'empty' ? nothing() : trouble(error, ask)),
);
const look = newestOnly(
  (asked) => api.view(asked),
  (asked, view) => preview.show(asked.text, view),
  () => {}, // The check fails with it, and tells.
);

// ---- from the text to what is shown ----

function ask() {
  if (editor.composing) return;
  document.documentElement.dataset.state = 'waiting';
  const { text } = editor;
  if (text.trim() === '') nothing();
  else check(job(text, state.situation));
}

/** What is asked about `text`; in Markdown there may be comments and settings for it. */
function job(text, situation) {
  const name = /\.md$/i.test(files.name) ? files.name : undefined;
  return { text, situation, name, config: settings.config, lang: language() };
}

function nothing() {
  const { text } = editor;
  state.seen = { ...NOTHING, text };
  show();
  preview.show(text, { parts: [], fold: null });
}

function answered({ text, name }, answer) {
  // An answer about a text that is gone.
  if (text !== editor.text) return;
  calm();
  const post = answer.posts[0] ?? null;
  state.seen = { text, post, items: findingsOf(answer, text, state.rules), elements: elementsOf(post, text) };
  show();
  files.became(text, state.seen.items.length);
  look({ text, name });
}

/** The underlines at once, the rest when they are on the screen: who types looks at the text. */
function show() {
  const { text, post } = state.seen;
  const fold = foldOf(post, text);
  editor.show(passagesSeen(), fold);
  if (text === editor.text) document.documentElement.dataset.state = 'drawn';
  afterPaint(() => showRest(fold));
}

function showRest(fold) {
  const { text, post } = state.seen;
  showLength(text, post?.units ?? 0, fold, state.about.limits.fold);
  showSituation(post?.situation);
  showChecklist({ ...acts, go: (places) => walk.place(places), light: (places) => walk.light(places) });
  showRemarks(whole, passages);
  showCount();
  walk.caret(...editor.selection);
  if (text === editor.text) document.documentElement.dataset.state = 'settled';
}

// ---- what can be done about a remark ----

function apply(item, i, event) {
  const fix = item.fixes[i];
  // The words were changed since, and the answer about the new ones is on its way.
  if (item.gone || fix.gone) return;
  editor.replace(fix.start, fix.end, fix.text);
  tell(fix.text ? say('changed', fix.text) : say('removed'));
  // Who works down the list by keyboard stays in it; who clicks can undo at once.
  if (event.detail === 0) event.currentTarget.focus();
}

function ignore(item) {
  settings.ignore(item.rule, item.excerpt);
  tell(say('noted', say('ignoreHere', item.excerpt)));
}

function accept(name) {
  settings.accept(name);
  tell(say('noted', say('settingAccept', name)));
}

function off(item) {
  settings.off(item.rule);
  tell(say('noted', say('settingOff', titleOf(item.rule))));
}

/** What would be accepted: what is chosen in the text, if the passage is in it, else the passage. */
function nameFor(item) {
  const [start, end] = editor.selection;
  return start <= item.start && item.end <= end ? editor.text.slice(start, end) : item.excerpt;
}

function showSettings() {
  settings.show($('settings-list'), titleOf);
  $('settings-none').hidden = !settings.none;
  $('export').hidden = settings.none;
  $('office').hidden = !state.about.config;
  $('office').textContent = state.about.config ? say('office', state.about.config) : '';
}

// ---- files ----

function openPost(post, { fresh }) {
  state.situation = post.situation ?? null;
  state.byDraft = Boolean(post.situation);
  editor.load(post.text, { fresh });
  state.unsaved = false;
  changed();
}

async function countOf(post) {
  return (await api.check(job(post.text, post.situation))).findings.length;
}

// ---- the page itself ----

function changed() {
  $('empty').hidden = editor.text !== '';
  for (const id of ['clear', 'copy', 'sheet-open']) $(id).disabled = editor.text === '';
  ask();
  keep();
}

function keep() {
  keeper.changed();
  if ($('remember').checked) remember({ settings: settings.plain, lang: language(), theme: state.theme });
}

async function copy() {
  try {
    await navigator.clipboard.writeText(editor.text);
  } catch {
    const before = editor.place;
    editor.choose(0, editor.text.length);
    const done = document.execCommand('copy');
    editor.place = before;
    if (!done) return complain(say('cannotCopy'));
  }
  state.unsaved = false;
  tell(say('copied'));
  $('copy').textContent = say('copied');
  return setTimeout(() => ($('copy').textContent = say('copy')), 2000);
}

async function saveSettings() {
  try {
    download('wenfeng.toml', await api.toml(settings.config ?? {}), 'application/toml;charset=utf-8');
  } catch (error) {
    trouble(error);
  }
}

function clear() {
  files.close();
  state.situation = null;
  editor.load('');
  editor.focus();
  state.unsaved = false;
}

function listen() {
  editor.onText = (edit) => {
    state.unsaved = true;
    follow(state.seen, edit);
    changed();
  };
  editor.onCaret = (start, end) => {
    walk.caret(start, end);
    keeper.changed();
  };
  settings.onChange = () => {
    showSettings();
    changed();
    files.recount();
  };
  $('situation').addEventListener('change', () => {
    state.situation = $('situation').value || null;
    state.byDraft = false;
    changed();
  });
  $('try').addEventListener('click', () => {
    files.close();
    editor.load(EXAMPLE);
    state.unsaved = false;
  });
  $('clear').addEventListener('click', clear);
  $('copy').addEventListener('click', copy);
  $('previous').addEventListener('click', () => walk.step(-1));
  $('next').addEventListener('click', () => walk.step(1));
  $('export').addEventListener('click', saveSettings);
  $('remember').addEventListener('change', () => ($('remember').checked ? keep() : remember(null)));
  listenToPaper(() => files.name);
  listenToLooks((spoken) => {
    if (spoken) retell();
    keep();
  });
  addEventListener('keydown', keys);
  addEventListener('beforeunload', (event) => {
    if (state.unsaved && editor.text.trim() !== '') event.preventDefault();
  });
}

function keys(event) {
  if (event.key === 'F8') {
    event.preventDefault();
    walk.step(event.shiftKey ? -1 : 1);
  } else if (event.key === 'Enter' && event.altKey && event.target === $('text')) {
    event.preventDefault();
    walk.toRemark();
  } else if (event.key === 'Escape' && event.target.closest?.('.side, .peek')) {
    walk.toText();
  } else if (event.key === 'F5' || (event.key.toLowerCase() === 'r' && (event.ctrlKey || event.metaKey))) {
    // A reload loses nothing, so nobody need be asked.
    state.unsaved = false;
  }
}

/** Say everything that depends on the draft in the language in force. */
function retell() {
  files.show();
  showSettings();
  show();
  preview.again();
  ask();
}

async function start() {
  api.useToken(tokenOfAddress());
  const saved = remembered();
  const held = await keeper.back();
  const before = held ?? saved ?? {};
  $('remember').checked = saved !== null;
  settings.load(before.settings);
  state.situation = typeof before.situation === 'string' ? before.situation : null;
  paint(['dark', 'light'].includes(before.theme) ? before.theme : null);
  try {
    const [about, rules] = await Promise.all([api.about(), api.rules()]);
    state.about = about;
    state.rules = new Map(rules.map((rule) => [rule.id, rule]));
    state.categories = new Map(about.categories.map((c) => [c.name, c.title]));
  } catch (error) {
    trouble(error);
  }
  talk(before.lang ?? state.about.lang);
  if (held) {
    files.load(held.files);
    editor.load(String(held.text ?? ''), { fresh: true });
    if (held.place) editor.place = held.place;
    state.unsaved = Boolean(held.unsaved);
    state.byDraft = Boolean(held.byDraft);
  }
  listen();
  showSettings();
  changed();
}

start();
