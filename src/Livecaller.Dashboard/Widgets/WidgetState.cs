using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server;
using Livecaller.Server.Departments;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Widgets;

/// <summary>The widgets, as far as this operator may see and change them.</summary>
internal sealed partial class WidgetState(ServerCalls server, OperatorContext me, ILogger<WidgetState> logger)
{
    internal LoadState State { get; private set; } = LoadState.Loading;

    internal IReadOnlyList<OperatorWidgetPayload> Widgets { get; private set; } = [];

    internal IReadOnlyList<OperatorDepartmentPayload> Departments { get; private set; } = [];

    internal bool CanChange => me.Operator.May(OperatorPermission.ManageWidgets);

    internal bool CanChangeSecrets => me.Operator.May(OperatorPermission.ManageSecrets);

    internal async Task LoadAsync()
    {
        State = LoadState.Loading;
        try
        {
            var widgets = await server.CallAsync((IWidgetService desk) => desk.ListAsync(me.Caller));
            var departments = await server.CallAsync((IDepartmentService desk) => desk.ListAsync(me.Caller, null));
            (Widgets, Departments) = (widgets.Value ?? [], departments.Value ?? []);
            State = widgets.IsSuccess && departments.IsSuccess ? LoadState.Ready : LoadState.Failed;
        }
        catch (Exception e)
        {
            LogFailed(e);
            State = LoadState.Failed;
        }
    }

    /// <summary>Reads a widget's secret when it is to be shown, for those who can change the widget; answers why that was refused.</summary>
    internal Task<(string? Secret, string? Error)> ReadSecretAsync(WidgetId id) =>
        AdministrateAsync((IWidgetService desk) => desk.ReadSecretAsync(me.Caller, id), Texts.SecretFailed);

    /// <summary>Replaces a widget's secret; answers the new one, or why that was refused.</summary>
    internal async Task<(string? Secret, string? Error)> RotateSecretAsync(WidgetId id, int overlapHours)
    {
        var (rotated, error) = await AdministrateAsync(
            (IWidgetService desk) => desk.RotateSecretAsync(me.Caller, id, new() { OverlapHours = overlapHours }), Texts.SaveFailed);
        if (rotated is not null)
            Widgets = [.. Widgets.Select(widget => widget.Id == id ? widget with { OldSecretValidUntil = rotated.OldValidUntil } : widget)];
        return (rotated?.Secret, error);
    }

    /// <summary>Has the old secret refused from now on; answers why that was refused, or null.</summary>
    internal async Task<string?> EndOldSecretAsync(WidgetId id)
    {
        var (_, error) = await AdministrateAsync((IWidgetService desk) => desk.EndOldSecretAsync(me.Caller, id), Texts.SaveFailed);
        if (error is null)
            Widgets = [.. Widgets.Select(widget => widget.Id == id ? widget with { OldSecretValidUntil = null } : widget)];
        return error;
    }

    /// <summary>Changes a widget; answers why it was refused, or null.</summary>
    internal async Task<string?> ChangeAsync(WidgetId id, WidgetRequest change)
    {
        var (changed, error) = await AdministrateAsync((IWidgetService desk) => desk.UpdateAsync(me.Caller, id, change), Texts.SaveFailed);
        if (changed is not null)
            Widgets = [.. Widgets.Select(widget => widget.Id == id ? changed : widget)];
        return error;
    }

    /// <summary>Makes (null) or changes a department; answers why it was refused, or null.</summary>
    internal Task<string?> SaveDepartmentAsync(DepartmentId? id, DepartmentRequest request) => ChangeDepartmentsAsync(async desk =>
        (id is { } known ? await desk.UpdateAsync(me.Caller, known, request) : await desk.CreateAsync(me.Caller, request)).Problem);

    /// <summary>Removes a department; answers why that was refused, or null.</summary>
    internal Task<string?> RemoveDepartmentAsync(DepartmentId id) => ChangeDepartmentsAsync(async desk => (await desk.DeleteAsync(me.Caller, id)).Problem);

    private async Task<string?> ChangeDepartmentsAsync(Func<IDepartmentService, Task<Problem?>> change)
    {
        if (!CanChange)
            return Texts.AdministratorsOnly;
        try
        {
            if (await server.CallAsync(change) is { } problem)
                return ServiceCaller.ReasonOf(problem);
            Departments = (await server.CallAsync((IDepartmentService desk) => desk.ListAsync(me.Caller, null))).Value ?? Departments;
            return null;
        }
        catch (Exception e)
        {
            LogFailed(e);
            return Texts.SaveFailed;
        }
    }

    private async Task<(T? Value, string? Error)> AdministrateAsync<TService, T>(Func<TService, Task<Outcome<T>>> call, string failed)
        where TService : notnull
    {
        if (!CanChange)
            return (default, Texts.AdministratorsOnly);
        try
        {
            var outcome = await server.CallAsync(call);
            return outcome.IsSuccess ? (outcome.Value, null) : (default, ServiceCaller.ReasonOf(outcome.Problem));
        }
        catch (Exception e)
        {
            LogFailed(e);
            return (default, failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A call to the widget desk failed.")]
    private partial void LogFailed(Exception e);
}
