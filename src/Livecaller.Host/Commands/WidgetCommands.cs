using System.CommandLine;
using System.Globalization;
using Livecaller.Protocol;
using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;

namespace Livecaller.Host.Commands;

/// <summary><c>widget add</c>, <c>widget list</c> and <c>widget rotate-secret</c>.</summary>
internal static class WidgetCommands
{
    public static Command Create(string[] settings) => new("widget", "The widgets. Works while the server runs.")
    {
        Add(settings), List(settings), RotateSecret(settings),
    };

    private static Command Add(string[] settings)
    {
        var name = new Argument<string>("name") { Description = "The name that visitors see." };
        var origins = new Option<string[]>("--origin") { Description = "An origin that can embed the widget, such as https://shop.example. Can be repeated." };
        var command = new Command("add", "Creates a widget, and prints its id and identity secret.") { name, origins };
        command.SetAction((parsed, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            var (id, secret) = await services.GetRequiredService<WidgetAdministration>()
                .AddAsync(parsed.GetRequiredValue(name), parsed.GetValue(origins) ?? [], cancellationToken);
            Console.WriteLine($"Widget id:  {id}");
            Console.WriteLine($"Secret:     {secret}");
        }, cancellationToken));
        return command;
    }

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Lists the widgets.");
        command.SetAction((_, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services => Table.Print(
            ["ID", "NAME", "ORIGINS"],
            (await services.GetRequiredService<WidgetAdministration>().ListAsync(cancellationToken)).Select(w =>
                (string[])[w.Id.Value, w.Name, string.Join(' ', w.AllowedOrigins)])), cancellationToken));
        return command;
    }

    private static Command RotateSecret(string[] settings)
    {
        var id = new Argument<string>("id") { Description = "The widget's id, as widget list shows it." };
        var overlap = new Option<int>("--overlap-hours")
        {
            Description = "For how many hours identity tokens that were signed with the old secret are accepted, 0 to 720.",
            DefaultValueFactory = _ => new RotateSecretRequest().OverlapHours,
        };
        var command = new Command("rotate-secret", "Replaces the identity secret of a widget, and prints the new one.") { id, overlap };
        command.SetAction((parsed, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            var rotated = await services.GetRequiredService<IWidgetService>().RotateSecretAsync(
                OperatorCaller.Application, new(parsed.GetRequiredValue(id)), new() { OverlapHours = parsed.GetValue(overlap) }, cancellationToken);
            if (!rotated.IsSuccess) throw new LivecallerStartupException(TextOf(rotated.Problem));
            Console.WriteLine($"Secret:     {rotated.Value.Secret}");
            Console.WriteLine(rotated.Value.OldValidUntil is { } until
                ? string.Create(CultureInfo.InvariantCulture, $"The old one is accepted until {until:yyyy-MM-dd HH:mm} UTC.") : "The old one is refused from now on.");
        }, cancellationToken));
        return command;
    }

    private static string TextOf(Problem problem) =>
        problem.Errors is { Count: > 0 } errors ? string.Join(' ', errors.Values.SelectMany(texts => texts)) : problem.Detail ?? problem.Title ?? "";
}
