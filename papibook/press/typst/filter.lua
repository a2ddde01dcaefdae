-- From the print document's HTML to Typst: what pandoc's own writer leaves out or says otherwise.
-- Roles (classes pb-…) become calls of the functions in template.typ; texts stay with pandoc, which escapes them.

local function open_close(name, blocks)
  local out = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. name .. "[") })
  out:extend(blocks)
  out:insert(pandoc.RawBlock("typst", "]"))
  return out
end

local function around(name, inlines)
  local out = pandoc.Inlines({ pandoc.RawInline("typst", "#" .. name .. "[") })
  out:extend(inlines)
  -- The semicolon ends the call, whatever text follows.
  out:insert(pandoc.RawInline("typst", "];"))
  return out
end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

local STATUS = {
  ["pb-done_on_time"] = true, ["pb-done_late"] = true, ["pb-in_progress"] = true, ["pb-overdue"] = true,
  ["pb-not_due"] = true, ["pb-not_reported"] = true, ["pb-not_applicable"] = true,
}
local BLOCK_ROLES = {
  ["pb-new-page"] = "new-page", ["pb-landscape"] = "landscape", ["pb-headline"] = "headline", ["pb-card"] = "card",
  ["pb-card-label"] = "card-label", ["pb-card-value"] = "card-value", ["pb-card-note"] = "card-note",
  ["pb-card-change"] = "card-note", ["pb-card-detail"] = "card-note", ["pb-official"] = "official", ["pb-commentary"] = "commentary",
  ["pb-quote"] = "said", ["pb-failed"] = "failed", ["admonition"] = "remark", ["pb-standing"] = "standing",
  ["pb-lead"] = "lead", ["pb-muted"] = "muted", ["pb-legend"] = "muted", ["pb-table-notes"] = "notes",
  ["pb-chart-source"] = "notes", ["pb-commentary-label"] = "label-line", ["pb-official-label"] = "label-line",
  ["admonition-title"] = "label-line", ["pb-strip"] = "strip",
}

local function status_of(classes)
  for _, class in ipairs(classes) do
    if STATUS[class] then
      return (class:gsub("^pb%-", ""))
    end
  end
end

function Div(div)
  for _, class in ipairs(div.classes) do
    if BLOCK_ROLES[class] then
      return open_close(BLOCK_ROLES[class], div.content)
    end
  end
  return div.content
end

-- "✓ đúng hạn": only the sign is set in its colour.
local function with_sign(status, inlines)
  local first = inlines[1]
  if first and first.t == "Str" then
    local out = pandoc.Inlines({ pandoc.RawInline("typst", "#sign(" .. quoted(status) .. ")[") , first, pandoc.RawInline("typst", "];") })
    for place = 2, #inlines do
      out:insert(inlines[place])
    end
    return out
  end
  return inlines
end

function Span(span)
  if span.classes:includes("pb-footnote") then
    return pandoc.Note({ pandoc.Plain(span.content) })
  end
  if span.classes:includes("pb-anchor") then
    return pandoc.RawInline("typst", "#place-anchor(" .. quoted(span.identifier) .. ");")
  end
  local status = status_of(span.classes)
  if status and (span.classes:includes("pb-status") or span.classes:includes("pb-sign")) then
    return with_sign(status, span.content)
  end
  return span.content
end

function Link(link)
  if link.classes:includes("pb-standing-link") and link.target:sub(1, 1) == "#" then
    local out = around("link(<" .. link.target:sub(2) .. ">)", link.content)
    out:insert(pandoc.RawInline("typst", "#page-of(<" .. link.target:sub(2) .. ">);"))
    return out
  end
end

local function picture(image)
  local width = tonumber(image.attributes.width) or 0
  local height = tonumber(image.attributes.height) or 0
  return "picture(" .. quoted(image.src) .. ", " .. quoted(pandoc.utils.stringify(image.caption)) .. ", "
    .. width .. ", " .. height .. ")"
end

function Image(image)
  return pandoc.RawInline("typst", "#" .. picture(image) .. ";")
end

local function is_picture(block)
  return (block.t == "Plain" or block.t == "Para") and #block.content == 1 and block.content[1].t == "RawInline"
end

-- A chart: title, picture, source stay on one page.
function Figure(figure)
  local out = pandoc.Blocks({ pandoc.RawBlock("typst", "#chart(title: [") })
  out:extend(figure.caption.long)
  out:insert(pandoc.RawBlock("typst", "], picture: ["))
  local rest = pandoc.Blocks({})
  for _, block in ipairs(figure.content) do
    if is_picture(block) then
      out:insert(block)
    else
      rest:insert(block)
    end
  end
  out:insert(pandoc.RawBlock("typst", "])["))
  out:extend(rest)
  out:insert(pandoc.RawBlock("typst", "]" .. (figure.identifier ~= "" and ("<" .. figure.identifier .. ">") or "")))
  return out
end

local FILLS = { head = "head-fill", group = "group-fill", total = "group-fill" }

local function set_cell(cell)
  local role, fill = cell.attributes.role, cell.attributes.fill
  cell.attributes.role, cell.attributes.fill = nil, nil
  cell.classes = {}
  if FILLS[role] then
    cell.attributes["typst:fill"] = FILLS[role]
    cell.attributes["typst:text:weight"] = '"bold"'
  elseif fill and STATUS["pb-" .. fill] then
    cell.attributes["typst:fill"] = "status-fill(" .. quoted(fill) .. ")"
    cell.attributes["typst:text:fill"] = "status-ink(" .. quoted(fill) .. ")"
  end
end

function Table(tbl)
  local function rows(list)
    for _, row in ipairs(list) do
      for _, cell in ipairs(row.cells) do
        set_cell(cell)
      end
    end
  end
  rows(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows(body.head)
    rows(body.body)
  end
  rows(tbl.foot.rows)
  return tbl
end
