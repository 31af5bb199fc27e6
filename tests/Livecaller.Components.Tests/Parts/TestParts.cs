using System.Globalization;
using Bunit;
using Livecaller.Components.Attachments;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Components.Tests.Parts;

/// <summary>A page that shows parts of messages, with the keys of the texts as texts.</summary>
public abstract class TestParts : BunitContext
{
    private readonly Surroundings _surroundings = new();

    protected TestParts() => JSInterop.Mode = JSRuntimeMode.Loose;

    internal ViewerState Viewer => _surroundings.Viewer;

    internal static ShownFile File(string name, string mimeType, string url, Func<AttachmentPayload, AttachmentPayload>? change = null)
    {
        var attachment = new AttachmentPayload { Id = new("a1"), Name = name, MimeType = mimeType, Size = 2048, Url = url };
        return ShownFile.Of(change?.Invoke(attachment) ?? attachment, new("https://chat.example/"));
    }

    internal IRenderedComponent<T> Show<T>(params (string Name, object Value)[] parameters)
        where T : IComponent => Render<CascadingValue<PartContext>>(page => page.Add(p => p.Value, _surroundings).AddChildContent(builder =>
    {
        builder.OpenComponent<T>(0);
        foreach (var (name, value) in parameters) builder.AddComponentParameter(1, name, value);
        builder.CloseComponent();
    })).FindComponent<T>();

    private sealed record Surroundings : PartContext, IPartTexts
    {
        public override IPartTexts PartTexts => this;

        public override bool IsShown => true;

        public override ViewerState Viewer { get; } = new();

        public string this[string key] => key;

        public override IEnumerable<ShownFile> Images() => [];

        public string Format(string key, params object[] values) => $"{key} {string.Join(' ', values)}";

        public string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
