using System.Reflection;

namespace Livecaller.Tests.Events;

/// <summary>An <c>async</c> lambda that binds to a delegate without a result becomes <c>async void</c>: its exception ends the process.</summary>
public sealed class PublicCallbacksTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Types => typeof(LivecallerClient).Assembly.GetExportedTypes();

    [Fact]
    public void Every_method_with_a_callback_has_an_overload_that_awaits_it()
    {
        var methods = Types.SelectMany(t => t.GetMethods(Everything)).Where(m => !m.IsSpecialName).ToArray();
        var withCallback = methods.Where(m => m.GetParameters().Any(IsVoidCallback)).ToArray();

        Assert.NotEmpty(withCallback);
        Assert.All(withCallback, method => Assert.Contains(methods, other =>
            other.DeclaringType == method.DeclaringType && other.Name == method.Name && other.GetParameters().Any(IsTaskCallback)));
    }

    [Fact]
    public void No_constructor_and_no_property_takes_a_callback_without_a_result()
    {
        Assert.DoesNotContain(Types.Where(t => !IsDelegate(t)).SelectMany(t => t.GetConstructors()), c => c.GetParameters().Any(IsVoidCallback));
        Assert.DoesNotContain(Types.SelectMany(t => t.GetProperties(Everything)), p => IsVoidCallback(p.PropertyType));
    }

    // Its handlers run where an exception after an await is caught: AsyncListenerTests.
    [Fact]
    public void One_event_is_there() =>
        Assert.Equal([nameof(LivecallerEvents.UnhandledListenerException)], Types.SelectMany(t => t.GetEvents(Everything)).Select(e => e.Name));

    private static bool IsVoidCallback(ParameterInfo parameter) => IsVoidCallback(parameter.ParameterType);

    private static bool IsVoidCallback(Type type) => IsDelegate(type) && type.GetMethod("Invoke")!.ReturnType == typeof(void);

    private static bool IsTaskCallback(ParameterInfo parameter) =>
        IsDelegate(parameter.ParameterType) && parameter.ParameterType.GetMethod("Invoke")!.ReturnType == typeof(Task);

    private static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);
}
