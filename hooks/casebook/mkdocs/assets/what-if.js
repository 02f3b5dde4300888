/* What if a source had said nothing: the standing of every claim, derived anew in the browser as the
   library derives it (casebook/model/standing.py), and shown on the map. */
(() => {
  "use strict"

  /* The standing of every argument of `graph`, as if the sources whose places are in `gone` had said
     nothing: `{backing: 0 to 3, defeated, contested}`, in the order of the arguments. */
  function standings(graph, gone = new Set()) {
    const count = graph.arguments.length
    const defeated = attacked(graph, count)
    const own = graph.grounds.map((grounds) => {
      const there = grounds.filter(([source]) => !gone.has(source))
      const sources = new Set(there.filter(([, attests]) => attests).map(([source]) => source))
      return there.length ? Math.min(1 + sources.size, 3) : 0
    })
    const contested = graph.counter.map((sources) => sources.some((it) => !gone.has(it)))
    for (const [from, to] of graph.attacks) if (!defeated.has(from)) contested[to] = true
    const denied = graph.steps.map(([premises]) => premises.some((it) => defeated.has(it)))
    for (const [from, steps, weak] of graph.undercuts)
      if (!weak && !defeated.has(from)) for (const step of steps) denied[step] = true
    const backing = spread(graph, own, denied)
    return own.map((_, i) => ({
      backing: backing[i],
      defeated: defeated.has(i),
      contested: contested[i],
    }))
  }

  /* What the grounded extension attacks (Dung 1995), over the attacks that are not weak. */
  function attacked(graph, count) {
    const attackers = Array.from({ length: count }, () => new Set())
    const victims = Array.from({ length: count }, () => new Set())
    for (const [from, to, weak] of graph.attacks)
      if (!weak) {
        attackers[to].add(from)
        victims[from].add(to)
      }
    const accepted = [...attackers.keys()].filter((i) => !attackers[i].size)
    const defeated = new Set()
    while (accepted.length)
      for (const victim of victims[accepted.pop()]) {
        if (defeated.has(victim)) continue
        defeated.add(victim)
        for (const freed of victims[victim]) {
          attackers[freed].delete(victim)
          if (!attackers[freed].size && !defeated.has(freed)) accepted.push(freed)
        }
      }
    return defeated
  }

  /* The best backings are handed on first; a step lends once the last of its premises is known. */
  function spread(graph, own, denied) {
    const waiting = [[], [], [], []]
    own.forEach((level, i) => waiting[level].push(i))
    const from = own.map(() => [])
    const missing = graph.steps.map(([premises], step) => {
      for (const premise of premises) from[premise].push(step)
      return premises.length
    })
    const settled = own.map(() => undefined)
    for (let level = 3; level >= 0; level--)
      while (waiting[level].length) {
        const argument = waiting[level].pop()
        if (settled[argument] !== undefined) continue
        settled[argument] = level
        for (const step of from[argument])
          if (!--missing[step]) {
            const lent = denied[step] ? 0 : graph.steps[step][2] ? Math.min(level, 1) : level
            waiting[lent].push(graph.steps[step][1])
          }
      }
    return settled
  }

  globalThis.casebookStandings = standings

  const start = () => document.querySelectorAll('[data-cb="what-if"]').forEach(watch)
  if (globalThis.document$) globalThis.document$.subscribe(start)
  else start()

  function watch(panel) {
    if (!panel.hidden) return
    const { graph, words } = JSON.parse(document.getElementById("cb-graph").textContent)
    const places = new Map(graph.sources.map((name, i) => [name, i]))
    const one = [...panel.querySelectorAll("input:not([data-all])")]
    const all = [...panel.querySelectorAll("input[data-all]")]
    const cards = new Map(
      [...document.querySelectorAll('[data-cb="card"]')].map((card) => [card.dataset.slug, card]),
    )
    const before = standings(graph)
    panel.hidden = false
    read()
    show()
    panel.addEventListener("change", ({ target }) => {
      for (const box of target.dataset.all ? one : [])
        if (box.dataset.of === target.dataset.all) box.checked = target.checked
      show()
      write()
    })
    panel.querySelector("button").addEventListener("click", () => {
      for (const box of one) box.checked = true
      show()
      write()
    })

    function read() {
      const without = new URLSearchParams(location.search).getAll("without")
      for (const box of one) box.checked = !without.includes(box.value)
    }

    function write() {
      const address = new URL(location.href)
      address.searchParams.delete("without")
      for (const box of one) if (!box.checked) address.searchParams.append("without", box.value)
      try {
        history.replaceState(history.state, "", address)
      } catch {} // a browser that lets no address from disk be changed
    }

    function show() {
      for (const box of all) {
        const group = one.filter((it) => it.dataset.of === box.dataset.all)
        const left = group.filter((it) => it.checked).length
        box.checked = left === group.length
        box.indeterminate = left > 0 && left < group.length
      }
      const gone = new Set(one.filter((it) => !it.checked).map((it) => places.get(it.value)))
      const now = standings(graph, gone)
      let changed = 0
      now.forEach((it, i) => {
        const was = before[i]
        const card = cards.get(graph.arguments[i])
        const differs = it.backing !== was.backing || it.contested !== was.contested
        changed += differs
        if (card) tell(card, it, differs && was)
      })
      panel.querySelector("output").textContent = gone.size
        ? panel.dataset.changed.replace("{}", changed).replace("{}", now.length)
        : panel.dataset.unchanged
    }

    function tell(card, { backing, defeated, contested }, was) {
      card.dataset.backing = words.names[backing]
      card.dataset.defeated = defeated
      card.dataset.contested = contested
      const said = card.querySelector(".cb-standing")
      card.classList.toggle("cb-changed", Boolean(was))
      const marks = (it) => [
        words.backing[it.backing],
        ...(it.defeated ? [words.answered] : it.contested ? [words.disputed] : []),
      ]
      said.textContent = marks({ backing, defeated, contested }).join(words.between)
      if (was) {
        const old = document.createElement("del")
        old.textContent = marks({ ...was, defeated }).join(words.between)
        said.prepend(old, " ")
      }
    }
  }
})()
