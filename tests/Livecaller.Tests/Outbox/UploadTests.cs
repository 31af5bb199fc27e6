using System.Net;
using System.Text;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Outbox;

public sealed class UploadTests : IDisposable
{
    private const int Piece = 512 * 1024;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-upload-").FullName;
    private readonly byte[] _bytes = new byte[(3 * Piece) + 1000];

    public UploadTests()
    {
        new Random(7).NextBytes(_bytes);
        // The server looks whether a file is what its name says.
        ((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(_bytes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(Chat Chat, Conversation Conversation)> OpenAsync()
    {
        var chat = new Chat { Jitter = 0, Store = new FileSessionStore(Path.Combine(_folder, "session.json")) };
        await chat.CreateAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        return (chat, await chat.Client.OpenConversationAsync(_ct));
    }

    private OutgoingMessage WithPicture => new() { Content = "look", Uploads = [new() { Name = "p.png", ContentType = "image/png", Content = new MemoryStream(_bytes) }] };

    private static bool IsPatch(HttpRequestMessage request) => request.Method == HttpMethod.Patch;

    [Fact]
    public async Task File_goes_up_in_pieces_and_the_message_after_it()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var seen = new List<double>();
        using var watching = conversation.Subscribe(s =>
        {
            lock (seen) seen.AddRange(s.Messages.SelectMany(m => m.Uploads).Select(u => u.Progress));
        });
        var sent = await conversation.SendAndSettleAsync(WithPicture);
        Assert.Equal(MessageStatus.Sent, sent.Status);
        Assert.Empty(sent.Uploads);
        Assert.Equal(_bytes, chat.Server.BytesOf("p.png"));
        Assert.Equal(3, chat.Server.Requests.Count(r => r.StartsWith("PATCH", StringComparison.Ordinal)));
        Assert.Contains("\"attachments\":[\"a1\"]", chat.Server.Requests.Last(r => r.Contains("/messages", StringComparison.Ordinal)), StringComparison.Ordinal);
        lock (seen) Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task Broken_piece_is_sent_again_from_where_the_server_is()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var cuts = 0;
        chat.Server.Intercept = (r, _) => IsPatch(r) && Interlocked.Increment(ref cuts) == 2
            ? throw new HttpRequestException("cut off") : Task.FromResult<HttpResponseMessage?>(null);
        await conversation.SendAndSettleAsync(WithPicture);
        Assert.Equal(_bytes, chat.Server.BytesOf("p.png"));
        Assert.Equal(1, chat.Server.UploadCount);
        Assert.Equal(1, chat.Server.Requests.Count(r => r.StartsWith("HEAD", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_process_goes_on_where_the_first_was_killed()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var pieces = 0;
        chat.Server.Intercept = (r, _) => IsPatch(r) && Interlocked.Increment(ref pieces) > 1
            ? throw new HttpRequestException("cut off") : Task.FromResult<HttpResponseMessage?>(null);
        await conversation.SendAsync(WithPicture, _ct);
        await Wait.UntilAsync(() => Volatile.Read(ref pieces) > 1, "two pieces of four are there");
        await chat.RestartAsync();
        chat.Server.Intercept = null;
        var again = await chat.Client.OpenConversationAsync(_ct);
        await Wait.UntilAsync(() => again.Snapshot.Messages is [_, { Status: MessageStatus.Sent }], "the message is stored");
        Assert.Equal(_bytes, chat.Server.BytesOf("p.png"));
        Assert.Equal(1, chat.Server.UploadCount);
        Assert.Equal(["hello", "look"], chat.Server.TextsOf("c1"));
    }

    [Fact]
    public async Task Upload_that_the_server_has_forgotten_begins_anew()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var pieces = 0;
        chat.Server.Intercept = (r, _) =>
        {
            if (!IsPatch(r) || Interlocked.Increment(ref pieces) != 2) return Task.FromResult<HttpResponseMessage?>(null);
            chat.Server.ForgetUploads();
            throw new HttpRequestException("cut off");
        };
        await conversation.SendAndSettleAsync(WithPicture);
        Assert.Equal(_bytes, chat.Server.BytesOf("p.png"));
    }

    [Fact]
    public async Task File_that_the_server_has_thrown_away_before_its_message_came_goes_up_again()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var messages = 0;
        chat.Server.Intercept = (r, _) =>
        {
            if (!r.RequestUri!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal) || r.Method != HttpMethod.Post || Interlocked.Increment(ref messages) > 1)
                return Task.FromResult<HttpResponseMessage?>(null);
            chat.Server.ForgetUploads();
            return Task.FromResult<HttpResponseMessage?>(WidgetServer.Invalid("attachments", "There is none."));
        };
        Assert.Equal(MessageStatus.Sent, (await conversation.SendAndSettleAsync(WithPicture)).Status);
        Assert.Equal(2, messages);
        Assert.Equal(_bytes, chat.Server.BytesOf("p.png"));

        chat.Server.Intercept = (r, _) => Task.FromResult(r.RequestUri!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal) && r.Method == HttpMethod.Post
            ? WidgetServer.Invalid("attachments", "There is none.") : null);
        var refused = await conversation.SendAndSettleAsync(WithPicture);
        Assert.Equal((MessageStatus.Failed, "attachments: There is none."), (refused.Status, refused.FailureReason));
    }

    [Fact]
    public async Task Length_and_waveform_of_a_recording_go_with_it_from_another_process_too()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        chat.Server.Intercept = (r, _) => r.Headers.Contains("Upload-Metadata") ? throw new HttpRequestException("cut off") : Task.FromResult<HttpResponseMessage?>(null);
        await conversation.SendAsync(
            new() { Uploads = [new() { Name = "voice.webm", ContentType = "audio/webm", Content = new MemoryStream([0x1A, 0x45, 0xDF, 0xA3, .. _bytes]), Duration = 12.34567, Waveform = [0, 0.333333, 1] }] }, _ct);
        await chat.RestartAsync();
        var said = "";
        chat.Server.Intercept = (r, _) =>
        {
            if (r.Headers.TryGetValues("Upload-Metadata", out var values)) said = values.Single();
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        var again = await chat.Client.OpenConversationAsync(_ct);
        await Wait.UntilAsync(() => again.Snapshot.Messages is [_, { Status: MessageStatus.Sent }], "the message is stored");
        var pairs = said.Split(',').Select(p => p.Split(' ')).ToDictionary(p => p[0], p => Encoding.UTF8.GetString(Convert.FromBase64String(p[1])));
        Assert.Equal(("12.346", "[0,0.33,1]"), (pairs["duration"], pairs["waveform"]));
    }

    [Fact]
    public void What_cannot_be_said_of_a_recording_is_refused_before_it_is_kept()
    {
        foreach (var seconds in (double[])[-1, 3601, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => Recording(seconds, [0]));
        foreach (var waveform in (double[][])[[], [1.1], [-0.1], [double.NaN], new double[129]])
            Assert.Throws<ArgumentOutOfRangeException>(() => Recording(1, waveform));
        Assert.Equal(128, Recording(3600, new double[128]).Waveform?.Count);

        static AttachmentUpload Recording(double seconds, double[] waveform) =>
            new() { Name = "v.webm", ContentType = "audio/webm", Content = Stream.Null, Duration = seconds, Waveform = waveform };
    }

    [Fact]
    public async Task Refused_file_fails_its_message_with_the_reason_and_the_next_one_goes_on()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(r.RequestUri!.AbsolutePath.EndsWith("/attachments", StringComparison.Ordinal)
            ? WidgetServer.Problem(HttpStatusCode.RequestEntityTooLarge, "at most 1 MB") : null);
        var failed = await conversation.SendAndSettleAsync(WithPicture);
        Assert.Equal((MessageStatus.Failed, "at most 1 MB"), (failed.Status, failed.FailureReason));
        Assert.Equal(MessageStatus.Sent, (await conversation.SendAndSettleAsync(new() { Content = "next" })).Status);

        chat.Server.Intercept = null;
        await conversation.RetryAsync(failed.Id, _ct);
        Assert.Equal(MessageStatus.Sent, (await conversation.WaitUntilSentAsync(failed.Id, _ct)).Status);
        Assert.Equal(_bytes, chat.Server.BytesOf("p.png"));
    }

    [Fact]
    public async Task Discarded_message_cancels_its_upload_here_and_at_the_server()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Server.Intercept = async (r, _) =>
        {
            if (IsPatch(r)) await held.Task;
            return null;
        };
        var message = await conversation.SendAsync(WithPicture, _ct);
        await Wait.UntilAsync(() => chat.Server.Requests.Any(r => r.StartsWith("PATCH", StringComparison.Ordinal)), "the upload is under way");
        conversation.Discard(message.Id);
        await Wait.UntilAsync(() => chat.Server.UploadCount == 0, "the upload is removed");
        held.SetResult();
        Assert.DoesNotContain(conversation.Snapshot.Messages, m => m.Id == message.Id);
        Assert.Equal(MessageStatus.Sent, (await conversation.SendAndSettleAsync(new() { Content = "next" })).Status);
        Assert.Equal(["hello", "next"], chat.Server.TextsOf("c1"));
    }

    [Fact]
    public async Task Stream_that_cannot_seek_or_breaks_is_handled()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        await using var once = new OneWayStream(_bytes, failAt: null);
        await conversation.SendAndSettleAsync(new() { Uploads = [new() { Name = "once.png", ContentType = "image/png", Content = once }] });
        Assert.Equal(_bytes, chat.Server.BytesOf("once.png"));

        await using var broken = new OneWayStream(_bytes, failAt: 1000);
        await Assert.ThrowsAsync<IOException>(() =>
            conversation.SendAsync(new() { Uploads = [new() { Name = "broken.png", ContentType = "image/png", Content = broken }] }, _ct));
        Assert.DoesNotContain(conversation.Snapshot.Messages, m => m.Uploads.Any(u => u.Name == "broken.png"));
    }

    private sealed class OneWayStream(byte[] bytes, int? failAt) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) =>
            Position >= failAt ? throw new IOException("The camera is gone.") : base.Read(buffer[..Math.Min(buffer.Length, 1000)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            if (failAt is not null) throw new IOException("The camera is gone.");
            return base.CopyToAsync(destination, bufferSize, cancellationToken);
        }
    }
}
