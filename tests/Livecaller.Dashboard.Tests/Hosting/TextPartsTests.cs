using Livecaller.Dashboard.Hosting;

namespace Livecaller.Dashboard.Tests.Hosting;

public sealed class TextPartsTests
{
    [Fact]
    public void The_text_is_there_with_its_last_part()
    {
        var parts = new TextParts();

        Assert.Null(parts.Take(new() { Index = 0, Count = 3, Text = "a" }));
        Assert.Null(parts.Take(new() { Index = 1, Count = 3, Text = "b" }));
        Assert.Equal("abc", parts.Take(new() { Index = 2, Count = 3, Text = "c" }));
        Assert.Null(parts.Take(new() { Index = 3, Count = 3, Text = "d" }));
        Assert.Equal("x", parts.Take(new() { Index = 0, Count = 1, Text = "x" }));
    }

    [Fact]
    public void Parts_out_of_order_and_without_end_are_ignored()
    {
        var parts = new TextParts();

        Assert.Null(parts.Take(new() { Index = 1, Count = 2, Text = "b" }));
        Assert.Null(parts.Take(new() { Index = 0, Count = 2, Text = "a" }));
        Assert.Null(parts.Take(new() { Index = 2, Count = 2, Text = "c" }));
        Assert.Null(parts.Take(new() { Index = 0, Count = 1, Text = new string('n', 250_001) }));
    }
}
