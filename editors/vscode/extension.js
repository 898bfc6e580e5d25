// Starts `prove lsp` and hands it to the editor; everything else is the server's.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function start() {
  const settings = vscode.workspace.getConfiguration("euclase");
  const server = { command: settings.get("path", "prove"), args: ["lsp", ...settings.get("arguments", [])] };
  client = new LanguageClient("euclase", "Euclase", server, { documentSelector: [{ language: "fml" }] });
  try {
    await client.start();
  } catch (e) {
    vscode.window.showErrorMessage(
      `\`${server.command} lsp\` cannot be started (${e.message ?? e}). Install it with \`cargo install --path . --locked\`, or set euclase.path.`
    );
  }
}

async function stop() {
  const old = client;
  client = undefined;
  if (old?.isRunning()) {
    await old.stop();
  }
}

/** The name of the theorem at the cursor: that of the last one before it. */
function theoremAt(editor) {
  const before = editor.document.getText(new vscode.Range(new vscode.Position(0, 0), editor.selection.active));
  const line = editor.document.lineAt(editor.selection.active.line).text;
  const heads = [...(before + line.slice(editor.selection.active.character)).matchAll(/^[^#\n]*?\btheorem\s+([a-z][A-Za-z0-9_]*['′]*)/gm)];
  return heads.at(-1)?.[1];
}

/** Has the server do something; what it refuses is told. */
async function command(name, ...args) {
  if (!client?.isRunning()) {
    vscode.window.showErrorMessage("The Euclase server is not running.");
    return;
  }
  try {
    return await client.sendRequest("workspace/executeCommand", { command: name, arguments: args });
  } catch (e) {
    // Stopped by the user: no news to him.
    if (e.code !== -32800) {
      vscode.window.showErrorMessage(`Euclase: ${e.message ?? e}`);
    }
  }
}

exports.activate = async (context) => {
  const here = (then) => () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId === "fml") {
      return then(editor, client.code2ProtocolConverter.asUri(editor.document.uri));
    }
  };
  context.subscriptions.push(
    vscode.commands.registerCommand(
      "euclase.proveHere",
      here(async (editor, uri) => {
        const name = theoremAt(editor);
        const answer = name && (await command("euclase.prove", uri, name));
        if (answer) {
          const show = "Show the answer";
          if ((await vscode.window.showInformationMessage(`${name}: ${answer.summary}`, show)) === show) {
            await command("euclase.proof", uri, name);
          }
        }
      })
    ),
    vscode.commands.registerCommand("euclase.proveFile", here((_, uri) => command("euclase.proveAll", uri))),
    vscode.commands.registerCommand("euclase.stopAll", () => command("euclase.stop")),
    vscode.commands.registerCommand("euclase.restart", async () => {
      await stop();
      await start();
    })
  );
  await start();
};

exports.deactivate = stop;
