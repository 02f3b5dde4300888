// Starts `casebook lsp` for the folder that is open, and shows the argument map beside the text.
// All that an editor can be told comes from the server; here is only what LSP has no words for.

const { existsSync } = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;
let map;

/** The command: as configured, or the one in the folder's own environment, or the one on the path. */
function command(folder) {
  const configured = vscode.workspace.getConfiguration("casebook").get("path");
  if (configured) return configured.replace("${workspaceFolder}", folder);
  const windows = process.platform === "win32";
  const own = path.join(folder, ".venv", windows ? "Scripts/casebook.exe" : "bin/casebook");
  return existsSync(own) ? own : "casebook";
}

async function start() {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!folder) return;
  const server = { command: command(folder), args: ["lsp"], options: { cwd: folder } };
  client = new LanguageClient("casebook", "Casebook", server, {
    documentSelector: [{ scheme: "file", language: "markdown" }],
  });
  try {
    await client.start();
    await vscode.commands.executeCommand("setContext", "casebook.running", true);
  } catch (error) {
    const hint = "Run `make setup`, or set `casebook.path`.";
    vscode.window.showErrorMessage(`The server \`${server.command} lsp\` did not start. ${hint}`);
    client.outputChannel.appendLine(String(error));
  }
}

async function stop() {
  await vscode.commands.executeCommand("setContext", "casebook.running", false);
  if (client?.isRunning()) await client.stop();
}

/** Show all that names a page, as the server has listed it. */
function showReferences(uri, position, locations) {
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    new vscode.Position(position.line, position.character),
    locations.map((location) => client.protocol2CodeConverter.asLocation(location)),
  );
}

const open = (uri) => vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(uri));

const BACKING = {
  unsupported: "nothing is given for it",
  asserted: "only said",
  attested: "one source",
  corroborated: "two sources or more",
};
const RELATION = { supports: "for", attacks: "against" };

const escaped = (text) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A claim below what it bears on: its depth is how far it is set in. */
function row(claim) {
  const standing = claim.defeated ? "answered" : BACKING[claim.backing];
  const relation = RELATION[claim.relation] ? `<b>${RELATION[claim.relation]}</b> ` : "";
  const target = encodeURIComponent(JSON.stringify([claim.uri]));
  const title = `<a href="command:casebook.open?${target}">${escaped(claim.title)}</a>`;
  const again = claim.again ? ", see above" : "";
  const indent = `style="margin-left: ${Math.min(claim.depth, 12) * 1.5}em"`;
  return `<li ${indent}>${relation}${title} <small>(${standing}${again})</small></li>`;
}

async function drawMap() {
  if (!map || !client?.isRunning()) return;
  const claims = await client.sendRequest("casebook/map", {});
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  map.webview.html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>Argument map</title>
<style>ul { list-style: none; padding: 0 } li { padding: 0.25em 0 }</style></head>
<body><h1>Argument map</h1><ul>${claims.map(row).join("")}</ul></body></html>`;
}

async function showMap() {
  if (!map) {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { enableCommandUris: ["casebook.open"] };
    map = vscode.window.createWebviewPanel("casebook.map", "Argument map", beside, options);
    map.onDidDispose(() => (map = undefined));
  }
  await drawMap();
}

/** Call `act` once nothing has been written for a moment. */
function afterwards(act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, 500);
  };
}

async function activate(context) {
  const register = (name, act) =>
    context.subscriptions.push(vscode.commands.registerCommand(`casebook.${name}`, act));
  register("showReferences", showReferences);
  register("open", open);
  register("map", showMap);
  register("restart", async () => {
    await stop();
    await start();
  });
  context.subscriptions.push(vscode.workspace.onDidChangeTextDocument(afterwards(drawMap)));
  await start();
}

module.exports = { activate, deactivate: stop };
