using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Protocol;

namespace Livecaller.Tests.Fakes;

/// <summary>What happens on the other side. What is broadcast is given back, for a scripted socket to say it or not.</summary>
internal sealed partial class WidgetServer
{
    /// <summary>Begins a conversation with an operator; gives its id.</summary>
    public string Begin(string visitor, params string[] operatorMessages)
    {
        lock (_lock)
        {
            var id = Start(visitor, Operator);
            foreach (var text in operatorMessages) Say(id, text);
            return id;
        }
    }

    /// <summary>Begins a conversation that waits for an operator; gives its id.</summary>
    public string BeginWaiting(string visitor, string message)
    {
        lock (_lock)
        {
            var id = Start(visitor, null);
            Say(id, message, "visitor");
            return id;
        }
    }

    private string Start(string visitor, OperatorSummary? taker)
    {
        _time.Shift = TimeSpan.FromSeconds(_conversations.All.Count);
        var id = _conversations.Start(Visitor(visitor), null, new Dictionary<string, string>(), taker).Id.Value;
        _time.Shift = TimeSpan.Zero;
        return id;
    }

    public string Say(string id, string text, string sender = "operator") => Say(id, $"m{Interlocked.Increment(ref _next)}", text, sender);

    public string Say(string id, string messageId, string text, string sender)
    {
        lock (_lock)
        {
            var who = Enum.Parse<ParticipantType>(sender, ignoreCase: true);
            _conversations.Send(Find(id), new() { Type = who, Id = "s" }, new() { Id = new(messageId), Content = text });
            return _broadcasts.Last;
        }
    }

    /// <summary>Puts an event into the log as it is, whatever it says.</summary>
    public string Append(string id, string type, JsonObject data)
    {
        lock (_lock)
        {
            var conversation = Find(id);
            data["sequence"] = conversation.LastSequence + 1;
            data["conversation_id"] = id;
            conversation.Append(type, data, _time.GetUtcNow());
            return data.ToJsonString();
        }
    }

    public string CloseConversation(string id)
    {
        lock (_lock)
        {
            _conversations.Close(Find(id), ParticipantType.Operator);
            return _broadcasts.Last;
        }
    }

    /// <summary>An operator takes the conversation. Returns the payload that is broadcast.</summary>
    public string Take(string id)
    {
        lock (_lock)
        {
            var conversation = Find(id);
            conversation.Operator = Operator;
            var payload = Conversation(id);
            payload["last_sequence"] = conversation.LastSequence + 1;
            return Append(id, "conversation.updated", payload);
        }
    }

    /// <summary>As an operator does; gives the payload that is broadcast.</summary>
    public string Reopen(string id)
    {
        lock (_lock)
        {
            var conversation = Find(id);
            (conversation.ClosedAt, conversation.ClosedBy) = (null, null);
            var payload = Conversation(id);
            payload["last_sequence"] = conversation.LastSequence + 1;
            return Append(id, "conversation.updated", payload);
        }
    }

    /// <summary>The texts of all stored messages, in their order.</summary>
    public string[] TextsOf(string id)
    {
        lock (_lock) return [.. _conversations.Find(new(id))?.Messages.Select(m => m.Content) ?? []];
    }

    public JsonObject Conversation(string id)
    {
        lock (_lock) return JsonSerializer.SerializeToNode(_conversations.ToPayload(Find(id)), LivecallerJson.Default.ConversationPayload)!.AsObject();
    }

    /// <summary>A message's payload that is not stored; the test gives it its sequence.</summary>
    public JsonObject Message(string id, string messageId, string text, string sender) => new()
    {
        ["id"] = messageId,
        ["conversation_id"] = id,
        ["sequence"] = 0,
        ["sender"] = new JsonObject { ["type"] = sender, ["id"] = "s" },
        ["content"] = text,
        ["created_at"] = _time.GetUtcNow().UtcDateTime.ToString(UtcMillisecondsConverter.Format, null),
    };

    /// <summary>The bytes that the server has of a file, by its name.</summary>
    public byte[] BytesOf(string name)
    {
        lock (_lock) return _attachments.All.Single(f => f.Name == name).ToArray();
    }

    public int UploadCount
    {
        get
        {
            lock (_lock) return _attachments.All.Count;
        }
    }

    /// <summary>As the server does with uploads that nobody goes on with.</summary>
    public void ForgetUploads()
    {
        lock (_lock)
        {
            foreach (var file in _attachments.All.ToArray()) _attachments.Remove(file);
        }
    }

    private Testing.Server.ConversationRecord Find(string id) => _conversations.Find(new(id))!;
}
