// A thin client: it finds the program, starts the language server and passes settings on. All that is known about drafts is
// known by the server.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, State } from 'vscode-languageclient/node';
import { programOf, ruleOf } from './lookup';

const run = promisify(execFile);

let client: LanguageClient | undefined;
let output: vscode.OutputChannel | undefined;

function program(context: vscode.ExtensionContext): string {
  const set = vscode.workspace.getConfiguration('wenfeng').get<string>('path', '');
  return programOf(set, context.asAbsolutePath('server'), existsSync, process.platform);
}

/** Settings as the server takes them. */
function settings(): object {
  const all = vscode.workspace.getConfiguration('wenfeng');
  return {
    lang: all.get<string>('lang', 'auto'),
    config: all.get<string>('config', ''),
    select: all.get<string[]>('select', []),
    ignore: all.get<string[]>('ignore', []),
  };
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  if (!vscode.workspace.getConfiguration('wenfeng').get<boolean>('enable', true)) {
    return;
  }
  const command = program(context);
  const server: ServerOptions = { command, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'plaintext' },
      { scheme: 'file', language: 'markdown' },
      { scheme: 'untitled', language: 'plaintext' },
      { scheme: 'untitled', language: 'markdown' },
      // Settings count as they stand in the editor, saved or not.
      { scheme: 'file', pattern: '**/{.,}wenfeng.toml' },
    ],
    initializationOptions: settings(),
    outputChannel: output,
  };
  client = new LanguageClient('wenfeng', 'wenfeng', server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const text = vscode.l10n.t('wenfeng could not be started ({0}). Install it, or set wenfeng.path.', command);
    const show = vscode.l10n.t('Show settings');
    output?.appendLine(String(error));
    if ((await vscode.window.showErrorMessage(text, show)) === show) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'wenfeng.path');
    }
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  if (old?.state === State.Running) {
    await old.stop();
  }
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.wenfeng', apply: 'first' });
}

/** Show in full what the rule at the cursor looks for and why. */
async function explain(context: vscode.ExtensionContext): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const at = editor?.selection.active;
  const here = vscode.languages
    .getDiagnostics(editor?.document.uri ?? vscode.Uri.file('/'))
    .find((d) => d.source === 'wenfeng' && at !== undefined && d.range.contains(at));
  const rule = ruleOf(here?.code);
  if (rule === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding at the cursor.'));
    return;
  }
  const lang = vscode.workspace.getConfiguration('wenfeng').get<string>('lang', 'auto');
  const args = ['explain', rule, '--color', 'never', ...(lang === 'auto' ? [] : ['--lang', lang])];
  const cwd = editor?.document.uri.scheme === 'file' ? path.dirname(editor.document.uri.fsPath) : undefined;
  const { stdout } = await run(program(context), args, { cwd, encoding: 'utf8' });
  // Untitled and in no language of ours, so that the explanation is not checked itself.
  const page = await vscode.workspace.openTextDocument({ content: stdout, language: 'log' });
  await vscode.window.showTextDocument(page, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

async function createConfig(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
    return;
  }
  const file = vscode.Uri.file(path.join(folder, 'wenfeng.toml'));
  if (!existsSync(file.fsPath)) {
    await run(program(context), ['init'], { cwd: folder });
  }
  await vscode.window.showTextDocument(file);
}

/** Start the extension. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel('wenfeng');
  const restart = async (): Promise<void> => {
    await stop();
    await start(context);
  };
  const guarded = (work: () => Promise<void>) => async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      void vscode.window.showErrorMessage(String(error instanceof Error ? error.message : error));
    }
  };
  const commands: [string, () => Promise<void>][] = [
    ['wenfeng.fixAll', fixAll],
    ['wenfeng.explain', () => explain(context)],
    ['wenfeng.createConfig', () => createConfig(context)],
    ['wenfeng.restart', restart],
  ];
  context.subscriptions.push(
    output,
    ...commands.map(([name, work]) => vscode.commands.registerCommand(name, guarded(work))),
    vscode.commands.registerCommand('wenfeng.showOutput', () => {
      output?.show();
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      // The server asks for the other settings itself.
      if (change.affectsConfiguration('wenfeng.enable') || change.affectsConfiguration('wenfeng.path')) {
        await restart();
      }
    }),
  );
  await start(context);
}

/** Stop the server. */
export async function deactivate(): Promise<void> {
  await stop();
}
