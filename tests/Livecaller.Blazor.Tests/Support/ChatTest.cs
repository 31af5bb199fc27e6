using System.Text;
using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>A test of the chat's parts with a browser that does as little as possible.</summary>
public abstract class ChatTest : BunitContext
{
    private readonly HashSet<string> _given = [];

    protected ChatTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        foreach (var part in (string[])["LivecallerApp", "Messages/MessageList", "Composing/Composer"])
        {
            var module = JSInterop.SetupModule($"./_content/Livecaller.Blazor/{part}.razor.js");
            module.Mode = JSRuntimeMode.Loose;
            module.Setup<string?>("timeZone").SetResult("Europe/Berlin");
        }

        foreach (var part in (string[])["Audio/AudioPlayer", "Audio/VoiceRecorder", "Attachments/ImageViewer"])
            JSInterop.SetupModule($"./_content/Livecaller.Components/{part}.razor.js").Mode = JSRuntimeMode.Loose;
        Chime = JSInterop.SetupModule("./_content/Livecaller.Blazor/chime.js");
        Chime.Mode = JSRuntimeMode.Loose;
        TextFiles = JSInterop.SetupModule("./_content/Livecaller.Blazor/texts.js");
        foreach (var language in Languages.OfFiles)
            TextFiles.Setup<IJSStreamReference>("load", call => language.Equals(call.Arguments[0]) && !_given.Contains(language)).SetResult(new FakeFile(Encoding.UTF8.GetBytes(Languages.Read(language))));
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
    }

    /// <summary>What makes the tone for a message.</summary>
    protected BunitJSModuleInterop Chime { get; }

    /// <summary>Lets the test itself say what comes of loading a language's file; as long as it says nothing, it is under way.</summary>
    protected JSRuntimeInvocationHandler<IJSStreamReference> GiveFile(string language)
    {
        _given.Add(language);
        return TextFiles.Setup<IJSStreamReference>("load", language);
    }

    /// <summary>What loads the languages' files.</summary>
    protected BunitJSModuleInterop TextFiles { get; }

    internal IRenderedComponent<CascadingValue<ChatContext>> RenderPanel(ChatContext context) =>
        Render<CascadingValue<ChatContext>>(With(context));

    internal static Action<ComponentParameterCollectionBuilder<CascadingValue<ChatContext>>> With(ChatContext context) => parameters => parameters
        .Add(c => c.Value, context)
        .AddChildContent<ChatPanel>(panel => panel.Add(p => p.TitleId, "title"));
}
