/* What readers search with: a box, three choices and a list of links, on top of Pagefind's index. A
   module of its own, fetched when somebody first goes to the box. */

const { gettext, ngettext } = globalThis.casebookMessages
const TEXTS = {
  begin: gettext("Type to search"),
  none: (words) => gettext("Nothing was found with “%(words)s”.", { words }),
  found: (count) => ngettext("One page", "%(num)s pages", count),
  instead: (asked, words) =>
    gettext("Nothing was found with “%(asked)s”; shown is what was found with “%(words)s”.", {
      asked,
      words,
    }),
  some: (words) =>
    gettext("No page has all of it; shown is what has most of “%(words)s”.", { words }),
  all: gettext("all"),
  broken: gettext("The search could not be loaded."),
}
const MOST = 12 // results shown: who needs more says more
const RANKING = { pageLength: 0.4, metaWeights: { title: 8, words: 4, asked: 20, kind: 0.5 } }
const SUFFIX = /(?:ings?|e?s|e?d|ers?|ly)$/ // by which two words may be forms of one
const PASSAGE = /\bp\d+-\d+\b/i

export async function mount(box, input, toggle) {
  const output = box.querySelector(".md-search__scrollwrap")
  output.removeAttribute("tabindex")
  const status = document.createElement("p")
  status.className = "md-search-result__meta"
  status.setAttribute("role", "status")
  status.textContent = TEXTS.begin
  const list = document.createElement("ol")
  list.className = "md-search-result__list"
  list.dataset.cb = "search-results"
  const choices = document.createElement("div")
  choices.className = "cb-choices"
  output.replaceChildren(choices, status, list)

  let pagefind
  try {
    pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url))
    await pagefind.options({ ranking: RANKING, excerptLength: 18 })
    await pagefind.init()
  } catch {
    status.textContent = TEXTS.broken
    return
  }
  const selects = selections(choices, await pagefind.filters())
  let turn = 0

  const update = async () => {
    const mine = ++turn
    const asked = input.value.trim()
    const filters = chosen(selects)
    if (!asked && !Object.keys(filters).length) {
      list.replaceChildren()
      list.dataset.asked = ""
      status.textContent = TEXTS.begin
      return
    }
    const { results, told } = await find(pagefind, asked, filters)
    const pages = await Promise.all(results.slice(0, MOST).map((it) => it.data()))
    if (mine !== turn) return // something else has been typed by now
    pages.sort((one, other) => has(other, asked) - has(one, asked))
    list.replaceChildren(...pages.map((page) => item(page, asked)))
    list.dataset.asked = asked
    status.textContent = told
  }

  let timer
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(update, 120)
  }
  input.addEventListener("input", soon)
  choices.addEventListener("change", update)
  box.querySelector("form").addEventListener("reset", () => setTimeout(update))
  box.addEventListener("keydown", (event) => step(event, input, list))
  list.addEventListener("click", () => toggle && (toggle.checked = false))
  await update()
}

/* What there is to choose by: the kinds, the voices and the standings that the index knows. */
function selections(parent, known) {
  return Object.entries(known).map(([name, values]) => {
    const label = document.createElement("label")
    const select = document.createElement("select")
    select.name = name
    const options = Object.keys(values).map((value) => new Option(value))
    select.append(new Option(TEXTS.all, ""), ...options)
    label.append(name, select)
    parent.append(label)
    return select
  })
}

function chosen(selects) {
  return Object.fromEntries(selects.filter((it) => it.value).map((it) => [it.name, it.value]))
}

/* What is found: without a slip, where there is one; else with the words as they are; else with most of them. */
async function find(pagefind, asked, filters) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const mended = (await withoutSlips(words)).join(" ")
  if (words.length && !mended) return { results: [], told: TEXTS.none(asked) }
  const slipped = mended !== words.join(" ")
  const { results: all } = await pagefind.search(slipped ? mended : asked || null, { filters })
  if (all.length)
    return { results: all, told: slipped ? TEXTS.instead(asked, mended) : TEXTS.found(all.length) }
  const results = words.length > 1 ? await most(pagefind, mended.split(" "), filters) : []
  return { results, told: results.length ? TEXTS.some(asked) : TEXTS.none(asked) }
}

