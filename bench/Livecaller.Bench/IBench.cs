namespace Livecaller.Bench;

/// <summary>Measures one thing side by side with what a user would write or pick instead.</summary>
internal interface IBench
{
    string Name { get; }

    string Description { get; }

    /// <summary>Runs it, and gives the exit code: 0 unless a promise was broken.</summary>
    Task<int> RunAsync(string[] arguments);
}
