namespace Livecaller.Realtime.Redis.Broker;

/// <summary>The scripts that change what the nodes have in common, each in one step. They need no command that is newer than Redis 5.</summary>
/// <remarks>
/// A channel is a hash. <c>n</c> and a node: the version and the number of its subscribers. <c>u</c>, a node and a user: a member. <c>r</c>, and
/// <c>r</c> and a user: it was reported that the channel is occupied or the member there; the value is the delay in milliseconds after which the opposite is.
/// Scripts publish before they write: a broker that has no memory left refuses to write only.
/// </remarks>
internal static class Scripts
{
    /// <summary>
    /// Renews the lease of a node. Returns 1 when it had none or -1 when it can't be stored, the nodes that are alive, those whose lease has expired, and why it can't be stored.
    /// Keys: lease, nodes. Arguments: node, milliseconds, prefix of leases, channel of all nodes, beat.
    /// </summary>
    public const string Beat = """
        redis.call('PUBLISH', ARGV[4], ARGV[5])
        local fresh, refusal = 0, ''
        if redis.call('PEXPIRE', KEYS[1], ARGV[2]) == 0 then
          fresh = 1
          local stored = redis.pcall('SET', KEYS[1], '1', 'PX', ARGV[2])
          if not stored.err then stored = redis.pcall('SADD', KEYS[2], ARGV[1]) end
          if type(stored) == 'table' and stored.err then fresh, refusal = -1, stored.err end
        end
        local alive, dead = {}, {}
        for _, node in ipairs(redis.call('SMEMBERS', KEYS[2])) do
          table.insert(redis.call('EXISTS', ARGV[3] .. node) == 1 and alive or dead, node)
        end
        return { fresh, alive, dead, refusal }
        """;

    /// <summary>
    /// Writes the subscribers of a node in a channel. Returns what is to be reported: <c>+</c> for the channel, <c>+</c> and a user for a member.
    /// Keys: channel, the node's channels, due reports. Arguments: node, address, prefix of leases, the channel to publish on, the change or nothing,
    /// version, count, 1 when all members are given, the delay of reports or -1, the number of members, these by name and JSON, the users who are removed.
    /// </summary>
    public const string Write = Parts + """
        local hash, node, address, leases = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
        if ARGV[5] ~= '' then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
        local count, delay, members = tonumber(ARGV[7]), tonumber(ARGV[9]), tonumber(ARGV[10])
        if ARGV[8] == '1' then drop(hash, node) end
        for i = 1, members do redis.call('HSET', hash, 'u' .. node .. ARGV[9 + 2 * i], ARGV[10 + 2 * i]) end
        for i = 11 + 2 * members, #ARGV do redis.call('HDEL', hash, 'u' .. node .. ARGV[i]) end
        if count == 0 then
          drop(hash, node)
          redis.call('SREM', KEYS[2], address)
        else
          redis.call('HSET', hash, 'n' .. node, ARGV[6] .. ' ' .. count)
          redis.call('SADD', KEYS[2], address)
        end
        local reports = {}
        if delay >= 0 then
          local occupied, users = present(hash, leases, node)
          if occupied then appear(hash, KEYS[3], address, nil, delay, reports) end
          for user in pairs(users) do appear(hash, KEYS[3], address, user, delay, reports) end
          vanish(hash, KEYS[3], address, occupied, users)
        end
        return reports
        """;

    /// <summary>
    /// Removes the subscribers of a node that has ended, in some of its channels. Returns the number of channels that are left.
    /// Keys: the node's channels, nodes, due reports. Arguments: node, prefix of leases, prefix of channels, how many.
    /// </summary>
    public const string Reap = Parts + """
        for _, address in ipairs(redis.call('SPOP', KEYS[1], ARGV[4])) do
          local hash = ARGV[3] .. address
          drop(hash, ARGV[1])
          if has_reports(hash) then
            local occupied, users = present(hash, ARGV[2], '')
            vanish(hash, KEYS[3], address, occupied, users)
          end
        end
        local left = redis.call('SCARD', KEYS[1])
        if left == 0 and redis.call('EXISTS', ARGV[2] .. ARGV[1]) == 0 then redis.call('SREM', KEYS[2], ARGV[1]) end
        return left
        """;

    /// <summary>
    /// Takes the reports whose time has come. Returns the addresses of vacated channels, and address and user of removed members.
    /// Keys: due reports. Arguments: prefix of leases, prefix of channels.
    /// </summary>
    public const string Due = Parts + """
        local reports = {}
        for _, entry in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], 0, now(), 'LIMIT', 0, 100)) do
          redis.call('ZREM', KEYS[1], entry)
          local address, user = string.match(entry, '^([^\n]*)\n(.*)$')
          if not address then address = entry end
          local hash = ARGV[2] .. address
          local occupied, users = present(hash, ARGV[1], '')
          local there = occupied
          if user then there = users[user] end
          if not there and redis.call('HDEL', hash, 'r' .. (user or '')) == 1 then table.insert(reports, entry) end
        end
        return reports
        """;

    private const string Parts = """
        local function now()
          local time = redis.call('TIME')
          return time[1] * 1000 + math.floor(time[2] / 1000)
        end
        local function drop(hash, node)
          for _, field in ipairs(redis.call('HKEYS', hash)) do
            if string.sub(field, 2, 17) == node and string.sub(field, 1, 1) ~= 'r' then redis.call('HDEL', hash, field) end
          end
        end
        local function has_reports(hash)
          for _, field in ipairs(redis.call('HKEYS', hash)) do
            if string.sub(field, 1, 1) == 'r' then return true end
          end
          return false
        end
        local function present(hash, leases, me)
          local occupied, users, alive = false, {}, {}
          for _, field in ipairs(redis.call('HKEYS', hash)) do
            local kind, node = string.sub(field, 1, 1), string.sub(field, 2, 17)
            if kind ~= 'r' then
              if alive[node] == nil then alive[node] = node == me or redis.call('EXISTS', leases .. node) == 1 end
              if alive[node] and kind == 'n' then occupied = true end
              if alive[node] and kind == 'u' then users[string.sub(field, 18)] = true end
            end
          end
          return occupied, users
        end
        local function entry_of(address, user)
          return user and (address .. '\n' .. user) or address
        end
        local function appear(hash, due, address, user, delay, reports)
          redis.call('ZREM', due, entry_of(address, user))
          if redis.call('HSETNX', hash, 'r' .. (user or ''), delay) == 1 then table.insert(reports, '+' .. (user or '')) end
        end
        local function vanish(hash, due, address, occupied, users)
          local fields = redis.call('HGETALL', hash)
          for i = 1, #fields, 2 do
            if string.sub(fields[i], 1, 1) == 'r' then
              local user = string.sub(fields[i], 2)
              local there
              if user == '' then user, there = nil, occupied else there = users[user] end
              if not there then redis.call('ZADD', due, 'NX', now() + tonumber(fields[i + 1]), entry_of(address, user)) end
            end
          end
        end

        """;
}
