using Livecaller.Blazor.Messages;
using Livecaller.Blazor.Tests.Support;
using Loaded = System.Collections.Generic.IReadOnlyList<Livecaller.ConversationMessage>;

namespace Livecaller.Blazor.Tests.Messages;

public sealed class RowWindowTests
{
    private const double Viewport = 600;

    private readonly Scripted _script = new();
    private readonly RowWindow _window = new();

    [Fact]
    public void Of_ten_thousand_messages_only_a_few_screens_are_in_the_page()
    {
        var messages = Messages(10_000);
        _window.Follow(messages, atEnd: true);

        Assert.Equal(10_000, _window.End);
        Assert.InRange(_window.End - _window.First, 20, 80);
        Assert.Equal(0, _window.After);
        Assert.Equal(Sum(messages, 0, _window.First), _window.Before, 3);
    }

    [Fact]
    public void Every_message_can_be_reached_and_the_room_always_adds_up()
    {
        var messages = Messages(1_000);
        _window.Follow(messages, atEnd: true);
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var index = random.Next(messages.Count);
            _window.Show(index, Viewport);
            Assert.InRange(index, _window.First, _window.End - 1);
            Assert.InRange(_window.End - _window.First, 10, 100);
            for (var row = _window.First; row < _window.End; row++) _window.Measure(messages[row].Id, 30 + random.Next(200));
        }

        _window.Show(500, Viewport);
        Assert.Equal(Sum(messages, 0, _window.First), _window.Before, 3);
        Assert.Equal(Sum(messages, _window.End, messages.Count), _window.After, 3);
    }

    [Fact]
    public void Where_the_visitor_scrolled_to_is_found_by_its_distance()
    {
        var messages = Messages(1_000);
        _window.Follow(messages, atEnd: true);

        Assert.Equal(0, _window.At(-_window.Before));
        _window.Show(0, Viewport);
        Assert.Equal((0, 0.0), (_window.First, _window.Before));
        Assert.Equal(999, _window.At(_window.After));
    }

    [Fact]
    public void The_same_messages_stay_when_others_come_before_and_behind_them()
    {
        var all = Messages(400);
        _window.Follow([.. all.Skip(100).Take(200)], atEnd: true);
        _window.Show(50, Viewport);
        var (first, end) = (_window.Messages[_window.First].Id, _window.Messages[_window.End - 1].Id);

        _window.Follow([.. all.Skip(0).Take(300)], atEnd: false);
        Assert.Equal((first, end), (_window.Messages[_window.First].Id, _window.Messages[_window.End - 1].Id));
        _window.Follow(all, atEnd: false);
        Assert.Equal((first, end), (_window.Messages[_window.First].Id, _window.Messages[_window.End - 1].Id));
        Assert.Equal(Sum(all, 0, _window.First), _window.Before, 3);
        Assert.Equal(Sum(all, _window.End, all.Count), _window.After, 3);

        // As a full window loses its oldest.
        _window.Follow([.. all.Skip(90).Take(310)], atEnd: false);
        Assert.Equal((first, end), (_window.Messages[_window.First].Id, _window.Messages[_window.End - 1].Id));
        Assert.Equal(Sum(_window.Messages, 0, _window.First), _window.Before, 3);
    }

    [Fact]
    public void At_the_end_the_newest_is_in_the_page_and_the_page_does_not_grow()
    {
        var all = Messages(2_000);
        for (var count = 1; count <= all.Count; count++)
        {
            _window.Follow([.. all.Skip(0).Take(count)], atEnd: true);
            Assert.Equal(count, _window.End);
            Assert.InRange(_window.End - _window.First, 1, 120);
        }

        Assert.Equal(Sum(all, 0, _window.First), _window.Before, 3);
    }

    [Fact]
    public void What_is_selected_stays_up_to_a_bound()
    {
        _window.Follow(Messages(1_000), atEnd: true);
        _window.Show(500, Viewport);
        var first = _window.First;
        _window.Show(560, Viewport, keep: true);
        Assert.Equal(first, _window.First);
        _window.Show(999, Viewport, keep: true);
        Assert.True(_window.First > first);
    }

    [Fact]
    public void Another_part_of_the_conversation_is_shown_from_its_end()
    {
        var all = Messages(500);
        _window.Follow([.. all.Skip(400)], atEnd: true);
        _window.Follow([.. all.Take(50)], atEnd: false);
        Assert.Equal(50, _window.End);
        _window.Follow([], atEnd: true);
        Assert.Equal((0, 0), (_window.First, _window.End));
    }

    private Loaded Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(i => _script.Message(Scripted.Nino, new string('x', 1 + (i * 37 % 300)), count - i))];

    private double Sum(Loaded messages, int from, int to) =>
        Enumerable.Range(from, to - from).Sum(i => _window.Heights.Of(messages[i]));
}
