/* A worker where the site is opened from disk, where browsers start none: a hidden frame that loads the
   worker's script. Nothing in it is inline, so it runs under a policy that allows only the site's own
   files; and the script is loaded by its address, so that no part of the page decides what runs. */
(() => {
  "use strict"
  if (location.protocol !== "file:") return

  class FrameWorker extends EventTarget {
    onmessage = null
    onerror = null
    #frame = document.createElement("iframe")
    #ready

    constructor(address) {
      super()
      this.#frame.hidden = true
      this.#frame.title = "search"
      /* Some browsers put an empty document into a frame only after a while. */
      const there = new Promise((done) => this.#frame.addEventListener("load", done, { once: true }))
      document.body.append(this.#frame)
      this.#ready = there.then(() => this.#begin(address))
      this.#ready.catch((error) => this.#tell(new ErrorEvent("error", { message: String(error) })))
    }

    #begin(address) {
      const { contentWindow: inside } = this.#frame
      /* What a worker has and a frame has not: a way to its page, and to further scripts. */
      inside.postMessage = (data) => this.#tell(new MessageEvent("message", { data }))
      inside.importScripts = (...addresses) =>
        addresses.reduce((before, next) => before.then(() => this.#load(next)), Promise.resolve())
      inside.addEventListener("error", ({ message, error }) =>
        this.#tell(new ErrorEvent("error", { message, error })),
      )
      return this.#load(address)
    }

    #load(address) {
      const { contentDocument } = this.#frame
      const script = contentDocument.createElement("script")
      script.src = new URL(address, document.baseURI)
      const loaded = new Promise((done, failed) => {
        script.onload = done
        script.onerror = () => failed(new Error(`${address} cannot be loaded`))
      })
      contentDocument.body.append(script)
      return loaded
    }

    #tell(event) {
      this.dispatchEvent(event)
      this[`on${event.type}`]?.(event)
    }

    postMessage(data) {
      const copy = structuredClone(data)
      this.#ready.then(
        () => this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: copy })),
        () => {},
      )
    }

    terminate() {
      this.#frame.remove()
    }
  }

  window.Worker = FrameWorker
})()
