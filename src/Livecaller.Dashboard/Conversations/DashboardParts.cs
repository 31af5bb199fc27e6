using System.Globalization;
using Livecaller.Components;
using Livecaller.Components.Attachments;
using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Conversations;

/// <summary>What the parts of the messages need from the dashboard.</summary>
/// <param name="Open">The conversation on the screen.</param>
/// <param name="Base">The address of the dashboard, which relative addresses of files are resolved against.</param>
internal sealed record DashboardParts(OpenConversation Open, Uri Base) : PartContext
{
    public override IPartTexts PartTexts => DashboardPartTexts.Instance;

    public override bool IsShown => true;

    public override ViewerState Viewer { get; } = new();

    public override IEnumerable<ShownFile> Images() => Open.Log.Messages.SelectMany(FilesOf);

    internal IReadOnlyList<ShownFile> FilesOf(Livecaller.Protocol.MessagePayload message) =>
        message.DeletedAt is null ? [.. message.Attachments.Select(a => ShownFile.Of(a, Base))] : [];
}

/// <summary>The texts of the parts, from the dashboard's own.</summary>
internal sealed class DashboardPartTexts : IPartTexts
{
    internal static readonly DashboardPartTexts Instance = new();

    public string this[string key] => Find(key) ?? key;

    public string Format(string key, params object[] values) => TimeText.Format(this[key], values);

    internal static string? Find(string key) => Texts.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);

    public string Number(double value) => value.ToString("#,0.#", CultureInfo.CurrentCulture);
}
