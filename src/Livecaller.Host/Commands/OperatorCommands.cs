using System.CommandLine;
using System.Globalization;
using Livecaller.Protocol;
using Livecaller.Server.Administration;
using Livecaller.Server.Audit;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;

namespace Livecaller.Host.Commands;

/// <summary><c>operator add</c>, <c>operator reset-password</c> and <c>operator list</c>.</summary>
internal static class OperatorCommands
{
    public static Command Create(string[] settings) => new("operator", "The accounts of operators. Works while the server runs.")
    {
        Add(settings), ResetPassword(settings), ResetSecondFactor(settings), List(settings),
    };

    private static Command Add(string[] settings)
    {
        var email = Email();
        var name = new Option<string?>("--name") { Description = "The name that visitors see. By default the part of the address before the @." };
        var role = new Option<string>("--role") { Description = "What the operator may do. The first administrator becomes the owner.", DefaultValueFactory = _ => LivecallerRoles.Operator };
        role.AcceptOnlyFromAmong([.. OperatorRoles.All.Select(OperatorRoles.NameOf)]);
        var administrator = new Option<bool>("--administrator") { Description = "The same as --role administrator." };
        var file = PasswordFile();
        var command = new Command("add", "Creates an account, and prints its password unless it is given.") { email, name, role, administrator, file };
        command.SetAction((parsed, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            var (password, isGenerated) = PasswordSource.Read(parsed.GetValue(file));
            var account = await services.GetRequiredService<OperatorAdministration>()
                .AddAsync(parsed.GetRequiredValue(email), parsed.GetValue(name), password, parsed.GetValue(administrator) ? OperatorRole.Administrator : OperatorRoles.Find(parsed.GetValue(role))!.Value);
            Print(account.Email!, password, isGenerated);
        }, cancellationToken));
        return command;
    }

    private static Command ResetPassword(string[] settings)
    {
        var (email, file) = (Email(), PasswordFile());
        var command = new Command("reset-password", "Sets another password, unlocks the account, and ends its sessions.") { email, file };
        command.SetAction((parsed, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            var (password, isGenerated) = PasswordSource.Read(parsed.GetValue(file));
            await services.GetRequiredService<OperatorAdministration>().ResetPasswordAsync(parsed.GetRequiredValue(email), password);
            Print(parsed.GetRequiredValue(email), password, isGenerated);
        }, cancellationToken));
        return command;
    }

    private static Command ResetSecondFactor(string[] settings)
    {
        var email = Email();
        var command = new Command("reset-second-factor", "Removes authenticator app, recovery codes and passkeys, and ends all sessions.") { email };
        command.SetAction((parsed, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            var address = WidgetFieldRules.NormalizeEmail(parsed.GetRequiredValue(email));
            if (!await services.GetRequiredService<SecondFactorReset>().ResetAsync(accounts => accounts.FindByEmailAsync(address), AuditActor.Command, cancellationToken))
                throw new LivecallerStartupException($"There is no operator with the address '{address}'.");
            Console.WriteLine($"The second factor of {address} is reset. The operator signs in with the password.");
        }, cancellationToken));
        return command;
    }

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Lists the operators.");
        command.SetAction((_, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services => Table.Print(
            ["EMAIL", "NAME", "ROLE", "STATE", "SESSIONS"],
            (await services.GetRequiredService<OperatorAdministration>().ListAsync(cancellationToken)).Select(o =>
                (string[])[o.Email, o.Name, o.Role, o.IsLocked ? "locked" : "active", o.Sessions.ToString(CultureInfo.InvariantCulture)])), cancellationToken));
        return command;
    }

    private static Argument<string> Email() => new("email") { Description = "The email address that the operator signs in with." };

    private static Option<string?> PasswordFile() => new("--password-file")
    {
        Description = "A file with the password in its first line, or - for the standard input. By default a password is generated.",
    };

    private static void Print(string email, string password, bool isGenerated)
    {
        Console.WriteLine($"Operator:   {email}");
        if (isGenerated) Console.WriteLine($"Password:   {password}  (shown only now; kept hashed)");
    }
}
