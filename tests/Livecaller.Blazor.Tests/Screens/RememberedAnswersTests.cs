using Livecaller.Blazor.Screens;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Screens;

public sealed class RememberedAnswersTests
{
    private static readonly VisitorId Anna = new("anna");
    private readonly Browser _browser = new();

    private RememberedAnswers Remembered => new(_browser);

    [Fact]
    public async Task Answers_come_back_as_they_were_given_to_who_gave_them()
    {
        await Remembered.KeepAsync(Anna, new Dictionary<string, string> { ["a&b=c"] = "1=2&3 ÄÖ?", ["empty"] = "" });

        var answer = Assert.Single(await Remembered.RecallAsync(Anna));
        Assert.Equal(("a&b=c", "1=2&3 ÄÖ?"), (answer.Key, answer.Value));
        Assert.Empty(await Remembered.RecallAsync(new("ben")));
    }

    [Fact]
    public async Task Who_signs_in_as_somebody_else_leaves_nothing_of_the_last_behind()
    {
        await Remembered.KeepAsync(Anna, new Dictionary<string, string> { ["name"] = "Anna" });
        await Remembered.ForgetOthersAsync(Anna);
        Assert.Single(_browser.Storage);

        await Remembered.ForgetOthersAsync(null);
        Assert.Empty(_browser.Storage);
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_is_no_fault()
    {
        _browser.Fault = () => new JSException("SecurityError");

        await Remembered.KeepAsync(Anna, new Dictionary<string, string> { ["name"] = "Anna" });
        Assert.Empty(await Remembered.RecallAsync(Anna));
        await Remembered.ForgetOthersAsync(null);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anna?")]
    [InlineData("anna?=&==&x&%ZZ=%")]
    public async Task What_somebody_else_wrote_there_breaks_nothing(string text)
    {
        _browser.Storage["livecaller.form"] = text;

        Assert.DoesNotContain(await Remembered.RecallAsync(Anna), a => a.Key == "x");
    }
}
