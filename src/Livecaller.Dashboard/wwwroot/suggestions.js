// Suggestions for the word that somebody writes: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/, without the role, which a text of several lines can't have.

import { fill } from './composer.js';
import { longInput } from './long-text.js';

// So few that the list never scrolls.
const most = 7;

let colleagues = [];
let replies = [];
let tags = [];
let shown = null;
let dismissed = null;

/** Takes the operators who can be mentioned: their names and addresses. */
export function offerColleagues(list) {
  colleagues = list;
  refresh();
}

/** Takes the canned replies: their shortcuts and texts. */
export function offerReplies(list) {
  replies = list;
  refresh();
}

/** Takes the tags that conversations have. */
export function offerTags(list) {
  tags = list;
  refresh();
}

const kinds = {
  tag: {
    isFree: true,
    find: before => ({ query: before.trim(), from: 0, to: Infinity }),
    options(query, field) {
      const own = [...field.closest('.lc-tags-editor').querySelectorAll('[data-lc-tag]')].map(tag => tag.dataset.lcTag);
      return query === '' ? [] : tags.filter(tag => !own.includes(tag) && wordsBegin(tag, query));
    },
    draw: tag => [element('span', tag)],
    insert(field, tag) {
      fill(field, tag);
      close();
      field.form.requestSubmit();
    },
  },
  reply: {
    // A '/' as the first character, and the word after it.
    find(before, text) {
      const found = /^\/(\S*)$/.exec(before);
      if (before === '/' && replies.length === 0) return null;
      return found && { query: found[1], from: 0, to: before.length + /^\S*/.exec(text.slice(before.length))[0].length };
    },
    options(query) {
      const part = fold(query);
      const rank = ({ shortcut, text }) => shortcut.startsWith(part) ? 0 : shortcut.includes(part) ? 1 : fold(text).includes(part) ? 2 : 3;
      return replies.map(reply => [rank(reply), reply]).filter(([at]) => at < 3).sort(([a], [b]) => a - b).map(([, reply]) => reply);
    },
    draw: ({ shortcut, text }, field) => [element('code', '/' + shortcut), element('span', filled(text, field).text.replace(/\s+/g, ' ').slice(0, 160))],
    insert(field, { text }, from, to) {
      const reply = filled(text, field);
      replace(field, from, to, reply.text);
      say(field, reply.isNameMissing ? field.dataset.lcLeftOut : '');
    },
  },
  mention: {
    // A name can have spaces. The last '@' counts.
    find(before) {
      const found = /(?:^|[^\p{L}\p{N}])@([^@\n]{0,60})$/u.exec(before);
      return found && { query: found[1], from: before.length - found[1].length - 1 };
    },
    options: query => colleagues.filter(({ name }) => wordsBegin(name, query)),
    draw: ({ name, email }) => [element('b', name), element('span', email)],
    insert: (field, { name }, from, to) => replace(field, from, to, `@${name} `),
  },
};

export function startSuggestions() {
  document.addEventListener('keydown', onKey);
  for (const type of ['input', longInput]) document.addEventListener(type, event => update(event.target));
  document.addEventListener('focusout', close);
  // The field keeps the focus.
  document.addEventListener('mousedown', event => { if (event.target.closest?.('.lc-suggestions')) event.preventDefault(); });
  document.addEventListener('click', onClick);
}

// Somebody may have begun to write before the list was here.
function refresh() {
  if (document.activeElement?.matches('[data-lc-suggest]')) update(document.activeElement);
}

const fold = text => text.toLocaleLowerCase();

const wordsBegin = (text, query) => {
  const [all, part] = [fold(text), fold(query)];
  return all.startsWith(part) || (part !== '' && all.split(/[\s-]+/).some(word => word.startsWith(part)));
};

function element(name, text) {
  const made = document.createElement(name);
  made.dir = 'auto';
  made.textContent = text;
  return made;
}

