namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>Code that reads bytes of strangers.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Inputs that are valid, from which others are made.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Reads an input. The exceptions that the code documents are caught here; every other one is a fault.</summary>
    void Run(ReadOnlySpan<byte> input);
}
