// Lets VS Code mark what does not fit in the front matter of a page, with the schemas in
// .vscode/schemas. CONTRIBUTING.md says how to switch it on; without that this file does nothing.
//
// Chosen from what their documentation and trackers say (2026): the YAML extension of Red Hat reads
// no front matter in Markdown (redhat-developer/vscode-yaml issue 207, open since 2019), and Front
// Matter CMS checks it by content types of its own (estruyf/vscode-front-matter issue 990), which
// cannot say that a link is a slug or a mapping. remark-lint-frontmatter-schema takes a JSON
// Schema; it was tried with these schemas and pages, by remark-cli.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const FOLDERS = { argument: "arguments", evidence: "evidence", segment: "segments" };

/** The kind of page that a file is: its folder says so. */
function kindOf(file) {
  const [docs, folder, name, ...deeper] = path.relative(ROOT, path.resolve(file)).split(path.sep);
  if (docs !== "docs" || deeper.length) return undefined;
  if (folder === "article") return name === "index.md" ? "article" : undefined;
  return name === "index.md" ? undefined : Object.keys(FOLDERS).find((k) => FOLDERS[k] === folder);
}

/** The schema of a kind, in which a link can name the pages that are there now. */
function schemaOf(kind) {
  const file = path.join(ROOT, ".vscode", "schemas", `${kind}.schema.json`);
  const schema = JSON.parse(readFileSync(file, "utf8"));
  delete schema.$schema; // the checker at work here knows the keywords, and not the dialect's name
  for (const [linked, folder] of Object.entries(FOLDERS)) {
    const slug = schema.$defs[`${linked}-slug`];
    if (!slug) continue;
    const names = readdirSync(path.join(ROOT, "docs", folder));
    const slugs = names.filter((name) => name.endsWith(".md") && name !== "index.md");
    slug.enum = slugs.map((name) => name.slice(0, -".md".length));
  }
  return schema;
}

/** The plugins, or none where they are not installed. */
async function plugins() {
  const installed = new URL(".vscode/node_modules/", import.meta.url);
  try {
    const { default: frontMatter } = await import(new URL("remark-frontmatter/index.js", installed));
    const { default: lint } = await import(
      new URL("remark-lint-frontmatter-schema/dist/index.js", installed)
    );
    const byKind = function () {
      return (tree, file, next) => {
        const kind = file.path && kindOf(file.path);
        return kind ? lint.call(this, { embed: schemaOf(kind) })(tree, file, next) : next();
      };
    };
    return [frontMatter, byKind];
  } catch (error) {
    if (error.code === "ERR_MODULE_NOT_FOUND") return [];
    throw error;
  }
}

export default { plugins: await plugins() };
