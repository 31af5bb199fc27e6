// Talks to the realtime server with the Pusher libraries of other makers. Usage: node dialogues.cjs <dialogue> <port> <port for webhooks>
const assert = require('node:assert/strict');
const http = require('node:http');
const Client = require('pusher-js');
const Server = require('pusher');

const [, , dialogue, port, webhookPort] = process.argv;
const appId = '1', key = 'test-key', secret = 'test-secret';
const server = new Server({
  appId, key, secret, host: '127.0.0.1', port, useTLS: false,
  encryptionMasterKeyBase64: Buffer.alloc(32, 7).toString('base64'),
});
const clients = [];

// A client of a user, which asks the server library for its signatures.
function connect(user, watchlist = []) {
  const client = new Client(key, {
    cluster: '', wsHost: '127.0.0.1', wsPort: port, forceTLS: false, enabledTransports: ['ws'], disableStats: true,
    channelAuthorization: {
      customHandler: ({ socketId, channelName }, callback) => callback(null, server.authorizeChannel(
        socketId, channelName, channelName.startsWith('presence-') ? { user_id: user, user_info: { name: user } } : undefined)),
    },
    userAuthentication: {
      customHandler: ({ socketId }, callback) => callback(null, server.authenticateUser(socketId, { id: user, watchlist })),
    },
  });
  clients.push(client);
  return client;
}

const event = (source, name) => new Promise(resolve => source.bind(name, resolve));

function subscribed(channel) {
  return new Promise((resolve, reject) => {
    channel.bind('pusher:subscription_succeeded', resolve);
    channel.bind('pusher:subscription_error', error => reject(new Error(JSON.stringify(error))));
  });
}

