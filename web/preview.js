// The post as weibo shows it: names and topics in blue, stickers as pictures, the end folded away.

import { button, h } from './dom.js';
import { fromBytes, pieces } from './positions.js';
import { say } from './words.js';

/** Stickers of the platform that have a like among the common emoji; others are shown by name. */
const STICKERS = new Map(
  Object.entries({
    微笑: '🙂',
    嘻嘻: '😁',
    哈哈: '😄',
    可爱: '😊',
    爱你: '😘',
    泪: '😢',
    流泪: '😢',
    悲伤: '😞',
    怒: '😠',
    思考: '🤔',
    加油: '💪',
    赞: '👍',
    good: '👍',
    鼓掌: '👏',
    握手: '🤝',
    拳头: '✊',
    作揖: '🙏',
    祈祷: '🙏',
    心: '❤️',
    伤心: '💔',
    蜡烛: '🕯️',
    鲜花: '💐',
    玫瑰: '🌹',
    太阳: '☀️',
    月亮: '🌙',
    下雨: '🌧️',
    话筒: '🎤',
    钟: '🕘',
    礼物: '🎁',
    蛋糕: '🎂',
  }),
);
/** Not published. */
const KEPT = new Set(['front-matter', 'comment']);
/** Shown as one thing, whatever stands inside. */
const WHOLE = new Set(['sticker', 'link']);

/** The preview in `box`. */
export class Preview {
  #box;
  #open = false;
  #last = null;

  constructor(box) {
    this.#box = box;
  }

  /** Show `text` as `view`, the program's answer, takes it apart. */
  show(text, view) {
    this.#last = { text, view };
    this.#draw();
  }

  /** Say everything anew, in another language. */
  again() {
    this.#draw();
  }

  #draw() {
    if (!this.#last || this.#last.text.trim() === '') {
      this.#box.replaceChildren(h('p', { className: 'small' }, say('previewEmpty')));
      return;
    }
    const { text, view } = this.#last;
    const at = fromBytes(text);
    const parts = view.parts.map(({ kind, start, end }) => ({ kind, start: at(start.offset), end: at(end.offset) }));
    const fold = view.fold ? at(view.fold.offset) : null;
    const until = fold !== null && !this.#open ? fold : text.length;
    const body = h('p', { className: 'post', lang: 'zh-CN' }, shown(text, parts, until));
    if (fold !== null) {
      if (!this.#open) body.append('…');
      const turn = () => {
        this.#open = !this.#open;
        this.#draw();
        this.#box.querySelector('.unfold')?.focus();
      };
      const lang = document.documentElement.lang;
      body.append(' ', button(say(this.#open ? 'foldUp' : 'unfold'), turn, { className: 'unfold', lang }));
    }
    const head = h(
      'div',
      { className: 'account' },
      h('span', { className: 'face', 'aria-hidden': 'true' }),
      h(
        'div',
        {},
        h('p', { className: 'account-name' }, say('account')),
        h('p', { className: 'small' }, say('justNow')),
      ),
    );
    this.#box.replaceChildren(head, body);
  }
}

/** The nodes for `text` up to `until`. */
function shown(text, parts, until) {
  const nodes = [];
  let done = 0;
  for (const piece of pieces(text.length, parts)) {
    if (piece.start >= until) break;
    if (piece.start < done || piece.ranges.some((range) => KEPT.has(range.kind))) continue;
    const one = piece.ranges.find((range) => WHOLE.has(range.kind));
    if (one) {
      nodes.push(thing(one.kind, text.slice(one.start, one.end)));
      done = one.end;
      continue;
    }
    const kinds = piece.ranges.map((range) => range.kind).filter((kind) => kind !== 'body');
    const words = text.slice(piece.start, Math.min(piece.end, until));
    nodes.push(kinds.length > 0 ? h('span', { className: kinds.join(' ') }, words) : words);
  }
  return nodes;
}

function thing(kind, words) {
  if (kind === 'link') return h('span', { className: 'link' }, say('link'));
  const name = words.replace(/^\[|\]$/g, '');
  const picture = STICKERS.get(name);
  return h(
    'span',
    { className: picture ? 'sticker' : 'sticker named', role: 'img', 'aria-label': say('sticker', name) },
    picture ?? name,
  );
}
