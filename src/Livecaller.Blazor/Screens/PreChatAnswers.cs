namespace Livecaller.Blazor.Screens;

/// <summary>What a visitor answered before the conversation: it goes with the message that begins it.</summary>
/// <param name="Department">The department that should take it; null for any.</param>
/// <param name="Fields">The answers of the form, by the fields' names.</param>
internal sealed record PreChatAnswers(DepartmentId? Department, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Whether a widget asks something before a conversation: it has a form, a choice, or nobody is there.</summary>
    public static bool IsAskedFor(WidgetConfiguration? widget) =>
        widget is not null && (widget.Fields.Any(f => f.Name.Length > 0) || widget.Departments.Count > 1 || widget.Departments is [{ IsOpen: false }]);

    public OutgoingMessage With(OutgoingMessage message) => message with { DepartmentId = Department, Fields = Fields };
}