/* The pages that have most of the words; of a word that few pages have, more is made. */
async function most(pagefind, words, filters) {
  const scores = new Map()
  for (const word of new Set(words)) {
    const { results } = await pagefind.search(word, { filters })
    for (const result of results) {
      const kept = scores.get(result.id) ?? { result, score: 0 }
      kept.score += (1 + Math.min(result.score, 20) / 20) / Math.log2(2 + results.length)
      scores.set(result.id, kept)
    }
  }
  return [...scores.values()].sort((one, other) => other.score - one.score).map((it) => it.result)
}

let known

/* The words, with those that no page has in any form put right, where a word of the site is near
   enough, and left out where none is: Pagefind would take the beginning of one for the whole. */
async function withoutSlips(words) {
  known ??= fetch(new URL("../pagefind/words.json", import.meta.url)).then((it) => it.json())
  const all = await known
  const stem = (word) => word.replace(SUFFIX, "")
  const there = new Set(all.map(stem))
  return words
    .map((word) => {
      if (word.length < 4 || there.has(stem(word)) || !/^\p{Script=Latin}+$/u.test(word)) return word
      if (all.some((other) => other.startsWith(word))) return word // it is being typed
      const far = word.length < 8 ? 1 : 2
      let best = [far + 1, word]
      for (const other of all) {
        if (Math.abs(other.length - word.length) > far) continue
        const steps = distance(word, other, best[0])
        if (steps < best[0]) best = [steps, other]
      }
      return best[0] > far ? "" : best[1]
    })
    .filter(Boolean)
}

/* How many letters have to be changed, added, left out or exchanged with their neighbour. */
function distance(one, other, limit) {
  let before
  let last = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) >= limit) return limit
    ;[before, last] = [last, row]
  }
  return last[other.length]
}

/* Whether a page has the passage whose number was searched for: then it is the first to be shown. */
function has(page, asked) {
  const passage = asked.match(PASSAGE)?.[0].toLowerCase()
  return Number(page.sub_results?.some((it) => it.anchor?.id === passage) ?? false)
}

/* A page that was found: its title, of what kind it is, its claim; and the passages that have it. */
function item(page, asked) {
  const entry = document.createElement("li")
  entry.className = "md-search-result__item"
  entry.append(link(page.url, page.meta.title, "md-search-result__link"))
  if (page.meta.kind) entry.append(line("small", page.meta.kind))
  if (page.meta.words) entry.append(line("p", page.meta.words))
  const passage = asked.match(PASSAGE)?.[0].toLowerCase()
  const parts = (page.sub_results ?? []).filter((it) => it.anchor)
  const meant = parts.filter((part) => part.anchor.id === passage)
  const shown = meant.length ? meant : parts.slice(0, page.meta.words ? 2 : 3)
  for (const part of shown) {
    const below = document.createElement("p")
    below.append(link(part.url, part.title, "cb-part-found"), ": ", ...excerpt(part.excerpt))
    entry.append(below)
  }
  return entry
}

function link(url, text, name) {
  const made = document.createElement("a")
  made.href = url
  made.textContent = text.replace(/\s*¶$/, "")
  made.className = name
  return made
}

function line(tag, text) {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

/* Pagefind's excerpts are text with <mark> in it; nothing else of them becomes an element. */
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body
  return [...parsed.childNodes].map((node) =>
    node.nodeName === "MARK" ? line("mark", node.textContent) : node.textContent,
  )
}

/* Arrows go from the box to the links and back. */
function step(event, input, list) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
  if (event.target.tagName === "SELECT") return
  const stops = [input, ...list.querySelectorAll("a")]
  const at = stops.indexOf(document.activeElement)
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
