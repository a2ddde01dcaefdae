-- From the print document's HTML to Typst: what pandoc's own writer leaves out or says otherwise.
-- Roles (classes pb-…) become calls of the functions in template.typ; texts stay with pandoc, which escapes them.

local function between(opening, blocks, closing)
  local out = pandoc.Blocks({ pandoc.RawBlock("typst", opening) })
  out:extend(blocks)
  out:insert(pandoc.RawBlock("typst", closing))
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

-- Every mark is escaped: pandoc leaves Typst's shorthands alone ("..." "-?" "-1"), which say something else.
-- Most words hold none; these are left to pandoc, which is faster. \xC2 and \xE2 begin dashes, quotes and spaces.
local function str_(str)
  if not str.text:find("[%p\xC2\xE2]") then
    return nil
  end
  return pandoc.RawInline("typst", (str.text:gsub("%p", "\\%0")))
end

local STATUS = {
  ["pb-done_on_time"] = true, ["pb-done_late"] = true, ["pb-in_progress"] = true, ["pb-overdue"] = true,
  ["pb-not_due"] = true, ["pb-not_reported"] = true, ["pb-not_applicable"] = true,
}
local BLOCK_ROLES = {
  ["pb-new-page"] = "new-page", ["pb-landscape"] = "landscape", ["pb-card"] = "card",
  ["pb-card-label"] = "card-label", ["pb-card-value"] = "card-value", ["pb-card-note"] = "card-note",
  ["pb-card-change"] = "card-note", ["pb-card-detail"] = "card-note", ["pb-official"] = "official", ["pb-commentary"] = "commentary",
  ["pb-quote"] = "said", ["pb-said-by"] = "said-by", ["pb-failed"] = "failed", ["admonition"] = "remark", ["pb-standing"] = "standing",
  ["pb-lead"] = "lead", ["pb-muted"] = "muted", ["pb-legend"] = "muted", ["pb-table-notes"] = "notes",
  ["pb-chart-source"] = "notes", ["pb-commentary-label"] = "label-line", ["pb-official-label"] = "label-line",
  ["admonition-title"] = "label-line", ["pb-notes"] = "notes", ["pb-remark-kind"] = "label-line", ["pb-strip"] = "strip", ["pb-strip-item"] = "strip-item", ["pb-meta"] = "muted",
}

local function status_of(classes)
  for _, class in ipairs(classes) do
    if STATUS[class] then
      return (class:gsub("^pb%-", ""))
    end
  end
end

local function div_(div)
  if div.classes:includes("pb-headline") then
    return between("#headline(", div.content, ")")
  end
  if div.classes:includes("pb-headline-card") then
    return between("[", div.content, "],")
  end
  for _, class in ipairs(div.classes) do
    if BLOCK_ROLES[class] then
      return between("#" .. BLOCK_ROLES[class] .. "[", div.content, "]")
    end
  end
  return div.content
end

-- "✓ đúng hạn": only the sign is set in its colour.
local function with_sign(status, inlines)
  local first = inlines[1]
  if first and first.t == "RawInline" then
    local out = pandoc.Inlines({ pandoc.RawInline("typst", "#sign(" .. quoted(status) .. ")[") , first, pandoc.RawInline("typst", "];") })
    for place = 2, #inlines do
      out:insert(inlines[place])
    end
    return out
  end
  return inlines
end

local function span_(span)
  if span.classes:includes("pb-footnote") then
    return pandoc.Note({ pandoc.Plain(span.content) })
  end
  if span.classes:includes("pb-anchor") then
    return pandoc.RawInline("typst", "#place-anchor(" .. quoted(span.identifier) .. ");")
  end
  if span.classes:includes("pb-small") then
    return around("small", span.content)
  end
  if span.classes:includes("pb-strip-share") then
    span.content:insert(1, pandoc.RawInline("typst", "#h(1fr);"))
    return span.content
  end
  local status = status_of(span.classes)
  if status and (span.classes:includes("pb-status") or span.classes:includes("pb-sign")) then
    return with_sign(status, span.content)
  end
  return span.content
end

local function link_(link)
  if link.classes:includes("pb-standing-link") and link.target:sub(1, 1) == "#" then
    local out = around("link(<" .. link.target:sub(2) .. ">)", link.content)
    out:insert(1, pandoc.RawInline("typst", "· "))
    out:insert(pandoc.RawInline("typst", "#page-of(<" .. link.target:sub(2) .. ">);"))
    return out
  end
  if link.classes:includes("pb-onward") and link.target:sub(1, 1) == "#" then
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

local function image_(image)
  return pandoc.RawInline("typst", "#" .. picture(image) .. ";")
end

local function is_picture(block)
  return (block.t == "Plain" or block.t == "Para") and #block.content == 1 and block.content[1].t == "RawInline"
    and block.content[1].text:sub(1, 9) == "#picture("
end

-- A chart: title, picture, source stay on one page.
local function figure_(figure)
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
local SIDES = { AlignLeft = "left", AlignRight = "right", AlignCenter = "center" }

