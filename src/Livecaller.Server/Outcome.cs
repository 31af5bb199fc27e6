using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Server;

/// <summary>The result of a call: a value, or a problem.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Problem? problem, bool isNew)
    {
        Value = value;
        Problem = problem;
        IsNew = isNew;
    }

    /// <summary>The value; default when there was a problem.</summary>
    public T? Value { get; }

    /// <summary>The problem; null when there was none.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether the call created something new (201), rather than finding what an earlier call created (200).</summary>
    public bool IsNew { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsSuccess => Problem is null;

    /// <summary>Returns the result for a value that existed. Needed for interfaces, which cannot be converted implicitly.</summary>
    public static Outcome<T> Found(T value) => new(value, null, false);

    /// <summary>Returns the result for a new value.</summary>
    public static Outcome<T> Created(T value) => new(value, null, true);

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null, false);

    /// <summary>Wraps a problem.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem, false);
}
