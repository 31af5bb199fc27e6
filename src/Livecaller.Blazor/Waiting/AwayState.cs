using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Waiting;

/// <summary>Whether somebody is there for a conversation that waits: its department's hours decide, or all of them where it has none.</summary>
internal static class AwayState
{
    public static Department? DepartmentOf(ChatContext context) =>
        context.Snapshot.Info?.Department is { } department ? context.Widget?.Departments.FirstOrDefault(d => d.Id == department.Id) : null;

    public static bool IsAway(ChatContext context) => DepartmentOf(context) is { } department ? !department.IsOpen : context.IsAway;
}
