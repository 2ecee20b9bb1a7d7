-- Requests from the file that REQUESTS names, one a line: method, target, Accept, Content-Type, body, tabs between.
-- @N@ in one becomes a number that is never used again, so that no answer can come from a cache.
local requests, at, n, size = {}, 0, 0, 0

local function split(text)
  local parts, from = {}, 1
  while true do
    local first, last = text:find('@N@', from, true)
    parts[#parts + 1] = text:sub(from, first and first - 1)
    if not first then return parts end
    from = last + 1
  end
end

function init()
  local first = tonumber(os.getenv('FIRST'))
  n = first
  for line in io.lines(os.getenv('REQUESTS')) do
    local method, target, accept, type, body = line:match('^(.-)\t(.-)\t(.-)\t(.-)\t(.*)$')
    requests[#requests + 1] = { method, split(target), accept, type, split(body) }
  end
  size = #requests
end

function request()
  at, n = at % size + 1, n + 1
  local each = requests[at]
  local head = each[1] .. ' ' .. table.concat(each[2], n) .. ' HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: ' .. each[3]
  if each[4] == '' then return head .. '\r\n\r\n' end
  local body = table.concat(each[5], n)
  return head .. '\r\nContent-Type: ' .. each[4] .. '\r\nContent-Length: ' .. #body .. '\r\n\r\n' .. body
end

function done(summary, latency)
  local wrong = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d %d\n', summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), wrong.status, wrong.connect + wrong.read + wrong.write + wrong.timeout))
end
