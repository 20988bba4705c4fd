// What the page says, in Chinese and in English side by side. What a rule says comes from the server.

const words = {
  tagline: ['给官方微博看稿', 'a second pair of eyes for official posts'],
  privacy: ['只在这台电脑上运行，不联网，稿子不会传出去', 'Runs on this computer only. Nothing you write leaves it'],
  skip: ['直接到稿子', 'Skip to the draft'],
  help: ['怎么用', 'How it works'],
  dark: ['深色', 'Dark'],
  light: ['浅色', 'Light'],
  otherLang: ['English', '中文'],

  draft: ['稿子', 'Draft'],
  open: ['打开文件', 'Open a file'],
  clear: ['清空', 'Clear'],
  copy: ['复制全文', 'Copy the text'],
  copied: ['已复制', 'Copied'],
  cannotCopy: ['没能复制，请在稿子里全选后自己复制', 'Could not copy. Select the text and copy it yourself'],
  text: ['稿子的文字', 'Text of the draft'],
  placeholder: ['把稿子粘贴到这里，或者直接写；也可以把文件拖进来', 'Paste a draft here, or write one; or drop a file'],
  textHint: [
    '边写边查。按 F8 到下一处提示，Shift 加 F8 到上一处；按 Alt 加回车去看这一处的说明，按 Esc 回到稿子。',
    'Checked while you write. F8 goes to the next remark, Shift and F8 to the one before; Alt and Enter goes to what is said about this place, Escape comes back.',
  ],
  try: ['试一篇', 'Try an example'],
  tryHint: ['没有现成的稿子？先看一篇例子', 'No draft at hand? Look at an example first'],
  drop: ['松开鼠标，打开这个文件', 'Let go to open the file'],

  lengthLabel: ['长度', 'Length'],
  length: [(n) => `${n} 字`, (n) => `${n} ${n === 1 ? 'unit' : 'units'}`],
  lengthFits: [(fold) => `在 ${fold} 字以内，不会折叠`, (fold) => `within ${fold}, shown in full`],
  lengthFolds: [
    (fold, most) => `超过 ${fold} 字，会折叠；最多 ${most} 字`,
    (fold, most) => `more than ${fold}, so the end is folded away; at most ${most}`,
  ],
  lengthOver: [(most) => `超过 ${most} 字，发不出去`, (most) => `more than ${most}: weibo will not take it`],
  foldAt: [(t) => `从“${t}”起，读者要点“展开”才看得到`, (t) => `From “${t}” on, readers must click to see it`],
  lengthNote: [
    '按微博的算法：汉字算一个字，字母、数字算半个',
    'As weibo counts: a Chinese character is one, a letter or digit half',
  ],
  situation: ['情形', 'Kind of post'],
  automatic: ['自动', 'Automatic'],
  automaticAs: [(title) => `自动（看作${title}）`, (title) => `Automatic (${title})`],
  because: [(title, why) => `看作“${title}”：${why}`, (title, why) => `Taken for “${title}”: ${why}`],
  chosen: ['由你选定', 'Chosen by you'],
  fromDraft: ['由稿件写明', 'As the draft says'],

  remarks: ['提示', 'Remarks'],
  previous: ['上一处', 'Previous'],
  next: ['下一处', 'Next'],
  previousTitle: ['Shift+F8', 'Shift+F8'],
  nextTitle: ['F8', 'F8'],
  legend: ['每一类的下划线', 'Underline of each category'],
  peek: ['光标所在的这一处', 'The place at the caret'],
  whole: ['整篇', 'The post as a whole'],
  passages: ['逐处', 'Passages'],
  nothingYet: ['写下文字，提示就出现在这里。', 'Remarks appear here as you write.'],
  onlyMissing: ['写到的都好，只看上面缺的。', 'What is written is fine; see above what is missing.'],
  allFine: ['没有看到要改的地方。', 'Nothing to change that I can see.'],
  severity: {
    error: ['错误', 'error'],
    warning: ['提醒', 'warning'],
    info: ['建议', 'suggestion'],
  },
  toPlace: [(t) => `到“${t}”`, (t) => `Go to “${t}”`],
  why: ['为什么', 'Why'],
  instead: ['怎么改', 'Instead'],
  source: ['依据', 'Source'],
  changeTo: [(t) => `改成「${t}」`, (t) => `Change to “${t}”`],
  remove: ['删去', 'Delete'],
  changed: [(t) => `已改成「${t}」，可以撤销`, (t) => `Changed to “${t}”. Undo works`],
  removed: ['已删去，可以撤销', 'Deleted. Undo works'],
  alternatives: ['可以换成', 'Put instead'],
  disagree: ['不这么看？', 'See it differently?'],
  ignoreHere: [(t) => `不再提“${t}”`, (t) => `No more about “${t}”`],
  acceptName: ['这是认可的名称……', 'This is an accepted name …'],
  acceptLabel: ['名称（写完整）', 'The name (in full)'],
  accept: ['认可', 'Accept'],
  ruleOff: ['这条规则不用了', 'Switch this rule off'],
  noted: [(t) => `记下了：${t}`, (t) => `Noted: ${t}`],
  count: [(n) => `${n} 处`, (n) => `${n}`],
  also: ['另外', 'Also'],
  countSpoken: [
    (n, errors) => (n === 0 ? '没有提示' : errors ? `${n} 处提示，其中 ${errors} 处是错误` : `${n} 处提示`),
    (n, errors) =>
      n === 0
        ? 'No remarks'
        : `${n} ${n === 1 ? 'remark' : 'remarks'}${errors ? `, ${errors} of them ${errors === 1 ? 'an error' : 'errors'}` : ''}`,
  ],

  elements: ['通报该有的', 'What a notice owes'],
  elementsSum: [
    (missing) => (missing ? `还缺 ${missing} 样` : '都写到了'),
    (missing) => (missing ? `${missing} missing` : 'All there'),
  ],
  found: ['有', 'found'],
  missing: ['缺', 'missing'],
  notNeeded: ['这篇可以不写', 'not needed here'],

  preview: ['微博上的样子', 'As weibo shows it'],
  account: ['本单位账号', 'Your account'],
  justNow: ['刚刚', 'just now'],
  unfold: ['展开', 'Show all'],
  foldUp: ['收起', 'Fold'],
  link: ['网页链接', 'Link'],
  sticker: [(t) => `表情 ${t}`, (t) => `sticker ${t}`],
  previewEmpty: ['稿子写好后，这里是读者看到的样子。', 'What readers will see appears here.'],

  settings: ['我的设置', 'My settings'],
  settingsNone: [
    '在一条提示下面点“不这么看？”，可以不再提这个说法、认可一个名称，或者不用那条规则。都记在这里，随时可以撤销。',
    'Under a remark, “See it differently?” passes over a wording, accepts a name or switches a rule off. All of it is listed here and can be undone.',
  ],
  settingIgnore: [(words, rule) => `不提“${words}”（${rule}）`, (words, rule) => `No remark on “${words}” (${rule})`],
  settingOff: [(rule) => `不用规则：${rule}`, (rule) => `Rule off: ${rule}`],
  settingAccept: [(name) => `认可名称：${name}`, (name) => `Accepted name: ${name}`],
  undo: ['撤销', 'Undo'],
  undoOf: [(what) => `撤销：${what}`, (what) => `Undo: ${what}`],
  export: ['存成 wenfeng.toml', 'Save as wenfeng.toml'],
  office: [(file) => `本机的配置也在起作用：${file}`, (file) => `The settings of this computer apply too: ${file}`],
  remember: [
    '在这台电脑上记住设置（只记设置，不记稿子）',
    'Remember settings on this computer (settings only, never a draft)',
  ],

  posts: ['这个文件里的微博', 'Posts of this file'],
  postsIn: [(name, n) => `${name} 里有 ${n} 条微博，点一条来看`, (name, n) => `${name} holds ${n} posts. Choose one`],
  postNumber: [(n) => `第 ${n} 条`, (n) => `No. ${n}`],
  postRemarks: [(n) => (n === 0 ? '没有提示' : `${n} 处提示`), (n) => `${n} ${n === 1 ? 'remark' : 'remarks'}`],
  waiting: ['……', '…'],
  opened: [(name, encoding) => `打开了 ${name}${encoding}`, (name, encoding) => `Opened ${name}${encoding}`],
  encoding: [(name) => `（${name}）`, (name) => ` (${name})`],
  closeFile: ['收起', 'Close'],
  wordFile: ['下载带批注的 Word 文件', 'Download the Word file with comments'],
  wordNote: ['批注写在原来的文件上，不含这里的改动', 'Comments are on the original, without changes made here'],
  reviewed: [(stem) => `${stem}-批注.docx`, (stem) => `${stem}-reviewed.docx`],
  tooLarge: [(most) => `文件太大，最多 ${most} MB`, (most) => `The file is too large, at most ${most} MB`],
  emptyFile: ['这个文件里没有文字', 'There is no text in this file'],

  sheet: ['审稿单', 'Review sheet'],
  sheetHead: ['微博审稿单', 'Review of a post'],
  print: ['打印', 'Print'],
  save: ['保存', 'Save'],
  close: ['关闭', 'Close'],
  sheetFile: [(date) => `审稿单-${date}.html`, (date) => `review-${date}.html`],
  sheetPost: ['全文', 'Text'],
  sheetRemarks: ['意见', 'Remarks'],
  sheetNone: ['没有意见。', 'None.'],
  sheetEmpty: ['稿子还是空的。', 'The draft is empty.'],
  sheetWhole: ['整篇', 'Whole post'],
  sheetMeta: {
    situation: ['情形', 'Kind'],
    length: ['长度', 'Length'],
    date: ['日期', 'Date'],
    count: ['意见', 'Remarks'],
  },
  sheetElements: ['要素', 'Elements'],
  writer: ['拟稿', 'Written by'],
  reviewer: ['审核', 'Reviewed by'],
  signer: ['签发', 'Signed off by'],
  signDate: ['日期', 'Date'],
  sheetFoot: [
    '由文风在本机生成，只看文风，供签发人参考',
    'Made on this computer by wenfeng. It looks at style only; the decision is yours',
  ],

  noServer: [
    '连不上 wenfeng，程序可能已经关了。稿子还在这一页里，请先复制出来；重新打开 wenfeng 以后再点“重试”。',
    'wenfeng does not answer; it may have been closed. Your draft is still on this page: copy it first. Start wenfeng again, then retry.',
  ],
  stop: ['。', '. '],
  retry: ['重试', 'Retry'],
  wantsToken: [
    '要用启动时显示的完整地址打开，结尾的口令也要带上。',
    'Open the whole address that was shown at the start, with the token at its end.',
  ],
  dismiss: ['知道了', 'All right'],
  wentWrong: [(what) => `没有成功：${what}`, (what) => `That did not work: ${what}`],

  foot: [
    '文风只看语气和写法，不评内容，也没有“敏感词表”；不联网，不收集任何信息。',
    'wenfeng looks at tone and wording only. It does not judge content, holds no list of forbidden words, uses no network and collects nothing.',
  ],
  helpText: {
    write: [
      '把稿子粘贴进来，或者打开、拖入文件（.txt、.md、Word 的 .docx、表格存成的 .csv，GBK 也行）。',
      'Paste a draft, or open or drop a file (.txt, .md, .docx of Word, .csv of a spreadsheet; GBK is fine).',
    ],
    read: [
      '有下划线的地方，旁边写着为什么、怎么改。点绿框里的词，稿子就换成它；按 Ctrl+Z 撤销。',
      'Where something is underlined, the list says why and what to write. Click a wording to put it in; Ctrl+Z takes it back.',
    ],
    decide: [
      '改不改由你定。不同意的，点“不这么看？”。',
      'What to change is up to you. Where you disagree, choose “See it differently?”.',
    ],
    hand: [
      '写好了就“复制全文”去发；要送签，就打印“审稿单”。',
      'When it is done, copy the text and publish it; for a signature, print the review sheet.',
    ],
    kept: [
      '稿子只放在 wenfeng 的内存里：刷新页面不会丢，关掉页面或程序就没有了。不存盘，除非你自己保存。',
      'The draft is held in the memory of wenfeng: a reload keeps it; closing the page or the program lets it go. Nothing goes to disk unless you save it.',
    ],
    keys: [
      '键盘：F8 下一处，Shift+F8 上一处；Alt+回车看说明，Esc 回到稿子。',
      'Keyboard: F8 next, Shift+F8 previous; Alt+Enter to the remark, Escape back to the draft.',
    ],
  },
};