const dialogues = {
  async 'pusher-js'() {
    const anna = connect('anna', ['bert']);
    const bert = connect('bert');

    const annaRoom = anna.subscribe('private-room');
    const bertRoom = bert.subscribe('private-room');
    await Promise.all([subscribed(annaRoom), subscribed(bertRoom)]);
    const typing = event(bertRoom, 'client-typing');
    annaRoom.trigger('client-typing', { on: true });
    assert.deepEqual(await typing, { on: true });

    const lobby = anna.subscribe('presence-lobby');
    assert.equal((await subscribed(lobby)).count, 1);
    const added = event(lobby, 'pusher:member_added');
    const bertLobby = bert.subscribe('presence-lobby');
    assert.equal((await subscribed(bertLobby)).count, 2);
    assert.deepEqual(await added, { id: 'bert', info: { name: 'bert' } });
    const removed = event(lobby, 'pusher:member_removed');
    bert.unsubscribe('presence-lobby');
    assert.equal((await removed).id, 'bert');

    await server.trigger('cache-price', 'price', { value: 5 });
    assert.deepEqual(await event(anna.subscribe('cache-price'), 'price'), { value: 5 });
    await event(anna.subscribe('private-cache-price'), 'pusher:cache_miss');

    const encrypted = anna.subscribe('private-encrypted-room');
    await subscribed(encrypted);
    const decrypted = event(encrypted, 'secret');
    await server.trigger('private-encrypted-room', 'secret', { text: 'only for members' });
    assert.deepEqual(await decrypted, { text: 'only for members' });

    const online = event(anna.user.watchlist, 'online');
    anna.signin();
    await anna.user.signinDonePromise;
    bert.signin();
    assert.deepEqual((await online).user_ids, ['bert']);
    const greeted = event(anna.user, 'greeting');
    await server.sendToUser('anna', 'greeting', { text: 'hello' });
    assert.deepEqual(await greeted, { text: 'hello' });

    const gone = event(anna.connection, 'disconnected');
    await server.terminateUserConnections('anna');
    await gone;
  },

  async 'laravel-echo'() {
    // The package is an ES module, and its CommonJS file does not load as one.
    const { default: Echo } = await import('laravel-echo');
    const anna = new Echo({ broadcaster: 'pusher', key, client: connect('anna') });
    const bert = new Echo({ broadcaster: 'pusher', key, client: connect('bert') });

    const order = anna.private('orders.1');
    await new Promise(resolve => order.subscribed(resolve));
    const shipped = new Promise(resolve => order.listen('.shipped', resolve));
    await server.trigger('private-orders.1', 'shipped', { carrier: 'bike' });
    assert.deepEqual(await shipped, { carrier: 'bike' });

    const room = anna.join('room');
    assert.deepEqual(await new Promise(resolve => room.here(resolve)), [{ name: 'anna' }]);
    const joined = new Promise(resolve => room.joining(resolve));
    const bertRoom = bert.join('room');
    await new Promise(resolve => bertRoom.here(resolve));
    assert.deepEqual(await joined, { name: 'bert' });
    const whispered = new Promise(resolve => room.listenForWhisper('typing', resolve));
    bertRoom.whisper('typing', { on: true });
    assert.deepEqual(await whispered, { on: true });
    const left = new Promise(resolve => room.leaving(resolve));
    bert.leave('room');
    assert.deepEqual(await left, { name: 'bert' });

    await server.trigger('cache-price', 'price', { value: 6 });
    assert.deepEqual(await new Promise(resolve => anna.channel('cache-price').listen('.price', resolve)), { value: 6 });
  },

  async 'pusher'() {
    const client = connect('anna');
    const news = client.subscribe('news');
    await Promise.all([subscribed(news), subscribed(client.subscribe('presence-lobby'))]);

    const received = event(news, 'headline');
    const answer = await server.trigger(['news', 'presence-lobby'], 'headline', { text: 'Grüße; 1 + 1 = 2' }, { info: 'subscription_count,user_count' });
    assert.deepEqual(await received, { text: 'Grüße; 1 + 1 = 2' });
    assert.deepEqual(await answer.json(), {
      channels: { news: { subscription_count: 1 }, 'presence-lobby': { user_count: 1, subscription_count: 1 } },
    });

    const batch = Promise.all([event(news, 'one'), event(news, 'two')]);
    await server.triggerBatch([{ channel: 'news', name: 'one', data: '1' }, { channel: 'news', name: 'two', data: '2' }]);
    assert.deepEqual(await batch, [1, 2]);

    let echoed = false;
    news.bind('not-for-me', () => { echoed = true; });
    await server.trigger('news', 'not-for-me', {}, { socket_id: client.connection.socket_id });
    const last = event(news, 'last');
    await server.trigger('news', 'last', {});
    await last;
    assert.equal(echoed, false);

    const get = async (path, params) => (await server.get({ path, params })).json();
    assert.deepEqual(await get('/channels', { filter_by_prefix: 'presence-', info: 'user_count' }), { channels: { 'presence-lobby': { user_count: 1 } } });
    assert.deepEqual(await get('/channels/news', { info: 'subscription_count' }), { occupied: true, subscription_count: 1 });
    assert.deepEqual(await get('/channels/presence-lobby/users'), { users: [{ id: 'anna' }] });

    const stranger = new Server({ appId, key, secret: 'guessed', host: '127.0.0.1', port, useTLS: false });
    await assert.rejects(stranger.trigger('news', 'headline', {}), error => error.status === 401 && error.body.includes('auth_signature'));
  },

  async 'pusher webhooks'() {
    const events = [];
    let wake;
    const receiver = http.createServer((request, response) => {
      let rawBody = '';
      request.setEncoding('utf8').on('data', part => { rawBody += part; }).on('end', () => {
        const webhook = server.webhook({ headers: request.headers, rawBody });
        const isForged = new Server({ appId, key, secret: 'guessed' }).webhook({ headers: request.headers, rawBody }).isValid();
        if (webhook.isValid() && !isForged && Math.abs(Date.now() - webhook.getTime()) < 60_000) events.push(...webhook.getEvents());
        else events.push({ name: 'refused', rawBody });
        response.end();
        wake?.();
      });
    });
    await new Promise(resolve => receiver.listen(webhookPort, '127.0.0.1', resolve));

    const anna = connect('anna');
    const room = anna.subscribe('presence-cache-room');
    await subscribed(room);
    room.trigger('client-typing', { on: 'Grüße' });
    anna.unsubscribe('presence-cache-room');
    while (events.length < 6) await new Promise(resolve => { wake = resolve; });

    const channel = 'presence-cache-room';
    const sent = events.find(e => e.name === 'client_event');
    assert.deepEqual(JSON.parse(sent.data), { on: 'Grüße' });
    assert.match(sent.socket_id, /^\d+\.\d+$/);
    assert.deepEqual(events.map(({ data, socket_id, ...rest }) => rest), [
      { name: 'channel_occupied', channel },
      { name: 'member_added', channel, user_id: 'anna' },
      { name: 'cache_miss', channel },
      { name: 'client_event', channel, event: 'client-typing', user_id: 'anna' },
      { name: 'member_removed', channel, user_id: 'anna' },
      { name: 'channel_vacated', channel },
    ]);
    receiver.close();
  },
};

dialogues[dialogue]().then(() => {
  clients.forEach(client => client.disconnect());
  process.exit(0);
}, error => {
  console.error(error);
  process.exit(1);
});
