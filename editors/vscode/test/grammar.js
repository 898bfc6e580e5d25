// The grammar of the editor against the lexer of the language, on the problems of the repository: every word has the scope
// of its kind, and nothing is left without one. `npm install && npm test`.
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const oniguruma = require("vscode-oniguruma");
const { Registry, parseRawGrammar } = require("vscode-textmate");

const here = path.join(__dirname, "..");
const problems = path.join(here, "..", "..", "datasets");
const lexer = fs.readFileSync(path.join(here, "..", "..", "grammar", "src", "lexer.rs"), "utf8");
const table = lexer.slice(lexer.indexOf("Key {"), lexer.indexOf("/// Signs."));
const reserved = new Set([...table.matchAll(/[A-Z][a-z]+ = "([a-z]+)"/g)].map((m) => m[1]));
assert(reserved.size > 40, "the table of reserved words");

async function load() {
  const wasm = fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer;
  await oniguruma.loadWASM(wasm);
  const onigLib = Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (s) => new oniguruma.OnigString(s),
  });
  const file = path.join(here, "syntaxes", "fml.tmLanguage.json");
  const registry = new Registry({ onigLib, loadGrammar: async () => parseRawGrammar(fs.readFileSync(file, "utf8"), file) });
  return registry.loadGrammar("source.fml");
}

/** What the scope of a word must begin with. */
function wanted(word) {
  if (reserved.has(word)) return /^(storage|keyword|constant\.language|entity\.name\.function)/;
  if (/^[A-Z]/.test(word)) return /^(variable\.other\.constant|constant\.other)/;
  if (/^[0-9]/.test(word)) return /^constant\.numeric/;
  return /^(entity|variable|storage\.type\.annotation)/;
}

function files(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const at = path.join(folder, e.name);
    return e.isDirectory() ? files(at) : at.endsWith(".fml") && !at.includes("bad") ? [at] : [];
  });
}

load().then((grammar) => {
  let words = 0;
  for (const file of files(problems)) {
    let state = null;
    for (const line of fs.readFileSync(file, "utf8").split(/\r?\n/)) {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      for (const token of result.tokens) {
        const text = line.slice(token.startIndex, token.endIndex);
        const scope = token.scopes.at(-1);
        if (/^(comment|string)/.test(scope) || scope === "punctuation.definition.annotation.fml") continue;
        if (scope === "source.fml") {
          assert(/^[\s(){}\[\],:]*$/.test(text), `${file}: \`${text}\` has no scope in: ${line}`);
          continue;
        }
        const word = text.trim();
        if (/^[A-Za-z0-9]/.test(word)) {
          assert(wanted(word).test(scope), `${file}: \`${word}\` is ${scope} in: ${line}`);
          words += 1;
        }
      }
    }
  }
  assert(words > 10000);
  console.log(`${words} words of ${files(problems).length} files have the scopes of their kinds`);
});
