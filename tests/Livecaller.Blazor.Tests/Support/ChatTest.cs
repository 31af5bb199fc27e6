using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Shell;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>A test of the chat's parts with a browser that does as little as possible.</summary>
public abstract class ChatTest : BunitContext
{
    protected ChatTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        foreach (var part in (string[])["LivecallerApp", "Messages/MessageList", "Composing/Composer", "Audio/AudioPlayer", "Audio/VoiceRecorder", "Attachments/PictureViewer"])
        {
            var module = JSInterop.SetupModule($"./_content/Livecaller.Blazor/{part}.razor.js");
            module.Mode = JSRuntimeMode.Loose;
            module.Setup<string?>("timeZone").SetResult("Europe/Berlin");
        }

        Chime = JSInterop.SetupModule("./_content/Livecaller.Blazor/chime.js");
        Chime.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>What makes the tone for a message.</summary>
    protected BunitJSModuleInterop Chime { get; }

    internal IRenderedComponent<CascadingValue<ChatContext>> RenderPanel(ChatContext context) =>
        Render<CascadingValue<ChatContext>>(With(context));

    internal static Action<ComponentParameterCollectionBuilder<CascadingValue<ChatContext>>> With(ChatContext context) => parameters => parameters
        .Add(c => c.Value, context)
        .AddChildContent<ChatPanel>(panel => panel.Add(p => p.TitleId, "title"));
}
