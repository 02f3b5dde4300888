/* What the scripts say, in the language of the site. A message is what it is in English, and its
   translation is looked up by that, as gettext does it. */
;((translations, language) => {
  "use strict"
  const ORDER = ["zero", "one", "two", "few", "many", "other"]
  const filled = (text, values) =>
    text.replace(/%\((\w+)\)s/g, (place, name) => values?.[name] ?? place)

  /* The forms of a catalogue stand in the order in which the CLDR names them. */
  const form = (count) => {
    const rules = new Intl.PluralRules(language)
    const known = rules.resolvedOptions().pluralCategories
    return ORDER.filter((it) => known.includes(it)).indexOf(rules.select(count))
  }

  globalThis.casebookMessages = {
    gettext: (message, values) => filled(translations[message]?.[0] ?? message, values),
    ngettext: (one, many, num, values) => {
      const forms = translations[one] ?? [one, many]
      return filled(forms[Math.min(form(num), forms.length - 1)], { num, ...values })
    },
  }
})
