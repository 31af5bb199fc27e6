namespace Livecaller.Protocol;

/// <summary>An id that is a plain string on the wire.</summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface IWireId<TSelf> where TSelf : struct, IWireId<TSelf>
{
    /// <summary>The string that stands on the wire. Never null; empty only for <c>default</c>.</summary>
    string Value { get; }

    /// <summary>Wraps a string from the wire.</summary>
    static abstract TSelf FromWire(string value);
}
