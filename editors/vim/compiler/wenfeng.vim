" Vim compiler file: check drafts with wenfeng and step through what was found.
"
" Copy this folder's contents to ~/.vim and write in ~/.vimrc:
"
"   autocmd FileType text,markdown compiler wenfeng
"
" Then :make checks the file you are in, :copen lists the findings, :cnext goes to the next one.

if exists('current_compiler')
  finish
endif
let current_compiler = 'wenfeng'

let s:save_cpo = &cpo
set cpo&vim

" Vim counts columns in bytes.
CompilerSet makeprg=wenfeng\ check\ --format\ concise\ --column-unit\ byte\ --color\ never\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror[%*[^]]]\ %m,%f:%l:%c:\ %tarning[%*[^]]]\ %m,%f:%l:%c:\ %tnfo[%*[^]]]\ %m

let &cpo = s:save_cpo
unlet s:save_cpo
