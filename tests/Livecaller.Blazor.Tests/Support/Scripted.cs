using System.Collections.Immutable;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>A conversation that stands as the test says, and remembers what the visitor did.</summary>
internal sealed class Scripted : IChatActions
{
    private long _sequence;

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Start);

    public List<string> Done { get; } = [];

    public bool CannotEnd { get; set; }

    public List<OutgoingMessage> Sent { get; } = [];

    /// <summary>The bytes of the files that were sent, as the outbox reads them.</summary>
    public List<byte[]> Files { get; } = [];

    public bool CannotSend { get; set; }

    public static MessageSender Visitor { get; } = new() { Type = ParticipantType.Visitor, Id = "v" };

    public static MessageSender Nino { get; } = new() { Type = ParticipantType.Operator, Id = "o", Name = "Nino" };

    public static WidgetConfiguration Widget { get; } = new()
    {
        Id = new("w"),
        Name = "Fern & Oak",
        AcceptedExtensions = ["png", "pdf"],
        MaxAttachmentBytes = 2048,
        MaxMessageCharacters = 10_000,
        Realtime = new() { Key = "k", Host = "h", Port = 1, Scheme = "ws", AuthEndpoint = "https://h/a" },
    };

    public ConversationMessage Message(
        MessageSender sender, string text, double minutesAgo = 0, MessageStatus status = MessageStatus.Sent, string? reason = null) => new()
        {
            Status = status,
            FailureReason = reason,
            Payload = new()
            {
                Id = new("m" + ++_sequence),
                ConversationId = new("c"),
                Sequence = status == MessageStatus.Pending ? 0 : _sequence,
                Sender = sender,
                Content = text,
                CreatedAt = Start.AddMinutes(-minutesAgo),
            },
        };

    public ChatContext Context(params ImmutableArray<ConversationMessage> messages) => new()
    {
        Texts = new ChatTexts("en"),
        Actions = this,
        Time = Time,
        ServerUrl = new("https://livecaller.test/"),
        Widget = Widget,
        Snapshot = new() { Phase = ConversationPhase.Ready, Messages = [.. messages] },
        IsOpen = true,
    };

    public async Task<bool> SendAsync(OutgoingMessage message)
    {
        if (CannotSend) return false;
        Sent.Add(message);
        foreach (var upload in message.Uploads)
        {
            using var bytes = new MemoryStream();
            await upload.Content.CopyToAsync(bytes);
            Files.Add(bytes.ToArray());
        }

        return true;
    }

    public Task RetryAsync(MessageId id) => Do($"retry {id}");

    public Task SendFailedInNewAsync() => Do("send in a new conversation");

    public void Discard(MessageId id) => Done.Add($"discard {id}");

    public Task LoadEarlierAsync() => Do("load earlier");

    public Task LoadLaterAsync() => Do("load later");

    public Task ShowNewestAsync() => Do("show newest");

    /// <summary>What the conversation is after a message was asked for that is not loaded; null when there is none such.</summary>
    public Action? OnShow { get; set; }

    public async Task<bool> ShowAsync(MessageId id)
    {
        await Do($"show {id}");
        OnShow?.Invoke();
        return OnShow is not null;
    }

    public Task MarkReadAsync() => Do("mark read");

    public Task TypingAsync(string text) => Do($"type {text}");

    public Task OpenAsync() => Do("open");

    public Task<bool> EndAsync()
    {
        Done.Add("end");
        return Task.FromResult(!CannotEnd);
    }

    public IChatActions For(Conversation conversation) => this;

    public Task SignInAsync() => Do("sign in");

    public Task CloseAsync() => Do("close");

    private Task Do(string what)
    {
        Done.Add(what);
        return Task.CompletedTask;
    }
}
