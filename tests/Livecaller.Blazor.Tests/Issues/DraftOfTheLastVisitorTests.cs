using Bunit;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>
/// A page that signs somebody in draws itself at once, and the chat with it, before the chat's own next frame: what the last visitor had written
/// stood in the next one's field.
/// </summary>
public sealed class DraftOfTheLastVisitorTests : AppTest
{
    [Fact]
    public async Task Is_gone_when_the_page_draws_the_chat_before_its_frame()
    {
        var module = JSInterop.SetupModule("./_content/Livecaller.Blazor/LivecallerApp.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);
        var app = Mount();
        await UntilAsync(() => app.FindAll("textarea").Count == 1);
        await app.InvokeAsync(() => app.Find("textarea").InputAsync(new ChangeEventArgs { Value = "Anna's secret" }));
        Assert.Equal("Anna's secret", app.Find("textarea").GetAttribute("value"));

        // From here on the browser has no more frames: whatever changes next waits for one.
        var frames = module.SetupVoid("nextFrame");
        await Client.SetMutedAsync(true, Cancelled);
        await UntilAsync(() => frames.Invocations.Count > 0);
        await Client.UserLoginAsync(Host.IssueToken("ben"), Cancelled);
        await UntilAsync(() => IsDrawn(app));
        Assert.True(string.IsNullOrEmpty(app.Find("textarea").GetAttribute("value")));
    }

    private static bool IsDrawn(IRenderedComponent<LivecallerApp> app)
    {
        app.Render();
        return app.FindAll("textarea").Count == 1;
    }
}
