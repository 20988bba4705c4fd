// What the extension finds out without VS Code, so that it can be tested without it.

/** The program to start: as the user has set it, else the one that came with the extension, else the one on the PATH. */
export function programOf(set: string, own: string, exists: (file: string) => boolean, platform: string): string {
  const wanted = set.trim();
  if (wanted !== '') {
    return wanted;
  }
  const name = platform === 'win32' ? 'wenfeng.exe' : 'wenfeng';
  const brought = `${own}/${name}`;
  return exists(brought) ? brought : name;
}

/** The rule that the code of a diagnostic names; where a code leads to a page, VS Code makes an object of it. */
export function ruleOf(code: unknown): string | undefined {
  const value = typeof code === 'object' && code !== null && 'value' in code ? code.value : code;
  return typeof value === 'string' && value.includes('/') ? value : undefined;
}
