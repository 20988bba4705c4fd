// Builds the npm packages: node build.mjs OUT [PLATFORM=BINARY ...], for example build.mjs out linux-x64=target/release/wenfeng.
//
// OUT gets the main package `wenfeng` and one package `cli-PLATFORM` for each binary, ready for `npm pack` or `npm publish`.

import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');
const [out, ...binaries] = process.argv.slice(2);
if (out === undefined) {
  console.error('usage: node build.mjs OUT [PLATFORM=BINARY ...]');
  process.exit(2);
}

const main = JSON.parse(readFileSync(path.join(here, 'wenfeng', 'package.json'), 'utf8'));

function licensed(folder) {
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    copyFileSync(path.join(root, name), path.join(folder, name));
  }
}

const folder = path.join(out, 'wenfeng');
cpSync(path.join(here, 'wenfeng'), folder, { recursive: true });
copyFileSync(path.join(root, 'README.zh.md'), path.join(folder, 'README.md'));
licensed(folder);

for (const pair of binaries) {
  const [platform, binary] = pair.split('=');
  const name = `@wenfeng/cli-${platform}`;
  if (binary === undefined || !(name in main.optionalDependencies)) {
    console.error(`${pair}: not PLATFORM=BINARY with a known platform`);
    process.exit(2);
  }
  const [os, cpu, libc] = platform.split('-');
  const program = os === 'win32' ? 'wenfeng.exe' : 'wenfeng';
  const folder = path.join(out, `cli-${platform}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(binary, path.join(folder, program));
  chmodSync(path.join(folder, program), 0o755);
  licensed(folder);
  const own = {
    name,
    version: main.version,
    description: `The program of wenfeng for ${platform}`,
    license: main.license,
    os: [os],
    cpu: [cpu],
    ...(os === 'linux' ? { libc: [libc ?? 'glibc'] } : {}),
    files: [program, 'LICENSE-MIT', 'LICENSE-APACHE'],
    preferUnplugged: true,
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
}
