// From the answer of the program to what the page shows.

import { fromBytes } from './positions.js';

/**
 * The findings of `answer` about `text`, in the order of the text: each with `start` and `end` in UTF-16 units, a `key` that
 * stays when the text around it changes, `fixes` (start, end, text), `also` what else is said of
 * words in it, `related` places, and `element` where it says
 * that one is missing, `whole` where it is about the post as a whole. `about` tells title and source of a rule.
 */
export function findingsOf(answer, text, about) {
  const at = fromBytes(text);
  const seen = new Map();
  return answer.findings.map((finding) => {
    const [start, end] = [at(finding.start.offset), at(finding.end.offset)];
    const rule = about.get(finding.rule);
    const element = /^response\/missing-(.+)$/.exec(finding.rule)?.[1];
    const excerpt = text.slice(start, end);
    const like = `${finding.rule}|${element ? '' : excerpt}`;
    const nth = (seen.get(like) ?? 0) + 1;
    seen.set(like, nth);
    return {
      ...finding,
      key: `${like}|${nth}`,
      start,
      end,
      excerpt,
      element,
      whole: Boolean(element || rule?.whole),
      title: rule?.title,
      source: rule?.source ?? [],
      fixes: fixesOf(finding, at),
      also: alsoSaid(finding),
      related: finding.related.map((r) => ({ message: r.message, start: at(r.start.offset), end: at(r.end.offset) })),
    };
  });
}

/** What else is said about words inside the passage; not where the same is said of another place. */
function alsoSaid({ start, end, message, related }) {
  const inside = related.filter((r) => r.start.offset >= start.offset && r.end.offset <= end.offset);
  return [...new Set(inside.map((r) => r.message))].filter((other) => other !== message);
}

function fixesOf(finding, at) {
  const edits = finding.fix?.edits ?? [];
  if (edits.length !== 1) return [];
  const place = { start: at(edits[0].start.offset), end: at(edits[0].end.offset) };
  const wordings = new Set([edits[0].text, ...finding.alternatives]);
  return [...wordings].map((text) => ({ ...place, text }));
}

/** The elements of an incident notice with their places in UTF-16 units, or null. */
export function elementsOf(post, text) {
  if (!post?.elements) return null;
  const at = fromBytes(text);
  return post.elements.map((element) => ({
    ...element,
    places: element.places.map(({ start, end }) => ({ start: at(start.offset), end: at(end.offset) })),
  }));
}

/** Where `post` is folded, in UTF-16 units, or null. */
export function foldOf(post, text) {
  return post?.fold ? fromBytes(text)(post.fold.offset) : null;
}

/** Let the places of `seen` follow an edit of the text until there is a new answer. What it touched is `gone`. */
export function follow(seen, edit) {
  const end = edit.start + edit.removed;
  const by = edit.added - edit.removed;
  const move = (range) => {
    if (range.end <= edit.start) return;
    if (range.start >= end) {
      range.start += by;
      range.end += by;
    } else range.gone = true;
  };
  for (const item of seen.items) [item, ...item.fixes, ...item.related].forEach(move);
  for (const element of seen.elements ?? []) element.places.forEach(move);
}
