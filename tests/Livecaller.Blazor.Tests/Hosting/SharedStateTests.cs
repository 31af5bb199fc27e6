using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Livecaller.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Blazor.Tests.Hosting;

/// <summary>
/// In server mode the code of all visitors runs in one process: what a static field or a service of the whole process holds,
/// every circuit can reach.
/// </summary>
public sealed class SharedStateTests
{
    [Theory]
    [InlineData(typeof(LivecallerApp))]
    [InlineData(typeof(LivecallerClient))]
    [InlineData(typeof(MessagePayload))]
    public void Nothing_static_can_take_anything_of_a_visitor(Type room)
    {
        var fields = room.Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Livecaller", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral && (!field.IsInitOnly || CanGrow(field.FieldType)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");

        Assert.Empty(fields.Except(Known));
    }

    [Fact]
    public void Every_service_belongs_to_one_circuit()
    {
        var services = new ServiceCollection().AddLivecallerBlazor(o => o.ServerUrl = new("https://livecaller.test/"));

        Assert.All(services, service => Assert.Equal(ServiceLifetime.Scoped, service.Lifetime));
    }

    /// <summary>What the process has once, and why no visitor is in it.</summary>
    private static IReadOnlyList<string> Known { get; } =
    [
        // Written once, where it stands.
        "LanguageTag.RightToLeft",
        "LanguageTag.RightToLeftScripts",
        // Nothing is ever in it.
        "LoadedMessages.<Empty>k__BackingField",
    ];

    private static bool CanGrow(Type type) =>
        type.IsAssignableTo(typeof(IEnumerable)) && type != typeof(string) && !type.IsArray
        && !(type.Namespace == typeof(FrozenSet).Namespace || type.Namespace == typeof(ImmutableArray).Namespace || type.Name.StartsWith("IReadOnly", StringComparison.Ordinal))
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>));
}
