using System.Collections;
using System.Runtime.CompilerServices;

namespace Livecaller.Conversations;

/// <summary>
/// An immutable list of messages, oldest first. Adding at the end and removing at the beginning do not copy it: lists that were created from each
/// other share their memory.
/// </summary>
[CollectionBuilder(typeof(LoadedMessages), nameof(Create))]
internal sealed class LoadedMessages : IReadOnlyList<ConversationMessage>
{
    private readonly Memory _memory;
    private readonly int _start;

    private LoadedMessages(Memory memory, int start, int count)
    {
        _memory = memory;
        _start = start;
        Count = count;
    }

    /// <summary>The empty list.</summary>
    public static LoadedMessages Empty { get; } = new(new(0), 0, 0);

    /// <summary>The number of messages.</summary>
    public int Count { get; }

    /// <summary>Returns the message at an index.</summary>
    /// <param name="index">The index, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public ConversationMessage this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _memory.Items[_start + index];
        }
    }

    /// <summary>Creates a list. Collection expressions use it.</summary>
    /// <param name="messages">The messages, oldest first.</param>
    public static LoadedMessages Create(params ReadOnlySpan<ConversationMessage> messages) => Take(messages.ToArray());

    /// <summary>Returns a part of the list.</summary>
    /// <param name="start">The index of the first message.</param>
    /// <param name="length">The number of messages.</param>
    public LoadedMessages Slice(int start, int length)
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

    public static LoadedMessages Of(IEnumerable<ConversationMessage> messages) => Take([.. messages]);

    public LoadedMessages Add(ConversationMessage message)
    {
        // The unused part at the beginning is dropped before it exceeds a quarter of the list.
        if (_start <= Count / 4 && _memory.TryAppend(_start + Count, message)) return new(_memory, _start, Count + 1);
        // Another list continues from here, or the memory is full. A list that only slides needs little room, a growing one more.
        var memory = new Memory(Math.Max(16, _start == 0 ? Count * 2 : Count + Count / 4 + 1));
        Array.Copy(_memory.Items, _start, memory.Items, 0, Count);
        memory.Used = Count;
        memory.TryAppend(Count, message);
        return new(memory, 0, Count + 1);
    }

    public LoadedMessages SetItem(int index, ConversationMessage message)
    {
        var items = this.ToArray();
        items[index] = message;
        return Take(items);
    }

    public LoadedMessages RemoveRange(int index, int count) =>
        index == 0 ? Slice(count, Count - count) : Of(this.Where((_, i) => i < index || i >= index + count));

    private static LoadedMessages Take(ConversationMessage[] items) => new(new(items), 0, items.Length);

    private sealed class Memory
    {
        public Memory(int capacity) => Items = new ConversationMessage[capacity];

        public Memory(ConversationMessage[] items) => (Items, Used) = (items, items.Length);

        public ConversationMessage[] Items { get; }

        public int Used { get; set; }

        /// <summary>Writes after the last message, where no other list can see it. Returns false when the caller is at another position.</summary>
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
