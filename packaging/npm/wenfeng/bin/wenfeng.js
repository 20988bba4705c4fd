#!/usr/bin/env node
// Starts the program of this platform, which npm has installed beside this package. WENFENG_BINARY names another one.

'use strict';

const { spawnSync } = require('node:child_process');

function musl() {
  return process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
}

function program() {
  if (process.env.WENFENG_BINARY) {
    return process.env.WENFENG_BINARY;
  }
  const platform = `${process.platform}-${process.arch}${musl() ? '-musl' : ''}`;
  const name = process.platform === 'win32' ? 'wenfeng.exe' : 'wenfeng';
  try {
    return require.resolve(`@wenfeng/cli-${platform}/${name}`);
  } catch {
    console.error(`wenfeng: 没有给 ${platform} 的程序；用 cargo install wenfeng 安装，再把 WENFENG_BINARY 设为它的路径。`);
    console.error(
      `wenfeng: there is no program for ${platform}; install it with cargo and set WENFENG_BINARY to its path.`,
    );
    process.exit(2);
  }
}

const result = spawnSync(program(), process.argv.slice(2), { stdio: 'inherit', windowsHide: true });
if (result.error) {
  console.error(`wenfeng: ${result.error.message}`);
  process.exit(2);
}
if (result.signal) {
  process.kill(process.pid, result.signal);
}
process.exit(result.status ?? 2);
