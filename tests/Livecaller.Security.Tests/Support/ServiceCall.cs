using System.Reflection;
using System.Runtime.CompilerServices;
using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Operators;

namespace Livecaller.Security.Tests.Support;

/// <summary>A method of a service for operators, found by reflection, so that a new one is attacked too.</summary>
internal sealed record ServiceCall(MethodInfo Method)
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;

    /// <summary>All methods of the services that the server offers. A feed only tells that something has changed.</summary>
    public static IReadOnlyList<ServiceCall> All { get; } = [.. typeof(IOperatorService).Assembly.GetExportedTypes()
        .Where(type => type.IsInterface && type != typeof(IConversationFeed))
        .SelectMany(type => type.GetMethods(Public)).Select(method => new ServiceCall(method))];

    public string Name => $"{Method.DeclaringType!.Name}.{Method.Name}";

    public override string ToString() => Name;

    /// <summary>Makes the call, and returns what refuses it, or null.</summary>
    public async Task<Problem?> RunAsync(LivecallerServer server, OperatorCaller caller, string conversationId)
    {
        var arguments = Method.GetParameters().Select(p => ArgumentFor(p.ParameterType, caller, conversationId)).ToArray();
        var task = (Task)Method.Invoke(server.App.Services.GetService(Method.DeclaringType!), arguments)!;
        await task;
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return (Problem?)outcome.GetType().GetProperty(nameof(Outcome<>.Problem))!.GetValue(outcome);
    }

    private static object? ArgumentFor(Type type, OperatorCaller caller, string conversationId)
    {
        if (type == typeof(OperatorCaller)) return caller;
        if (type == typeof(CancellationToken)) return TestContext.Current.CancellationToken;
        if (type == typeof(ConversationId)) return new ConversationId(conversationId);
        if (type == typeof(string)) return "unknown";
        if (type == typeof(WidgetId)) return new WidgetId(LivecallerServer.Widget);
        if (type == typeof(IReadOnlyDictionary<ConversationId, long>)) return new Dictionary<ConversationId, long> { [new(conversationId)] = 1 };
        if (Nullable.GetUnderlyingType(type) is not null) return null;
        return type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) : Activator.CreateInstance(type);
    }
}
