using System.Reflection;
using System.Runtime.CompilerServices;
using Livecaller.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Tests;

/// <summary>What .editorconfig cannot say about the server's code.</summary>
public sealed class StyleTests
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static IEnumerable<MethodInfo> Methods => typeof(StartupReport).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("Livecaller", StringComparison.Ordinal) == true && !type.IsDefined(typeof(CompilerGeneratedAttribute)))
        .SelectMany(type => type.GetMethods(Declared)).Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)));

    [Fact]
    public void A_cancellation_token_has_one_name()
    {
        var others = Methods.SelectMany(method => method.GetParameters())
            .Where(parameter => parameter.ParameterType == typeof(CancellationToken) && parameter.Name is not ("cancellationToken" or "stoppingToken"))
            .Select(parameter => $"{parameter.Member.DeclaringType}.{parameter.Member.Name}({parameter.Name})");

        Assert.Empty(others);
    }

    [Fact]
    public void A_log_message_is_a_sentence()
    {
        var messages = Methods.Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message).OfType<string>().ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.EndsWith(".", message, StringComparison.Ordinal));
    }
}
