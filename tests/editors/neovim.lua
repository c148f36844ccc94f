-- What a person does in Neovim. What is seen on the way is written to $CE_LINT_SEEN, as JSON.
local seen = {}

local function wait(what, holds)
  if not vim.wait(30000, holds, 20) then
    error("waited in vain for " .. what)
  end
end

local function findings()
  local codes = {}
  for _, finding in ipairs(vim.diagnostic.get(0)) do
    table.insert(codes, finding.code or finding.user_data.lsp.code) -- 0.7 keeps it there
  end
  table.sort(codes)
  return codes
end

local function servers()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)() -- the other name is that of 0.7 to 0.9
end

local function action_of(item)
  return item.action or item[2] -- until 0.9 a pair
end

local scenario = {}

function scenario.quick_fix()
  vim.cmd("edit broken.json")
  wait("a finding", function()
    return #findings() > 0
  end)
  seen.before = findings()
  local finding = vim.diagnostic.get(0)[1]
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  seen.under_cursor = vim.api.nvim_get_current_line():sub(finding.col + 1, finding.end_col)
  vim.ui.select = function(items, _, choose)
    for _, item in ipairs(items) do
      if action_of(item).isPreferred then
        seen.kind = action_of(item).kind
        choose(item)
      end
    end
  end
  vim.lsp.buf.code_action()
  wait("an empty list", function()
    return vim.bo.modified and #findings() == 0
  end)
  vim.cmd("write")
end

function scenario.fix_all_on_save()
  seen.before = {}
  for _, name in ipairs({ "broken.json", "broken.yaml" }) do
    vim.cmd("edit " .. name)
    wait("a finding of " .. name, function()
      return #findings() > 0
    end)
    seen.before[name] = findings()
    vim.fn.append(0, "") -- an empty line above all others: what is fixed has just moved
    vim.cmd("write")
    wait("an empty list of " .. name, function()
      return #findings() == 0
    end)
  end
  seen.servers = #servers()
end

function scenario.silence()
  vim.cmd("edit package.json")
  vim.cmd("edit broken.json") -- whose findings come last
  wait("a finding", function()
    return #findings() > 0
  end)
  seen.of_all = #vim.diagnostic.get()
  seen.of_this = #vim.diagnostic.get(0)
end

local ok, problem = pcall(scenario[vim.env.CE_LINT_SCENARIO])
seen.problem = not ok and problem or nil
vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.CE_LINT_SEEN)
vim.cmd("qall!")