local function typst_text(blocks)
  return (pandoc.write(pandoc.Pandoc(blocks), "typst", { wrap_text = "wrap-none" }):gsub("%s+$", ""))
end

-- No text holds this control character: what cannot be printed was taken out before.
local MARK = "\31"

-- The texts of all cells, in order. One call of the writer a table: one a cell takes seconds.
local function cell_texts(lists)
  local all, texts = pandoc.Blocks({}), {}
  for _, rows in ipairs(lists) do
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        all:extend(cell.contents)
        all:insert(pandoc.RawBlock("typst", MARK))
      end
    end
  end
  for text in typst_text(all):gmatch("([^" .. MARK .. "]*)" .. MARK) do
    table.insert(texts, (text:gsub("^%s+", ""):gsub("%s+$", "")))
  end
  return texts
end

local function cell_text(cell, text)
  local role, fill = cell.attributes.cell, cell.attributes.fill
  local options = {}
  if SIDES[cell.alignment] then
    table.insert(options, "align: " .. SIDES[cell.alignment])
  end
  if cell.col_span > 1 then
    table.insert(options, "colspan: " .. cell.col_span)
  end
  if cell.row_span > 1 then
    table.insert(options, "rowspan: " .. cell.row_span)
  end
  if cell.attributes.tall then
    table.insert(options, "breakable: true")
  end
  if FILLS[role] then
    table.insert(options, "fill: " .. FILLS[role])
    text = "#strong[" .. text .. "]"
  elseif fill and STATUS["pb-" .. fill] then
    table.insert(options, "fill: status-fill(" .. quoted(fill) .. ")")
    text = "#text(fill: status-ink(" .. quoted(fill) .. "))[" .. text .. "]"
  end
  if #options == 0 then
    return "[" .. text .. "],"
  end
  return "table.cell(" .. table.concat(options, ", ") .. ")[" .. text .. "],"
end

local function is_group(row)
  return #row.cells == 1 and row.cells[1].attributes.cell == "group"
end

local function row_text(row, following, texts)
  local cells = {}
  for place, cell in ipairs(row.cells) do
    table.insert(cells, cell_text(cell, texts[place]))
  end
  local text = table.concat(cells, " ")
  -- A header of the second level: never alone at the end of a page, and said again on the next.
  -- Not for a group without rows: Typst 0.15 panics on two such headers in a row.
  if is_group(row) and following and not is_group(following) then
    return "table.header(level: 2, " .. text .. "),"
  end
  return text
end

-- Written here and not by pandoc, whose tables know no heads for groups of rows.
local function table_(tbl)
  local columns, lines = {}, {}
  for _, column in ipairs(tbl.colspecs) do
    table.insert(columns, column[2] and string.format("%.2f%%", column[2] * 100) or "auto")
  end
  table.insert(lines, "#figure(kind: table, caption: " .. (#tbl.caption.long > 0 and "[" .. typst_text(tbl.caption.long) .. "]" or "none") .. ", table(")
  table.insert(lines, "columns: (" .. table.concat(columns, ", ") .. ",),")
  local lists = { tbl.head.rows }
  for _, body in ipairs(tbl.bodies) do
    table.insert(lists, body.head)
    table.insert(lists, body.body)
  end
  table.insert(lists, tbl.foot.rows)
  local texts = cell_texts(lists)
  local place = 0
  for number, rows in ipairs(lists) do
    local is_head = number == 1 and #rows > 0
    if is_head then
      table.insert(lines, "table.header(")
    end
    for at, row in ipairs(rows) do
      local own = { table.unpack(texts, place + 1, place + #row.cells) }
      place = place + #row.cells
      table.insert(lines, row_text(row, rows[at + 1], own))
    end
    if is_head then
      table.insert(lines, "table.hline()),")
    end
  end
  table.insert(lines, "))" .. (tbl.identifier ~= "" and ("<" .. tbl.identifier .. ">") or ""))
  if tbl.classes:includes("pb-tight") then
    table.insert(lines, 1, "#tight[")
    table.insert(lines, "]")
  end
  return pandoc.RawBlock("typst", table.concat(lines, "\n"))
end

-- A definition of one paragraph goes on the line of its term, so that no page ends between the two.
local function definitions_(list)
  local out = pandoc.Inlines({ pandoc.RawInline("typst", "#terms(tight: false, ") })
  for _, item in ipairs(list.content) do
    local only = #item[2] == 1 and #item[2][1] == 1 and item[2][1][1]
    if not only or (only.t ~= "Para" and only.t ~= "Plain") then
      return nil
    end
    out:insert(pandoc.RawInline("typst", "terms.item(["))
    out:extend(item[1])
    out:insert(pandoc.RawInline("typst", "], ["))
    out:extend(only.content)
    out:insert(pandoc.RawInline("typst", "]), "))
  end
  out:insert(pandoc.RawInline("typst", ")"))
  return pandoc.Plain(out)
end

return {
  -- Before the texts are turned into Typst: an alternative text is an argument, not markup.
  { Image = image_ },
  { Str = str_, DefinitionList = definitions_, Div = div_, Span = span_, Link = link_, Figure = figure_, Table = table_ },
}
