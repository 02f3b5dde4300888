/* The search box. Where the site has an index made by Pagefind, the box is ours; else, and where the
   site is opened from disk, which forbids fetching, the theme's own search stays, and says what it
   cannot do. Nothing of it is fetched before somebody goes to the box. */
;((indexed) => {
  "use strict"
  const { gettext } = globalThis.casebookMessages
  const address = document.currentScript?.src
  const theirs = document.querySelector(".md-search")
  if (!theirs || !address) return
  theirs.querySelector("ol")?.setAttribute("data-cb", "search-results")

  if (!indexed || location.protocol === "file:") {
    const line = document.createElement("p")
    line.className = "cb-search-plain"
    line.textContent = indexed
      ? gettext("Opened from disk, the search knows no other forms of a word: try them yourself.")
      : gettext("This search knows no other forms of a word: try them yourself.")
    theirs.querySelector(".md-search__scrollwrap")?.prepend(line)
    return
  }

  /* A copy, so that whatever the theme has tied to its own box no longer is. */
  const box = theirs.cloneNode(true)
  for (const node of [box, ...box.querySelectorAll("[data-md-component]")])
    node.removeAttribute("data-md-component")
  box.querySelector(".md-search__suggest")?.remove()
  theirs.replaceWith(box)
  const input = box.querySelector("input[name=query]")
  const toggle = document.getElementById("__search")

  let search
  const load = () =>
    (search ??= import(new URL("search.js", address)).then((it) => it.mount(box, input, toggle)))
  const open = () => {
    if (toggle) toggle.checked = true
    load()
  }
  const close = () => {
    if (toggle) toggle.checked = false
    input.blur()
  }
  input.addEventListener("focus", open)
  toggle?.addEventListener("change", () => (toggle.checked ? input.focus() : input.blur()))
  box.querySelector("form").addEventListener("submit", (event) => event.preventDefault())

  addEventListener(
    "keydown",
    (event) => {
      const { key, target } = event
      const inside = box.contains(target) || target === toggle
      if (inside && key === "Escape") {
        close()
        event.stopImmediatePropagation()
      } else if (!inside && key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) {
        if (target.closest?.("input, textarea, select, [contenteditable]")) return
        event.preventDefault()
        event.stopImmediatePropagation()
        if (toggle) toggle.checked = true // else the box is not there to take the cursor
        input.focus()
        input.select()
      }
    },
    true,
  )
  addEventListener("pointerdown", (event) => {
    const label = event.target.closest?.("label[for=__search]")
    if (toggle?.checked && !label && !box.contains(event.target)) toggle.checked = false
  })

  const asked = new URLSearchParams(location.search).get("q")
  if (asked) {
    input.value = asked
    open()
    input.focus()
  }
})
