-- Run by scripts/neovim.mjs inside Neovim: opens files, waits for what `hualint lsp` says of them, and writes it down.
local job = vim.fn.json_decode(vim.fn.readfile(vim.env.HUALINT_JOB))
local patience = 30000

local client = vim.lsp.start_client({ name = 'hualint', cmd = job.cmd, root_dir = job.folder })

local function open(name)
  vim.cmd('edit ' .. vim.fn.fnameescape(job.folder .. '/' .. name))
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

local function told(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code) or ''
    local unit = vim.str_utfindex(vim.api.nvim_buf_get_lines(buffer, one.lnum, one.lnum + 1, false)[1] or '', one.col)
    table.insert(found, { line = one.lnum + 1, column = unit + 1, severity = one.severity, code = code, message = one.message })
  end
  table.sort(found, function(a, b) return a.line < b.line or (a.line == b.line and a.column < b.column) end)
  return found
end

local function await(buffer, wanted)
  vim.wait(patience, function() return (#vim.diagnostic.get(buffer) > 0) == wanted end, 50)
  return told(buffer)
end

local function ask(buffer, method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, patience) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end

local function at(buffer, one)
  return { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = one.line - 1, character = one.column - 1 } }
end

local result = {}
local ok, problem = pcall(function()
  for _, name in ipairs(job.scripts) do
    local buffer = open(name)
    local seen = { diagnostics = await(buffer, true) }
    local where
    for _, one in ipairs(seen.diagnostics) do
      if one.code == job.rule then where = at(buffer, one) end
    end
    seen.hover = ask(buffer, 'textDocument/hover', where)
    local range = { start = where.position, ['end'] = where.position }
    local asked = { textDocument = where.textDocument, range = range, context = { diagnostics = {} } }
    seen.actions = ask(buffer, 'textDocument/codeAction', asked)
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, job.mended)
    seen.mended = await(buffer, false)
    result[name] = seen
  end
  local policy = open(job.policy)
  result[job.policy] = { diagnostics = await(policy, true) }
end)
if not ok then result.problem = problem end
vim.fn.writefile({ vim.fn.json_encode(result) }, job.result)
vim.lsp.stop_client(client)
vim.cmd('qall!')
