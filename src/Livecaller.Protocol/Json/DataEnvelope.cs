namespace Livecaller.Protocol;

/// <summary>An answer with one member <c>data</c>.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <param name="Data">The answer itself.</param>
public sealed record DataEnvelope<T>(T Data);
