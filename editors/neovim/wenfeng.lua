-- wenfeng in Neovim, 0.7 or newer. Copy this file to ~/.config/nvim/lua/wenfeng.lua and write in init.lua:
--
--   require('wenfeng').setup()
--
-- or, with settings of your own (../README.md lists them):
--
--   require('wenfeng').setup({ cmd = { 'wenfeng', 'lsp' }, settings = { lang = 'zh', ignore = { 'form' } } })
--
-- Drafts in .txt and .md files are checked while you type, saved or not. Neovim itself cannot show diagnostics in a buffer
-- without a name: give it one first (:file 草稿.txt).

local M = {}

M.filetypes = { 'text', 'markdown' }

local function root_of(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  local folder = vim.fn.fnamemodify(name, ':p:h')
  for _, wanted in ipairs({ 'wenfeng.toml', '.wenfeng.toml', '.git' }) do
    local found = vim.fn.findfile(wanted, vim.fn.escape(folder, ' ,;') .. ';')
    if found == '' then
      found = vim.fn.finddir(wanted, vim.fn.escape(folder, ' ,;') .. ';')
    end
    if found ~= '' then
      return vim.fn.fnamemodify(found, ':p:h'):gsub('/%.git$', '')
    end
  end
  return folder
end

--- Attach the server to `buffer`, one server for each root.
function M.attach(buffer, options)
  if vim.api.nvim_buf_get_name(buffer) == '' then
    return nil
  end
  local root = root_of(buffer)
  local config = {
    name = 'wenfeng',
    cmd = options.cmd or { 'wenfeng', 'lsp' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = options.settings or vim.empty_dict(),
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  -- Neovim 0.7.
  M.clients = M.clients or {}
  local id = M.clients[root]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    M.clients[root] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

function M.setup(options)
  options = options or {}
  local group = vim.api.nvim_create_augroup('wenfeng', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = options.filetypes or M.filetypes,
    callback = function(event)
      M.attach(event.buf, options)
    end,
  })
end

return M