function replace(field, from, to, text) {
  fill(field, field.value.slice(0, from) + text + field.value.slice(to), from + text.length);
}

// Nobody is called by a number: where the visitor has no name, the greeting goes without.
function filled(text, field) {
  const { lcVisitorName: visitor, lcOperatorName: operator } = field.dataset;
  let isNameMissing = false;
  const result = text
    .replace(/\{\{\s*operator\.name\s*\}\}/g, () => operator ?? '')
    .replace(/([^\S\n]*)\{\{\s*visitor\.name\s*\}\}/g, (_, space) => {
      if (visitor) return space + visitor;
      isNameMissing = true;
      return '';
    });
  return { text: isNameMissing ? result.replace(/^[\s,;:]+/, '') : result, isNameMissing };
}

function say(field, text) {
  const said = field.form?.querySelector('[data-lc-said]');
  if (said && said.textContent !== text) said.textContent = text;
}

function update(field) {
  const kind = kinds[field.dataset?.lcSuggest];
  if (!kind) return;
  const caret = field.selectionStart;
  const found = kind.find(field.value.slice(0, caret), field.value);
  const options = found && dismissed !== found.from ? kind.options(found.query, field).slice(0, most) : [];
  if (!found) dismissed = null;
  if (field.dataset.lcNone) say(field, field.value === '/' && replies.length === 0 ? field.dataset.lcNone : '');
  if (options.length === 0) return close();
  show(field, kind, options, { from: found.from, to: found.to ?? caret });
}

function show(field, kind, options, range) {
  const list = document.getElementById(field.getAttribute('aria-controls'));
  if (!list) return;
  list.replaceChildren(...options.map((option, index) => {
    const row = document.createElement('li');
    row.id = `${list.id}-${index}`;
    row.setAttribute('role', 'option');
    row.append(...kind.draw(option, field));
    return row;
  }));
  list.hidden = false;
  if (field.getAttribute('role') === 'combobox') field.setAttribute('aria-expanded', 'true');
  shown = { field, kind, list, options, range, active: 0 };
  // What somebody types there may be new.
  activate(kind.isFree ? -1 : 0);
  announce(field, list.dataset.lcCount?.replace('{0}', options.length));
}

function activate(index) {
  shown.active = index;
  [...shown.list.children].forEach((row, at) => row.setAttribute('aria-selected', at === index));
  if (index >= 0) shown.field.setAttribute('aria-activedescendant', shown.list.children[index].id);
  else shown.field.removeAttribute('aria-activedescendant');
}

function close() {
  if (!shown) return;
  const { field, list } = shown;
  shown = null;
  list.hidden = true;
  list.replaceChildren();
  if (field.getAttribute('role') === 'combobox') field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
  announce(field, '');
}

function announce(field, text) {
  const status = field.form?.querySelector('[data-lc-suggest-status]');
  if (status) status.textContent = text ?? '';
}

function choose(index) {
  const { field, kind, options, range } = shown;
  close();
  kind.insert(field, options[index], range.from, range.to);
}

function onKey(event) {
  if (!shown || event.target !== shown.field || event.ctrlKey || event.metaKey || event.altKey) return;
  const { active, options } = shown;
  switch (event.key) {
    case 'ArrowDown': return take(event, () => activate((active + 1) % options.length));
    case 'ArrowUp': return take(event, () => activate(active <= 0 ? options.length - 1 : active - 1));
    case 'Tab':
    case 'Enter': return !event.shiftKey && active >= 0 ? take(event, () => choose(active)) : close();
    case 'Escape': return take(event, () => {
      dismissed = shown.range.from;
      close();
    });
  }
}

function take(event, act) {
  event.preventDefault();
  act();
}

function onClick(event) {
  const row = event.target.closest?.('.lc-suggestions [role="option"]');
  if (row && shown?.list.contains(row)) choose([...shown.list.children].indexOf(row));
}
