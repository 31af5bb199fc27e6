using Livecaller.Protocol;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>The widgets of the scenes.</summary>
internal static class Widgets
{
    private static readonly DateTimeOffset TomorrowMorning = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Returns a widget without a form.</summary>
    public static WidgetConfiguration Of(Lines lines) => LivecallerTestHostOptions.DefaultWidget with { Name = lines.Shop };

    /// <summary>Adds questions to start with, and operators who answer within minutes.</summary>
    public static LivecallerTestHostOptions WithTeam(this LivecallerTestHostOptions options, Lines lines) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { Settings = options.WidgetConfiguration.Settings with { Starters = lines.Starters } },
        Availability = new()
        {
            Operators = [.. new[] { lines.OperatorName, lines.OtherOperator, lines.VisitorName }.Select((name, i) => new OperatorSummary { Id = new($"operator-{i}"), Name = name })],
            AnswerSeconds = 260,
            PlaceSeconds = 150,
        },
    };

    /// <summary>Opens the chat with its first screen.</summary>
    public static LivecallerTestHostOptions WithHome(this LivecallerTestHostOptions options) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { Settings = options.WidgetConfiguration.Settings with { InitialScreen = "home" } },
    };

    /// <summary>Adds a form and several departments.</summary>
    public static LivecallerTestHostOptions WithForm(this LivecallerTestHostOptions options, Lines lines) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { Departments = Departments(lines), Fields = Fields(lines) },
    };

    /// <summary>Closes all departments.</summary>
    public static LivecallerTestHostOptions Away(this LivecallerTestHostOptions options, Lines lines) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { Departments = [Closed("returns", lines.Returns)], Fields = [.. Fields(lines).Take(2)] },
    };

    /// <summary>Enables the typing preview.</summary>
    public static LivecallerTestHostOptions WithPreview(this LivecallerTestHostOptions options) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { Settings = new() { MessageTypingPreview = true } },
    };

    /// <summary>Places the chat at the start side.</summary>
    public static LivecallerTestHostOptions AtStart(this LivecallerTestHostOptions options) =>
        options.WithTheme(new() { Position = new() { Side = "start" } });

    /// <summary>Sets custom colors. The first is too pale to be legible on white.</summary>
    public static LivecallerTestHostOptions WithColors(this LivecallerTestHostOptions options) =>
        options.WithTheme(new() { Colors = new() { Primary = "#e8a33d", Secondary = "#f6efe4", Text = "#3a2a18" } });

    private static LivecallerTestHostOptions WithTheme(this LivecallerTestHostOptions options, WidgetThemeVariables variables) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { Settings = new() { Theme = new() { Variables = variables } } },
    };

    private static Department[] Departments(Lines lines) =>
        [Open("returns", lines.Returns), Open("advice", lines.Advice), Closed("studio", lines.Studio)];

    private static WidgetField[] Fields(Lines lines) =>
    [
        new() { Name = "name", Label = lines.NameLabel, Type = WidgetFieldTypes.Name, Required = true, Order = 1 },
        new() { Name = "email", Label = lines.EmailLabel, Type = WidgetFieldTypes.Email, Required = true, Order = 2 },
        new() { Name = "topic", Label = lines.TopicLabel, Type = WidgetFieldTypes.Select, Values = lines.Topics, Order = 3 },
        new() { Name = "agreed", Label = lines.AgreeLabel, Type = WidgetFieldTypes.Checkbox, Order = 4 },
    ];

    private static Department Open(string id, string name) => new() { Id = new(id), DisplayName = name, IsOpen = true };

    private static Department Closed(string id, string name) => new() { Id = new(id), DisplayName = name, IsOpen = false, NextOpen = TomorrowMorning };
}
