using Livecaller.Protocol;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>The widget that a server has. Every server knows the same one, so that the tests can name its parts.</summary>
public sealed record ContractSetup
{
    public const string Widget = "contract-widget";
    public const string Secret = "a-secret-for-the-contract-tests-0123";
    public const int MaxAttachmentBytes = 1024 * 1024;
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The names of its departments.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    public IReadOnlyList<WidgetField> Fields { get; init; } = [];

    public IReadOnlyList<string> Features { get; init; } = WidgetFeatureNames.All;

    public bool TypingPreview { get; init; }
}