let lang = 'zh';

/** The language in force: `zh` or `en`. */
export function language() {
  return lang;
}

/** Speak `zh` or `en` from now on, and say again everything that stands in the page. */
export function speak(to) {
  lang = to === 'en' ? 'en' : 'zh';
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';
  for (const [attribute, set] of [
    ['say', (el, text) => (el.textContent = text)],
    ['sayLabel', (el, text) => el.setAttribute('aria-label', text)],
    ['sayPlaceholder', (el, text) => (el.placeholder = text)],
    ['sayTitle', (el, text) => (el.title = text)],
  ]) {
    const name = attribute.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    for (const el of document.querySelectorAll(`[data-${name}]`)) set(el, say(el.dataset[attribute]));
  }
}

/** The sentence `key` (`help` or `helpText.write`) in the language in force, filled with `values`. */
export function say(key, ...values) {
  const pair = key.split('.').reduce((at, name) => at?.[name], words);
  if (!Array.isArray(pair)) return key.split('.').pop();
  const sentence = pair[lang === 'en' ? 1 : 0];
  return typeof sentence === 'function' ? sentence(...values) : sentence;
}

/** One of `{zh, en}` as the server sends it. */
export function either(pair) {
  return (lang === 'en' && pair?.en) || pair?.zh || '';
}

/** The names of the sentences under `key`. */
export function sayings(key) {
  return Object.keys(words[key]);
}
