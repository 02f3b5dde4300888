/* What the site does in the reader's browser. All of it is an aid: without script every word and
   every link is there. Nothing is fetched but the theme's own script, and that only when somebody
   begins to use the page. */
(() => {
  "use strict"
  const { gettext } = globalThis.casebookMessages
  const own = document.currentScript

  /* Material's script, which searches and folds the menu, at the first sign of a reader. A key that
     was pressed before it was there is pressed again when it is. */
  const signs = ["keydown", "pointerdown", "pointermove", "touchstart", "focusin"]
  let keys = []

  function later(event) {
    /* A browser moves focus to what the address names, which nobody has done. */
    if (event?.type === "focusin" && !event.target.matches("input, button")) return
    if (event?.type === "keydown") keys.push(event)
    if (later.begun) return
    later.begun = true
    const fromDisk = location.protocol === "file:" ? [own.dataset.fromDisk] : []
    fetchScripts([...fromDisk, own.dataset.later], () => {
      signs.forEach((sign) => removeEventListener(sign, later, true))
      for (const { key, target } of keys)
        target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
      keys = []
    })
  }

  function fetchScripts([first, ...rest], done) {
    const script = document.createElement("script")
    script.src = first
    script.onload = () => (rest.length ? fetchScripts(rest, done) : done())
    document.body.append(script)
  }

  signs.forEach((sign) => addEventListener(sign, later, { capture: true, passive: true }))
  /* An address that asks for something which only that script does. */
  if (/[?&](q|h)=/.test(location.search)) later()

  /* Escape closes the menu, and focus is again where it was opened. */
  const drawer = document.getElementById("__drawer")
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      drawer.checked = false
      drawer.focus()
    }
  })

  /* Light or dark: the reader's choice outlives the page; choosing what the system has undoes it. */
  document.querySelector(".cb-colours")?.addEventListener("click", () => {
    const root = document.documentElement
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
    const now = root.style.colorScheme || system
    const other = now === "dark" ? "light" : "dark"
    root.style.colorScheme = other === system ? "" : other
    try {
      localStorage.setItem("colours", root.style.colorScheme)
    } catch {} // a browser that keeps nothing
  })

  /* On the page for addresses that are not there: the page whose address has most in common with the
     one that was asked for, by the pairs of letters in its last part. */
  const all = [...document.querySelectorAll(".cb-all a")]
  if (all.length) {
    const pairs = (path) => {
      const name = path.split("/").filter(Boolean).at(-1)?.replace(/\.html$/, "") ?? ""
      return new Set([...name].slice(1).map((letter, i) => name[i] + letter))
    }
    const asked = pairs(location.pathname)
    const common = (link) => {
      const own = pairs(link.pathname)
      const both = [...own].filter((pair) => asked.has(pair)).length
      return (2 * both) / (own.size + asked.size || 1)
    }
    const best = all.reduce((one, other) => (common(other) > common(one) ? other : one))
    if (common(best) > 0.5) {
      const meant = document.createElement("p")
      const [before, after] = gettext("Did you mean %(page)s?").split("%(page)s")
      meant.append(before, best.cloneNode(true), after)
      document.querySelector("h1").after(meant)
    }
  }
})()
