/* What a casebook does in the reader's browser. All of it is an aid: without script every word and
   every link is there, and nothing is fetched. */
(() => {
  "use strict"
  const { gettext } = globalThis.casebookMessages

  /* Previews of what is linked (WCAG 2.2, 1.4.13): on hover and on focus; the pointer can move onto
     one; Escape closes it; it stays until pointer and focus have left. What they say is fetched when
     the first of them is wanted: by a script, which is loaded from disk as well. */
  const own = document.currentScript?.src
  if (own) previews(new URL("../", own).href)

  function previews(top) {
    let shown, link, wanted, timer, loading
    const of = (event) => event.target.closest?.("main a[href]:not(.headerlink)")
    const known = () =>
      (loading ??= new Promise((resolve) => {
        const script = document.createElement("script")
        script.src = `${top}assets/previews.js`
        script.onload = () => resolve(window.casebookPreviews ?? {})
        script.onerror = () => resolve({})
        document.head.append(script)
      }))

    /* What is known of where a link leads, or of the very word it explains; not of this page. */
    const told = (all, found) => {
      if (!found.href.startsWith(top)) return
      const address = found.href.slice(top.length).replace(/:~:.*/, "").replace(/#$/, "")
      const page = address.replace(/[?#].*/, "")
      const exact = all[`${address}|${folded(found.textContent)}`] ?? all[address]
      const here = location.href.replace(/[?#].*/, "") === top + page
      return exact ?? (here ? undefined : all[page])
    }
    const folded = (text) => text.replace(/\s+/g, " ").trim()

    /* Words of the article: their quotation marks, and what is theirs of language and direction. */
    const words = () => ({ open: "“", close: "”", ...window.casebookPrinted })
    const bare = (line) => {
      const { open, close } = words()
      const begun = line.startsWith(open) ? line.slice(open.length) : line
      return begun.endsWith(close) ? begun.slice(0, -close.length) : begun
    }

    /* The lines that do not stand beside the link already; none where its words do. */
    const news = (lines, found) => {
      const near = found.closest(".cb-card, li, tr, blockquote, .cb-ground") ?? found.closest("p, div")
      const beside = folded(near?.textContent ?? "")
      const left = lines.map((line) => (line && beside.includes(bare(line)) ? "" : line))
      return left[2] || (lines[0] === left[0] && left[1] && !lines[2]) ? left : undefined
    }
    const close = () => {
      clearTimeout(timer)
      shown?.remove()
      link?.removeAttribute("aria-describedby")
      shown = link = wanted = undefined
    }
    const open = async (found) => {
      close()
      wanted = found
      const all = await known()
      if (wanted !== found) return // pointer and focus have left by now
      const lines = told(all, found)
      const text = lines && news(lines, found)
      if (!text) return
      link = found
      shown = document.createElement("div")
      shown.className = "cb-preview"
      shown.id = "cb-preview"
      shown.setAttribute("role", "tooltip")
      ;["small", "strong", "span"].forEach((tag, i) => {
        if (!text[i]) return
        const line = document.createElement(tag)
        line.textContent = text[i]
        if (text[i].startsWith(words().open)) {
          line.className = "cb-printed-words"
          const { lang, dir } = words()
          if (lang) Object.assign(line, { lang, dir })
        }
        shown.append(line)
      })
      document.querySelector("main").append(shown)
      place()
      link.setAttribute("aria-describedby", "cb-preview")
    }
    const place = () => {
      const at = link.getClientRects()[0]
      const { width, height } = shown.getBoundingClientRect()
      const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))
      const below = at.bottom + height + 8 < innerHeight
      shown.style.left = `${left + scrollX}px`
      shown.style.top = `${(below ? at.bottom + 2 : at.top - height - 2) + scrollY}px`
    }
    const wait = (then, time) => {
      clearTimeout(timer)
      timer = setTimeout(then, time)
    }
    addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return
      const found = of(event)
      if (found && found !== wanted) wait(() => open(found), 250)
      else if (found || shown?.contains(event.target)) clearTimeout(timer)
      else if (link !== document.activeElement) wait(close, 250)
      else clearTimeout(timer)
    })
    /* A browser moves focus to what the address names: that is nobody's wish to see a preview. */
    let keyed = false
    addEventListener("keydown", () => (keyed = true), { capture: true, once: true })
    addEventListener("focusin", (event) => {
      const found = of(event)
      if (keyed && found?.matches(":focus-visible")) open(found)
    })
    addEventListener("focusout", () => wait(close, 100))
    addEventListener("keydown", (event) => event.key === "Escape" && close(), true)
  }

  /* The article in plain English: a sentence is chosen without a jump, by pointer or by arrow keys;
     Escape closes what is open. Where there is room both texts are shown at first. */
  document.querySelectorAll('[data-cb="read"]').forEach((read) => {
    const all = [...read.querySelectorAll("[data-passage]")]
    const choose = (id) => {
      const { scrollX, scrollY } = window
      location.hash = id
      scrollTo(scrollX, scrollY)
    }
    read.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#p"]')
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      choose(link.hash.slice(1))
      if (link.matches(".cb-share")) navigator.clipboard?.writeText(location.href).catch(() => {})
    })
    addEventListener("keydown", (event) => {
      const at = all.findIndex((it) => it.matches(":target"))
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (event.key === "Escape" && at >= 0) return choose("none")
      const focused = all.indexOf(document.activeElement)
      if (!event.isTrusted) return // a key that the frame gives to the theme once more
      if (!step || focused < 0 || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      const next = all[Math.min(Math.max(focused + step, 0), all.length - 1)]
      next.focus({ preventScroll: true })
      choose(next.id)
      next.scrollIntoView({ block: "nearest" })
    })
    const wide = matchMedia("(min-width: 60em)").matches
    read.querySelector(`[name="cb-show"][value="${wide ? "both" : "plain"}"]`).checked = true
  })

  /* Tables that can be sorted by a column, and sieved by words and by what a column holds. */
  document.querySelectorAll(".cb-sortable table").forEach((table) => {
    const rows = [...table.tBodies[0].rows]
    const text = (row, column) => row.cells[column].textContent.trim()
    const heads = [...table.tHead.rows[0].cells]
    heads.forEach((head, column) => {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = head.textContent
      head.replaceChildren(button)
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending"
        heads.forEach((other) => other.removeAttribute("aria-sort"))
        head.setAttribute("aria-sort", up ? "ascending" : "descending")
        const sorted = [...rows].sort((one, other) =>
          text(one, column).localeCompare(text(other, column), undefined, { numeric: true }),
        )
        table.tBodies[0].append(...(up ? sorted : sorted.reverse()))
      })
    })

    const columns = heads.slice(1).map((head, i) => [head.textContent, (row) => text(row, i + 1)])
    table.before(sieve(rows, columns))
  })

  /* Lists that can be sieved likewise, by words and by what stands first in an item's small print. */
  document.querySelectorAll(".cb-sieved").forEach((lists) => {
    const first = (item) => item.querySelector("small").textContent.split(" · ")[0]
    lists.prepend(sieve([...lists.querySelectorAll("li")], [[lists.dataset.label, first]]))
  })

  /* A form that hides rows: by words in them, and by what they have of each name. */
  function sieve(rows, names) {
    const form = document.createElement("form")
    form.className = "cb-sieve"
    const words = field(gettext("Words"), document.createElement("input"))
    words.type = "search"
    const choices = names.flatMap(([name, of]) => {
      const values = [...new Set(rows.map(of))].sort()
      if (values.length < 2 || values.length > 24 || values.length === rows.length) return []
      const select = field(name, document.createElement("select"))
      select.append(new Option(gettext("all"), ""), ...values.map((value) => new Option(value)))
      return [[select, of]]
    })
    const count = document.createElement("output")
    form.append(count)
    const update = () => {
      const wanted = words.value.toLowerCase().split(/\s+/)
      for (const row of rows)
        row.hidden = !(
          wanted.every((word) => row.textContent.toLowerCase().includes(word)) &&
          choices.every(([select, of]) => !select.value || of(row) === select.value)
        )
      const left = rows.filter((row) => !row.hidden).length
      const told = () => gettext("%(left)s of %(all)s shown", { left, all: rows.length })
      count.textContent = left < rows.length ? told() : ""
    }
    form.addEventListener("input", update)
    form.addEventListener("submit", (event) => event.preventDefault())
    return form

    function field(name, control) {
      const label = document.createElement("label")
      label.append(name, control)
      form.append(label)
      return control
    }
  }
})()
