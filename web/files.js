// Files: chosen, dropped or pasted. A file of several posts is a list to choose from; a Word file comes back with comments.

import * as api from './api.js';
import { newestOnly } from './checker.js';
import { $, button, download, h, short } from './dom.js';
import { either, say } from './words.js';

/** The largest file the program takes, in bytes. */
const LARGEST = 32 * 1024 * 1024;
/** Of so many posts the remarks are counted at once; those of others when they are opened. */
const MOST_COUNTED = 300;
/** What is shown of a post in the list, in characters. */
const SHOWN = 26;

/** The file that is open. `open(post, {fresh})` shows a post, with `fresh` out of reach of undo;
 * `count(post)` tells how many remarks it has. */
export class Files {
  #posts = [];
  #chosen = 0;
  #name = '';
  #encoding = null;
  /** What else is to be said of the file, in both languages. */
  #remarks = [];
  /** The bytes of a Word file, for the comments. */
  #word = null;
  #acts;
  #count;

  constructor(acts) {
    this.#acts = acts;
    this.#count = newestOnly(
      (posts) => this.#countAll(posts),
      () => {},
      (error) => this.#acts.trouble(error),
    );
    this.#listen();
  }

  /** The name of the file that is open, or nothing. */
  get name() {
    return this.#name;
  }

  /** What must be held to show the same again. */
  get plain() {
    return {
      name: this.#name,
      encoding: this.#encoding,
      remarks: this.#remarks,
      posts: this.#posts,
      chosen: this.#chosen,
    };
  }

  /** Show what `plain` gave. */
  load(saved) {
    if (!Array.isArray(saved?.posts)) return;
    this.#name = String(saved.name ?? '');
    this.#encoding = saved.encoding ?? null;
    this.#remarks = Array.isArray(saved.remarks) ? saved.remarks : [];
    this.#posts = saved.posts;
    this.#chosen = Number(saved.chosen) || 0;
    this.show();
  }

  /** The text of the post that is open has become `text`, with so many remarks. */
  became(text, remarks) {
    const post = this.#posts[this.#chosen];
    if (!post) return;
    post.text = text;
    if (remarks !== undefined) post.remarks = remarks;
    this.#row(this.#chosen);
  }

  /** Count the remarks of all posts anew. */
  recount() {
    if (this.#posts.length > 1) this.#count([...this.#posts]);
  }

  /** No file is open any more; the text stays. */
  close() {
    this.#posts = [];
    this.#name = '';
    this.#remarks = [];
    this.#word = null;
    this.show();
  }

  /** Open `files` of a chooser, a drop or the clipboard. */
  async take(files) {
    const [file] = files;
    if (!file) return;
    if (file.size > LARGEST) {
      this.#acts.complain(say('tooLarge', LARGEST / 1024 / 1024));
      return;
    }
    let content;
    let answer;
    try {
      content = await file.arrayBuffer();
      answer = await api.read(file.name, content);
    } catch (error) {
      this.#acts.trouble(error instanceof api.Refusal ? error : new api.Refusal('unreadable'));
      return;
    }
    const posts = answer.posts.filter((post) => post.text.trim() !== '');
    if (posts.length === 0) {
      this.#acts.complain(say('emptyFile'));
      return;
    }
    this.#name = file.name;
    this.#posts = posts.map(({ id, text, situation }) => ({ id, text, situation }));
    this.#chosen = 0;
    this.#word = /\.docx$/i.test(file.name) ? content : null;
    this.#encoding = answer.encoding;
    this.#remarks = [
      answer.more && { zh: '后面的没有列出来', en: 'More posts are not listed' },
      files.length > 1 && { zh: '一次打开一个文件，先打开了第一个', en: 'One file at a time: the first was opened' },
      ...(answer.problems ?? []).map(({ message, where }) => ({
        zh: `${where ? `第 ${where} 处：` : ''}${message.zh}`,
        en: `${where ? `${where}: ` : ''}${message.en}`,
      })),
    ].filter(Boolean);
    this.show();
    this.#acts.open(this.#posts[0], { fresh: false });
    this.recount();
  }

  /** Show note and list, in the language in force. */
  show() {
    const note = $('file-note');
    note.hidden = this.#name === '';
    note.replaceChildren();
    if (this.#name !== '') {
      const many = this.#posts.length > 1;
      const encoding = either(this.#encoding);
      const opened = say('opened', this.#name, encoding && say('encoding', encoding));
      note.append(h('p', {}, many ? say('postsIn', this.#name, this.#posts.length) : opened));
      note.append(...this.#remarks.map((remark) => h('p', { className: 'small' }, either(remark))));
      if (this.#word) {
        note.append(
          h(
            'p',
            {},
            button(say('wordFile'), () => this.#comment()),
            ' ',
            h('span', { className: 'small' }, say('wordNote')),
          ),
        );
      }
      note.append(button(say('closeFile'), () => this.close(), { className: 'quiet' }));
    }
    const list = $('posts');
    list.hidden = this.#posts.length < 2;
    list.replaceChildren(h('ol', {}, list.hidden ? null : this.#posts.map(() => h('li', {}))));
    if (!list.hidden) this.#posts.forEach((_, i) => this.#row(i));
  }

  #row(i) {
    const row = $('posts').querySelector(`li:nth-child(${i + 1})`);
    if (!row) return;
    const { text, remarks } = this.#posts[i];
    const told = remarks === undefined ? say('waiting') : say('postRemarks', remarks);
    let choose = row.firstElementChild;
    if (!choose) {
      choose = button('', () => this.#choose(i));
      row.append(choose);
    }
    choose.replaceChildren(
      h('span', { className: 'post-number' }, say('postNumber', i + 1)),
      h('span', { className: 'post-words', lang: 'zh-CN' }, short(text, SHOWN)),
      h('span', { className: 'post-remarks' }, told),
    );
    if (i === this.#chosen) choose.setAttribute('aria-current', 'true');
    else choose.removeAttribute('aria-current');
  }

  #choose(i) {
    const before = this.#chosen;
    this.#chosen = i;
    this.#row(before);
    this.#row(i);
    // Undo must not bring the words of one post into another.
    this.#acts.open(this.#posts[i], { fresh: true });
  }

  async #countAll(posts) {
    for (const post of posts.slice(0, MOST_COUNTED)) {
      const i = this.#posts.indexOf(post);
      if (i < 0) return;
      post.remarks = await this.#acts.count(post);
      this.#row(i);
    }
  }

  async #comment() {
    try {
      const commented = await api.review(this.#name, this.#word);
      download(say('reviewed', this.#name.replace(/\.docx$/i, '')), commented, commented.type);
    } catch (error) {
      this.#acts.trouble(error);
    }
  }

  #listen() {
    $('open').addEventListener('click', () => $('file').click());
    $('file').addEventListener('change', () => {
      this.take([...$('file').files]);
      $('file').value = '';
    });
    const carries = (event) => event.dataTransfer?.types.includes('Files');
    addEventListener('dragover', (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      $('drop').hidden = false;
    });
    addEventListener('dragleave', (event) => {
      if (!event.relatedTarget) $('drop').hidden = true;
    });
    addEventListener('drop', (event) => {
      $('drop').hidden = true;
      if (!carries(event)) return;
      event.preventDefault();
      this.take([...event.dataTransfer.files]);
    });
    addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Office programs put a picture of the text beside the text.
      if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
      event.preventDefault();
      this.take(files);
    });
  }
}
