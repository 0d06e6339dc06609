-- What is written is whole or not at all: one call, one script. KEYS[1] is the prefix of all keys.
-- ARGV: the store's birth, what is asked for as JSON, then bytes in the order in which it names them.
--
-- b:BASE row of a base        o:OWNER tensors of a base or a state, each a list of pieces
-- p:HASH a piece, and how many lists name it          l:BASE losses, float64
-- k:BASE kept iterations      f:BASE those kept for good      t:BASE tips, the oldest first
-- looks: the day on which each base was last looked at
local P, birth, ask, at = KEYS[1], ARGV[1], cjson.decode(ARGV[2]), 2
local call = redis.call

local function take()
  at = at + 1
  return ARGV[at]
end

-- A tensor is the hash of all of it, 32 bytes, then those of its pieces in order.
local function each_piece(list, act)
  for i = 33, #list, 32 do
    act(P .. 'p:' .. string.sub(list, i, i + 31))
  end
end

local function retain(piece)
  call('HINCRBY', piece, 'n', 1)
end

local function release(piece)
  if call('HINCRBY', piece, 'n', -1) <= 0 then call('DEL', piece) end
end

local function unlink(owner)
  local held = call('HGETALL', owner)
  for i = 1, #held, 2 do
    if held[i] ~= 'sum' then each_piece(held[i + 1], release) end
  end
  call('DEL', owner)
end

local function note(base)
  call('ZADD', P .. 'looks', ask.day, base)
end

-- Let go of all states and losses of a base.
local function let_go(base)
  for _, iteration in ipairs(call('ZRANGE', P .. 'k:' .. base, 0, -1)) do
    unlink(P .. 'o:' .. base .. '.' .. iteration)
  end
  for _, kind in ipairs({'k:', 'f:', 't:', 'l:'}) do
    call('DEL', P .. kind .. base)
  end
end

-- Somebody looked at a base, and so at all that led to it.
local function looked(base)
  while base do
    local parent = call('HGET', P .. 'b:' .. base, 'parent')
    if not parent then return end
    note(base)
    base = string.match(parent, '^(.*)%.')
  end
end

-- Unless something was edited from it, or it was looked at, meanwhile.
local function forget(base)
  local row, seen = P .. 'b:' .. base, call('ZSCORE', P .. 'looks', base)
  if not seen or tonumber(seen) >= ask.day then return end
  if tonumber(call('HGET', row, 'children') or '0') > 0 then return end
  if call('EXISTS', P .. 'k:' .. base, P .. 'l:' .. base) > 0 then return end
  local parent = string.match(call('HGET', row, 'parent') or '', '^(.*)%.')
  if parent then call('HINCRBY', P .. 'b:' .. parent, 'children', -1) end
  unlink(P .. 'o:' .. base)
  call('DEL', row)
  call('ZREM', P .. 'looks', base)
end

local function link(owner)
  for name, list in pairs(owner.lists) do
    local old = call('HGET', owner.key, name)
    if old ~= list then
      each_piece(list, retain)
      if old then each_piece(old, release) end
      call('HSET', owner.key, name, list)
    end
  end
  call('HSET', owner.key, 'sum', owner.sum)
end

local function keep(state)
  local iteration = state.iteration
  link(state)
  call('ZADD', P .. 'k:' .. ask.base, iteration, iteration)
  if state.lasting then
    call('SADD', P .. 'f:' .. ask.base, iteration)
    call('LREM', P .. 't:' .. ask.base, 0, iteration)
  elseif call('SISMEMBER', P .. 'f:' .. ask.base, iteration) == 0
    and not call('LPOS', P .. 't:' .. ask.base, iteration) then
    call('RPUSH', P .. 't:' .. ask.base, iteration)
  end
end

local function forget_old_tips()
  while call('LLEN', P .. 't:' .. ask.base) > ask.tips do
    local old = call('LPOP', P .. 't:' .. ask.base)
    call('ZREM', P .. 'k:' .. ask.base, old)
    unlink(P .. 'o:' .. ask.base .. '.' .. old)
  end
end

-- First everything is read and looked at, then it is written: a script that fails takes nothing back.
if call('GET', P .. 'birth') ~= birth then return 'other' end
if ask.act == 'looked' then
  for _, base in ipairs(ask.bases) do looked(base) end
  return 'ok'
elseif ask.act == 'let_go' then
  let_go(ask.base)
  return 'ok'
elseif ask.act == 'forget' then
  forget(ask.base)
  return 'ok'
end
for _ = 1, ask.pieces do
  local piece = P .. 'p:' .. take()
  call('HSET', piece, 'cells', take())
end
local missing = false
for _, owner in ipairs(ask.owners) do
  owner.key, owner.sum, owner.lists = P .. 'o:' .. owner.key, take(), {}
  for _, name in ipairs(owner.names) do
    owner.lists[name] = take()
    each_piece(owner.lists[name], function(piece)
      missing = missing or call('HEXISTS', piece, 'cells') == 0
    end)
  end
end
if missing then return 'missing' end

if ask.row then
  local row = P .. 'b:' .. ask.base
  local parent = string.match(ask.parent, '^(.*)%.')
  if parent and call('EXISTS', row) == 0 then
    call('HINCRBY', P .. 'b:' .. parent, 'children', 1)
  end
  call('HSET', row, 'row', take(), 'start', ask.start, 'parent', ask.parent, 'again', ask.again)
end
local start = call('HGET', P .. 'b:' .. ask.base, 'start')
if not start then return 'gone' end
note(ask.base)
if ask.first then
  local losses = P .. 'l:' .. ask.base
  local there = start + call('STRLEN', losses) / 8
  local cells = take()
  if ask.first > there then return 'gap' end
  call('APPEND', losses, string.sub(cells, (there - ask.first) * 8 + 1))
end
for _, owner in ipairs(ask.owners) do
  if owner.iteration then keep(owner) else link(owner) end
end
forget_old_tips()
return 'ok'
