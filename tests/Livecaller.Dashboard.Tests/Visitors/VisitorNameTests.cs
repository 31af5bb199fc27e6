using Livecaller.Dashboard.Visitors;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Tests.Visitors;

public sealed class VisitorNameTests
{
    [Theory]
    [InlineData("Ana Maisuradze", "AM")]
    [InlineData("ana", "A")]
    [InlineData("María José García", "MG")]
    [InlineData("ליאור בן דוד", "לד")]
    [InlineData("<script>", "?")]
    [InlineData("\ud83d\ude00", "?")]
    [InlineData("\ud83d", "?")]
    [InlineData("e\u0301lise", "E\u0301")]
    public void Initials_are_first_letters_of_any_script(string name, string initials) =>
        Assert.Equal(initials, VisitorName.Initials(name));

    [Fact]
    public void An_anonymous_visitor_keeps_one_number_and_one_colour()
    {
        var visitor = new VisitorPayload { Uuid = new("3f2c"), Name = " " };

        Assert.Matches("^Visitor [1-9][0-9]{3}$", VisitorName.Of(visitor));
        Assert.Equal(VisitorName.Of(visitor), VisitorName.Of(visitor with { }));
        Assert.Equal("V", VisitorName.Initials(visitor));
        Assert.InRange(VisitorName.Colour("3f2c"), 0, 7);
        Assert.True(Enumerable.Range(0, 100).Select(i => VisitorName.Colour("visitor-" + i)).Distinct().Count() == 8);
    }
}
