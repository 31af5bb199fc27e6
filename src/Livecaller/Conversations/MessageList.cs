using System.Collections;
using System.Runtime.CompilerServices;

namespace Livecaller.Conversations;

/// <summary>
/// Messages, oldest first. Immutable. One more at the end, or one less at the beginning, makes another list without a copy of all:
/// lists that grew from each other share their memory.
/// </summary>
[CollectionBuilder(typeof(MessageList), nameof(Create))]
public sealed class MessageList : IReadOnlyList<ConversationMessage>
{
    private readonly Memory _memory;
    private readonly int _start;

    private MessageList(Memory memory, int start, int count)
    {
        _memory = memory;
        _start = start;
        Count = count;
    }

    /// <summary>The list without messages.</summary>
    public static MessageList Empty { get; } = new(new(0), 0, 0);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The message at a place, from 0 on.</summary>
    /// <param name="index">The place.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public ConversationMessage this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _memory.Items[_start + index];
        }
    }

    /// <summary>A list of the messages; collection expressions make it too.</summary>
    /// <param name="messages">The messages, oldest first.</param>
    public static MessageList Create(params ReadOnlySpan<ConversationMessage> messages) => Take(messages.ToArray());

    /// <summary>A part of the list.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How many messages it has.</param>
    public MessageList Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Count);
        return new(_memory, _start + start, length);
    }

    /// <inheritdoc />
    public IEnumerator<ConversationMessage> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return _memory.Items[_start + i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static MessageList Of(IEnumerable<ConversationMessage> messages) => Take([.. messages]);

    internal MessageList Add(ConversationMessage message)
    {
        // What no list shows any more is left behind before it is a quarter of what is shown.
        if (_start <= Count / 4 && _memory.TryAppend(_start + Count, message)) return new(_memory, _start, Count + 1);
        // Somebody else has gone on from here, or it is full. One that loses as many as it gets needs little room, one that grows much.
        var memory = new Memory(Math.Max(16, _start == 0 ? Count * 2 : Count + Count / 4 + 1));
        Array.Copy(_memory.Items, _start, memory.Items, 0, Count);
        memory.Used = Count;
        memory.TryAppend(Count, message);
        return new(memory, 0, Count + 1);
    }

    internal MessageList SetItem(int index, ConversationMessage message)
    {
        var items = this.ToArray();
        items[index] = message;
        return Take(items);
    }

    internal MessageList RemoveRange(int index, int count) =>
        index == 0 ? Slice(count, Count - count) : Of(this.Where((_, i) => i < index || i >= index + count));

    private static MessageList Take(ConversationMessage[] items) => new(new(items), 0, items.Length);

    private sealed class Memory
    {
        public Memory(int capacity) => Items = new ConversationMessage[capacity];

        public Memory(ConversationMessage[] items) => (Items, Used) = (items, items.Length);

        public ConversationMessage[] Items { get; }

        public int Used { get; set; }

        /// <summary>Writes behind the last message, which no other list can see; false when that is not where the caller stands.</summary>
        public bool TryAppend(int place, ConversationMessage message)
        {
            lock (this)
            {
                if (place != Used || Used == Items.Length) return false;
                Items[Used++] = message;
                return true;
            }
        }
    }
}
