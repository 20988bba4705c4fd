//! From inputs to checked posts, in the order of the input and in bounded memory.
//!
//! One thread reads, one hands batches of posts to all cores, the caller's renders. Between them stand channels that hold two
//! batches, so that a slow reader of the report slows the reading down and nothing piles up. When the caller stops, all do.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::config::select::{doubt, hint};
use crate::config::{FailOn, Placed};
use crate::engine::Linter;
use crate::finding::{Checked, Recognised};
use crate::position::{LineIndex, Span};
use crate::post::{Post, Situation};
use crate::problem::{Level, Problem, ProblemSource};
use crate::say;
use crate::source::{Input, ReadOptions, open};
use crate::suppress;
use crate::words::Words;

use super::changed::{Known, digest};
use super::settings::{Force, Settings};

/// A batch is handed on when it holds so many items …
const MOST_ITEMS: usize = 256;
/// … or so many bytes of text.
const MOST_BYTES: usize = 1 << 20;
/// Of the problems in one input so many are told in full.
const MOST_PROBLEMS: usize = 20;
/// Of the rules that posts of one input ask to leave out, so many are looked up.
const MOST_ASKED: usize = 100;
/// Batches waiting between two threads.
const WAITING: usize = 2;

/// What happened, in the order of the input.
pub(super) enum Event {
    /// A file was opened.
    File,
    /// A post was checked.
    Post {
        /// What was found.
        checked: Box<Checked>,
        /// The level that fails the run.
        fail_on: FailOn,
        /// The linter that found it.
        linter: Arc<Linter>,
    },
    /// An input was read to its end.
    End {
        /// Its name in reports.
        path: Arc<str>,
        /// What it was checked with.
        linter: Arc<Linter>,
        /// Whether every post of it was checked.
        whole: bool,
    },
    /// Something could not be read.
    Problem(Box<Problem>),
    /// So many more things could not be read, which are only counted.
    Untold(usize),
    /// Something to say to those who asked for it.
    Remark(Words),
}

/// An event, or a post still to be checked.
enum Item {
    Ready(Event),
    Post { post: Box<Post>, force: Force, situation: Option<Recognised> },
}

/// What to run over.
pub(super) struct Job<'j> {
    /// The inputs, in order.
    pub(super) inputs: Vec<Input>,
    /// How to read them.
    pub(super) options: ReadOptions,
    /// What is in force.
    pub(super) settings: &'j mut Settings,
    /// The situation typed at the command line.
    pub(super) situation: Option<Situation>,
    /// Where the configuration of standard input is looked for.
    pub(super) stdin: PathBuf,
    /// Posts that are not to be checked, see [`Known`].
    pub(super) known: &'j Known,
    /// Whether to say which encoding and configuration each input has.
    pub(super) verbose: bool,
    /// Whether to look which elements notices have.
    pub(super) elements: bool,
    /// Bytes read so far.
    pub(super) bytes: &'j AtomicU64,
}

/// Run `job` and hand the events to `tell`, a batch at a time.
///
/// # Errors
/// The first error of `tell`, which ends the run.
pub(super) fn run<E>(job: Job<'_>, mut tell: impl FnMut(Vec<Event>) -> Result<(), E>) -> Result<(), E> {
    thread::scope(|scope| {
        let (to_check, items) = sync_channel::<Vec<Item>>(WAITING);
        let (to_tell, events) = sync_channel::<Vec<Event>>(WAITING);
        let elements = job.elements;
        scope.spawn(move || read(job, to_check));
        scope.spawn(move || {
            for batch in items {
                if to_tell.send(check(batch, elements)).is_err() {
                    break;
                }
            }
        });
        // Leaving early drops `events`, which ends the checker and then the reader.
        events.into_iter().try_for_each(&mut tell)
    })
}

fn check(batch: Vec<Item>, elements: bool) -> Vec<Event> {
    if batch.iter().filter(|item| matches!(item, Item::Post { .. })).count() > 1 {
        batch.into_par_iter().map(|item| check_one(item, elements)).collect()
    } else {
        batch.into_iter().map(|item| check_one(item, elements)).collect()
    }
}

fn check_one(item: Item, elements: bool) -> Event {
    match item {
        Item::Ready(event) => event,
        Item::Post { post, force, situation } => {
            let linter = &force.linter;
            let checked =
                if elements { linter.check_with_elements(*post, situation) } else { linter.check(*post, situation) };
            Event::Post { checked: Box::new(checked), fail_on: force.fail_on, linter: force.linter }
        }
    }
}

fn read(job: Job<'_>, to_check: SyncSender<Vec<Item>>) {
    let mut reader = Reader { batch: Batch::new(to_check), done: 0, asked: HashSet::new(), job };
    for input in std::mem::take(&mut reader.job.inputs) {
        if reader.input(&input).is_err() {
            return;
        }
    }
    let _ = reader.batch.hand_on();
}

/// Nobody listens any more.
struct Gone;

struct Reader<'j> {
    job: Job<'j>,
    batch: Batch,
    /// Bytes of the inputs that are finished.
    done: u64,
    /// What posts of the present input asked to leave out.
    asked: HashSet<String>,
}

