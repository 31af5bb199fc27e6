namespace Livecaller.Protocol;

/// <summary>An id that is a plain string in JSON.</summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface IWireId<TSelf> where TSelf : struct, IWireId<TSelf>
{
    /// <summary>The string. Never null; empty only for <c>default</c>.</summary>
    string Value { get; }

    /// <summary>Initializes the id from its string.</summary>
    static abstract TSelf FromWire(string value);
}
