"""`mtcheck lsp` with Neovim's own client: diagnostics are shown, a quick fix and fixAll are carried out in
the buffer.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

NVIM = shutil.which("nvim")
ROOT = Path(__file__).parents[2]
STORY = (
    "😀 The the council met.\nThe army took weapons and weapons from the depot on Monday.\nA cafe\u0301 😀😀 and the"
    " the end.\nHe saw the the barn.\n"
)
SCRIPT = """
local python, out = ...
vim.ui.select = function(items, _, chosen)  -- the first that is offered
  chosen(items[1], 1)
end
local client = vim.lsp.start_client({ name = "mtcheck",
  cmd = { python, "-m", "mtcheck", "lsp", "--depth", "fast" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)
local function lines() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") .. "\\n" end
local function wait(count) return vim.wait(240000, function() return #vim.diagnostic.get(0) == count end, 50) end
local told = { first = wait(4), shown = {} }
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(told.shown, { one.code or one.user_data.lsp.code,
    vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1] })
end
local function act(line, column, only)
  vim.api.nvim_win_set_cursor(0, { line, column })
  local before = lines()
  vim.lsp.buf.code_action(vim.fn.has("nvim-0.8") == 1 and { context = { only = only } } or { only = only })
  vim.wait(240000, function() return lines() ~= before end, 50)
  return lines()
end
told.fixed = act(3, vim.fn.stridx(vim.fn.getline(3), "the the"), { "quickfix" })
told.second = wait(3)
told.all = act(1, 0, { "source.fixAll" })
told.third = wait(1)
vim.fn.writefile({ vim.fn.json_encode(told) }, out)
vim.lsp.stop_client(client)
vim.cmd("qa!")
"""


@pytest.mark.slow
@pytest.mark.skipif(NVIM is None, reason="there is no Neovim on this machine")
def test_neovim_shows_and_repairs(tmp_path: Path) -> None:
    assert NVIM is not None
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "script.lua").write_text(SCRIPT, encoding="utf-8")
    command = f"lua loadfile('script.lua')({json.dumps(sys.executable)}, 'told.json')"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [NVIM, "--headless", "-u", "NONE", "story.txt", "-c", command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1500,
    )
    assert (tmp_path / "told.json").exists(), done.stderr
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert sorted(told["shown"]) == [
        ["doubled-coordination", "weapons and weapons"],
        ["doubled-word", "The the"],
        ["doubled-word", "the the"],
        ["doubled-word", "the the"],
    ]
    assert told["fixed"] == STORY.replace("and the the end", "and the end")
    # what is meant for a person is left to one
    assert told["all"] == STORY.replace("The the", "The").replace("the the", "the")
    assert told["first"] and told["second"] and told["third"]
