namespace Livecaller.Protocol;

/// <summary>A response with one member, <c>data</c>.</summary>
/// <typeparam name="T">The type of the data.</typeparam>
/// <param name="Data">The data.</param>
public sealed record DataEnvelope<T>(T Data);
