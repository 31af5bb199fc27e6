namespace Livecaller.Protocol;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
/// <param name="Data">The entries.</param>
/// <param name="HasMore">Whether more follow.</param>
public sealed record DataPage<T>(IReadOnlyList<T> Data, bool HasMore);
