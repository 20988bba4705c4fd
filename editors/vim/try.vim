" The recipe in a real Vim without a screen. Run by ../try; TRY_FOLDER holds a draft, wenfeng is on the PATH.

set nocompatible encoding=utf-8 fileencodings=utf-8
let s:here = expand('<sfile>:p:h')
let &runtimepath = s:here . ',' . &runtimepath

func! s:fail(message)
  call writefile([a:message], $TRY_FOLDER . '/vim.failed')
  cquit!
endfunc

try
  execute 'edit' fnameescape($TRY_FOLDER . '/稿.txt')
  compiler wenfeng
  silent make
  let s:found = filter(getqflist(), 'v:val.valid')
  if len(s:found) != 1
    call s:fail('expected one finding, got ' . string(getqflist()))
  endif
  let s:one = s:found[0]
  let s:column = stridx(getline(2), '对道路进行抢修') + 1
  if s:one.lnum != 2 || s:one.col != s:column || s:one.type !=# 'i' || s:one.text !~# '^「对道路进行抢修」'
    call s:fail('expected column ' . s:column . ', got ' . string(s:one))
  endif
  cfirst
  if matchstr(getline('.'), '\%' . col('.') . 'c.') !=# '对'
    call s:fail('the cursor is not on the finding')
  endif
catch
  call s:fail(v:exception . ' at ' . v:throwpoint)
endtry
call writefile(['vim: fine'], '/dev/stdout')
qall!
