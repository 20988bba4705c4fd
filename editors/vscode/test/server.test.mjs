// The server as VS Code meets it: through the very library that VS Code's client is made of, with the capabilities it has.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import protocol from 'vscode-languageserver-protocol/node.js';

const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
};

async function session(run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'wenfeng-vscode-'));
  const child = spawn(process.env.WENFENG ?? 'wenfeng', ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(child.stdout),
    new protocol.StreamMessageWriter(child.stdin),
  );
  const registered = [];
  connection.onRequest(protocol.RegistrationRequest.type, ({ registrations }) => {
    registered.push(...registrations.map((r) => r.method));
  });
  connection.onRequest(protocol.ConfigurationRequest.type, ({ items }) => items.map(() => ({ lang: 'zh' })));
  const refreshed = new Promise((resolve) =>
    connection.onRequest(protocol.DiagnosticRefreshRequest.type, () => resolve()),
  );
  connection.listen();
  const uri = (name) => pathToFileURL(path.join(folder, name)).href;
  const result = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid,
    clientInfo: { name: 'Visual Studio Code', version: '1.82.0' },
    locale: 'en',
    rootUri: uri(''),
    workspaceFolders: [{ uri: uri(''), name: 'drafts' }],
    initializationOptions: { lang: 'zh' },
    capabilities,
  });
  await connection.sendNotification(protocol.InitializedNotification.type, {});
  await run({ connection, folder, uri, capabilities: result.capabilities, registered, refreshed });
  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  assert.equal(await ended, 0);
  connection.dispose();
}

const open = (connection, uri, text, languageId = 'plaintext') =>
  connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version: 1, text },
  });

const pull = (connection, uri, previousResultId) =>
  connection.sendRequest(protocol.DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId });

test('a draft is pulled, explained and mended', () =>
  session(async ({ connection, uri, capabilities, registered }) => {
    assert.equal(capabilities.positionEncoding, 'utf-16');
    const draft = uri('稿.txt');
    const text = '😀已对道路进行抢修。';
    await open(connection, draft, text);
    const report = await pull(connection, draft);
    assert.equal(report.kind, 'full');
    assert.deepEqual(report.items[0].range, { start: { line: 0, character: 3 }, end: { line: 0, character: 10 } });
    assert.match(report.items[0].message, /改法：/u);
    assert.equal((await pull(connection, draft, report.resultId)).kind, 'unchanged');
    const hover = await connection.sendRequest(protocol.HoverRequest.type, {
      textDocument: { uri: draft },
      position: { line: 0, character: 5 },
    });
    assert.match(hover.contents.value, /依据：/u);
    const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
      textDocument: { uri: draft },
      range: report.items[0].range,
      context: { diagnostics: report.items, only: ['quickfix'], triggerKind: 1 },
    });
    const fix = actions.find((action) => action.title === '改成「抢修道路」');
    assert.equal(fix.isPreferred, undefined);
    assert.equal(fix.edit.documentChanges[0].edits[0].newText, '抢修道路');
    assert.deepEqual(registered.sort(), ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
  }));

test('settings on disk are watched, and the editor asks again', () =>
  session(async ({ connection, folder, uri, refreshed }) => {
    const draft = uri('稿.txt');
    await open(connection, draft, '😀已对道路进行抢修。');
    const before = await pull(connection, draft);
    assert.equal(before.items.length, 1);
    const file = path.join(folder, 'wenfeng.toml');
    writeFileSync(file, 'accept = ["对道路进行抢修"]\n');
    await connection.sendNotification(protocol.DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uri('wenfeng.toml'), type: 1 }],
    });
    await refreshed;
    assert.equal((await pull(connection, draft, before.resultId)).items.length, 0, readFileSync(file, 'utf8'));
  }));

test('a request may be withdrawn', () =>
  session(async ({ connection, uri }) => {
    const draft = uri('稿.md');
    await open(connection, draft, '已对道路进行抢修。\n'.repeat(200), 'markdown');
    const token = new protocol.CancellationTokenSource();
    const first = connection.sendRequest(
      protocol.DocumentDiagnosticRequest.type,
      { textDocument: { uri: draft } },
      token.token,
    );
    token.cancel();
    await first.catch((error) => assert.equal(error.code, protocol.LSPErrorCodes.RequestCancelled));
    assert.ok((await pull(connection, draft)).items.length > 0);
  }));