impl Reader<'_> {
    fn input(&mut self, input: &Input) -> Result<(), Gone> {
        let path = match input {
            Input::File(path) => path.clone(),
            Input::Stdin { .. } | Input::Given { .. } => self.job.stdin.clone(),
        };
        let known = self.job.known.of(&path);
        let force = self.job.settings.force(&path);
        for problem in self.job.settings.take_problems() {
            self.batch.add(Item::problem(problem))?;
        }
        let mut posts = match open(input, &self.job.options) {
            Ok(posts) => posts,
            Err(problem) => return self.batch.add(Item::problem(problem)),
        };
        self.batch.add(Item::Ready(Event::File))?;
        if self.job.verbose {
            let remark = self.remark(posts.path(), &posts.title(), &path);
            self.batch.add(Item::Ready(Event::Remark(remark)))?;
        }
        self.asked.clear();
        let (mut told, mut untold) = (0, 0);
        let (mut whole, mut sound) = (true, true);
        while let Some(next) = posts.next() {
            self.job.bytes.store(self.done + posts.bytes_read(), Ordering::Relaxed);
            match next {
                Ok(post) if known.is_some_and(|known| known.contains(&digest(&post))) => whole = false,
                Ok(post) => {
                    self.strangers(&post, &path)?;
                    self.post(post, &force)?;
                }
                Err(problem) if told < MOST_PROBLEMS => {
                    told += 1;
                    sound &= !incomplete(&problem);
                    self.batch.add(Item::problem(problem))?;
                }
                Err(problem) => untold += usize::from(incomplete(&problem)),
            }
        }
        if untold > 0 {
            let path = posts.path();
            let rest = Problem::note(say!(
                "「{path}」里还有 {untold} 个问题，没有一一列出",
                "“{path}” has {untold} more problems that are not listed"
            ));
            let help = say!("先改好上面的，再查一遍", "mend those above first, then check again");
            self.batch.add(Item::problem(rest.help(help)))?;
            self.batch.add(Item::Ready(Event::Untold(untold)))?;
        }
        let whole = whole && sound && untold == 0;
        let (path, linter) = (Arc::clone(posts.path()), Arc::clone(&force.linter));
        self.batch.add(Item::Ready(Event::End { path, linter, whole }))?;
        self.done += posts.bytes_read();
        self.job.bytes.store(self.done, Ordering::Relaxed);
        Ok(())
    }

    /// Tell of each rule that the post asks to leave out and that there is not, once for an input.
    fn strangers(&mut self, post: &Post, path: &Path) -> Result<(), Gone> {
        for (written, span) in suppress::names(post) {
            let selector = suppress::selector_of(&written).to_owned();
            if self.asked.len() >= MOST_ASKED || !self.asked.insert(selector.clone()) {
                continue;
            }
            let (rules, _) = self.job.settings.all_rules(path);
            if doubt(&Placed::typed(selector.clone()), &rules).is_none() {
                continue;
            }
            let name = &post.path;
            let message = say!(
                "「{name}」要略过「{selector}」，但没有这样的规则",
                "“{name}” asks to leave out “{selector}”, but there is no such rule"
            );
            let problem = Problem::note(message).help(hint(&selector, &rules));
            let span = if span.end > post.front { span } else { Span::default() };
            self.batch.add(Item::problem(in_post(problem, post, span)))?;
        }
        Ok(())
    }

    fn post(&mut self, post: Post, force: &Force) -> Result<(), Gone> {
        let situation = situation(self.job.situation, force, &post);
        self.batch.add(Item::Post { post: Box::new(post), force: force.clone(), situation })
    }

    fn remark(&mut self, name: &str, encoding: &Words, path: &Path) -> Words {
        let (config, _) = self.job.settings.config(path);
        let config = match &config.file {
            Some(file) => Words::same(file.display()),
            None => say!("没有配置文件", "no configuration file"),
        };
        Words {
            zh: format!("{name}：{}，{}", encoding.zh, config.zh),
            en: format!("{name}: {}, {}", encoding.en, config.en),
        }
    }
}

/// The situation of `post` that is set by hand, at the command line or in the configuration.
pub(super) fn situation(typed: Option<Situation>, force: &Force, post: &Post) -> Option<Recognised> {
    let typed = typed.map(|situation| Recognised::set(situation, say!("人工指定", "set by hand")));
    let configured = force
        .situation
        .filter(|_| post.meta.situation.is_none())
        .map(|situation| Recognised::set(situation, say!("配置里写明", "set in the configuration")));
    typed.or(configured)
}

impl Item {
    fn problem(problem: Problem) -> Self {
        Self::Ready(Event::Problem(Box::new(problem)))
    }
}

/// Items on their way to the checker.
struct Batch {
    items: Vec<Item>,
    bytes: usize,
    to_check: SyncSender<Vec<Item>>,
}

impl Batch {
    fn new(to_check: SyncSender<Vec<Item>>) -> Self {
        Self { items: Vec::new(), bytes: 0, to_check }
    }

    fn add(&mut self, item: Item) -> Result<(), Gone> {
        if let Item::Post { post, .. } = &item {
            self.bytes += post.text.len();
        }
        self.items.push(item);
        if self.items.len() >= MOST_ITEMS || self.bytes >= MOST_BYTES { self.hand_on() } else { Ok(()) }
    }

    fn hand_on(&mut self) -> Result<(), Gone> {
        self.bytes = 0;
        let items = std::mem::take(&mut self.items);
        if items.is_empty() { Ok(()) } else { self.to_check.send(items).map_err(|_| Gone) }
    }
}

/// Whether a problem keeps the run from being complete.
pub(super) fn incomplete(problem: &Problem) -> bool {
    problem.level == Level::Failure
}

/// `problem`, pointing at `span` of the text of `post`, which is shown alone; without a place where the span is empty.
pub(super) fn in_post(problem: Problem, post: &Post, span: Span) -> Problem {
    let Some(text) = post.text.get(span.range()).filter(|text| !text.is_empty()) else { return problem };
    let at = LineIndex::new(&post.text).position(&post.text, span.start);
    let source = ProblemSource { name: post.path.to_string(), text: text.to_owned(), begins: (at.line, at.column) };
    problem.at(&Arc::new(source), Span::new(0, text.len()), Words::default())
}
