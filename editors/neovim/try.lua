-- The recipe in a real Neovim without a screen: a draft is opened, what is found stands at the right columns, a quick fix is
-- applied, and the buffer is what it should be. Run by ../try; WENFENG names the program.

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. package.path

local function fail(message)
  io.stderr:write('neovim: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function equal(what, got, expected)
  if not vim.deep_equal(got, expected) then
    fail(what .. ': got ' .. vim.inspect(got) .. ', expected ' .. vim.inspect(expected))
  end
end

local function wait(what, done)
  if not vim.wait(20000, done, 10) then
    fail('waited in vain for ' .. what)
  end
end

-- What was found, with columns in bytes, as Neovim counts them.
local function found(buffer)
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(list, { d.lnum, d.col, d.end_col, d.code or d.user_data.lsp.code })
  end
  table.sort(list, function(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end)
  return list
end

local clients = vim.lsp.get_clients or vim.lsp.get_active_clients

local function column(line, words)
  local at = line:find(words, 1, true)
  return at - 1, at - 1 + #words
end

-- Apply the action of that title at the place of the first finding.
local function apply(buffer, client, title)
  local first = vim.diagnostic.get(buffer)[1]
  vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = vim.lsp.util.make_range_params(0, client.offset_encoding).range,
    context = { diagnostics = {} },
  }
  local answer = client.request_sync('textDocument/codeAction', params, 20000, buffer)
  for _, action in ipairs(answer and answer.result or {}) do
    if action.title == title then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      return
    end
  end
  fail('there is no action ' .. title .. ' among ' .. vim.inspect(answer))
end

local function run()
  local folder = vim.env.TRY_FOLDER
  vim.cmd('filetype on')
  require('wenfeng').setup({ cmd = { vim.env.WENFENG, 'lsp' }, settings = { lang = 'zh' } })

  -- A plain-text draft: Chinese, an emoji beyond the BMP, a family joined by ZWJ, before the place.
  vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/稿.txt'))
  local buffer = vim.api.nvim_get_current_buf()
  local line = vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1]
  wait('the first diagnostics', function() return #vim.diagnostic.get(buffer) > 0 end)
  local from, to = column(line, '对道路进行抢修')
  local all = found(buffer)
  equal('what was found', #all, 1)
  equal('where it stands', { all[1][1], all[1][2], all[1][3] }, { 1, from, to })

  local client = clients()[1]
  local hover = client.request_sync('textDocument/hover', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = 1, character = vim.fn.strchars(line:sub(1, from)) + 5 },
  }, 20000, buffer)
  equal('the hover', type(hover.result.contents.value), 'string')

  apply(buffer, client, '改成「抢修道路」')
  equal('the line after the quick fix', vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1], '😀👨‍👩‍👧已抢修道路，请绕行。')
  wait('an empty list', function() return #vim.diagnostic.get(buffer) == 0 end)

  -- Typing in a buffer that has a name and was never saved.
  vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/新稿.txt'))
  local new = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(new, 0, -1, false, { '', '😀已对道路进行抢修。' })
  wait('diagnostics of an unsaved buffer', function() return #vim.diagnostic.get(new) == 1 end)
  from = column('😀已对道路进行抢修。', '对道路进行抢修')
  equal('its column', found(new)[1][2], from)
  vim.api.nvim_buf_set_text(new, 1, from, 1, from + #'对', { '' })
  vim.api.nvim_buf_set_lines(new, 1, 2, false, { '已抢修道路。' })
  wait('an empty list again', function() return #vim.diagnostic.get(new) == 0 end)

  for _, one in pairs(clients()) do
    one.stop()
  end
  wait('the server to end', function() return #clients() == 0 end)
  print('neovim: fine')
  vim.cmd('qall!')
end

local ok, message = pcall(run)
if not ok then
  fail(tostring(message))
end
